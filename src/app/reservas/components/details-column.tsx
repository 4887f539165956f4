'use client';
import { X } from 'lucide-react';
import { memo } from 'react';
import { useTranslations } from 'use-intl';
import type { Reservation } from '@/realtime/protocol/reservation';
import { IconButton } from '@/ui/icon-button';
import { useNow } from '@/ui/use-now';
import { Details } from './details';
import type { DueParties } from './list-view';
import { UpNext } from './up-next';

const MINUTE = 60_000;

interface DetailsColumnProps {
  row: Reservation | null;
  /** Who comes next, told while no row is chosen; null on other days. */
  next: DueParties | null;
  onClose: () => void;
}

/** Beside the list on wide screens: the chosen reservation, else who comes next. */
export const DetailsColumn = memo(function DetailsColumn({ row, next, onClose }: DetailsColumnProps) {
  const t = useTranslations('reservas.details');
  const now = useNow(MINUTE);
  return (
    <aside aria-label={t('label')} className="hidden xl:block">
      {row ? (
        <div
          data-testid="details"
          className="sticky top-21 max-h-[calc(100dvh-6.5rem)] overflow-y-auto rounded-card border border-line bg-surface p-5"
        >
          <header className="mb-4 flex items-start gap-3">
            <div className="min-w-0 grow">
              <p className="eyebrow tabular-nums tracking-wide">{row.code}</p>
              <h2 className="display break-words text-xl">{row.customerName}</h2>
            </div>
            <IconButton
              label={t('close')}
              icon={<X aria-hidden size={20} />}
              onClick={onClose}
              className="-mt-1 -mr-2"
            />
          </header>
          <Details key={row.id} row={row} />
        </div>
      ) : (
        <div className="sticky top-21 grid gap-4">
          {next && now !== null && <UpNext next={next} now={now} />}
          <p className="text-balance px-5 text-center text-ink-faint text-sm">{t('pick')}</p>
        </div>
      )}
    </aside>
  );
});
