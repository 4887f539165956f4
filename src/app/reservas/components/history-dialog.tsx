'use client';
import { useQuery } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { reservasQueryKeys } from '@/modules/reservations/client/query-keys';
import { reservasApi } from '@/modules/reservations/client/reservas-api';
import type { Reservation } from '@/modules/reservations/wire';
import { ListFailed, ListLoading } from '@/shell/list-states';
import { EmptyState } from '@/ui/empty-state';
import { Redraw } from '@/ui/redraw';
import { Sheet } from '@/ui/sheet';
import { HistoryItem } from './history-item';
import { useVenueScreen } from './venue-context';

/** Everything that happened to one reservation, newest first. */
export function HistoryDialog({ row, onClose }: { row: Reservation; onClose: () => void }) {
  const t = useTranslations('reservas.history');
  const { businessId } = useVenueScreen();
  const history = useQuery({
    // The key contains the version, so that changes by other users appear.
    queryKey: [...reservasQueryKeys.history(businessId, row.id), row.version],
    queryFn: ({ signal }) => reservasApi.history(businessId, row.id, signal),
    placeholderData: (before) => before,
    staleTime: 0,
  });
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      placement="side"
      title={t('title')}
      description={`${isolate(row.customerName)} · ${row.code}`}
    >
      {history.data ? (
        history.data.entries.length > 0 ? (
          <ol className="relative grid gap-5 before:absolute before:inset-y-4 before:left-4.5 before:w-px before:bg-line">
            {history.data.entries.map((entry) => (
              <Redraw
                key={`${entry.kind}-${entry.id}`}
                fallback={<li className="pl-13 text-ink-soft text-sm">{t('unreadable')}</li>}
                version={entry}
              >
                <HistoryItem entry={entry} row={row} />
              </Redraw>
            ))}
          </ol>
        ) : (
          <EmptyState icon={<History size={28} />} title={t('empty')} />
        )
      ) : history.error ? (
        <ListFailed
          title={t('failed')}
          error={history.error}
          busy={history.isFetching}
          onRetry={() => void history.refetch()}
        />
      ) : (
        <ListLoading />
      )}
    </Sheet>
  );
}
