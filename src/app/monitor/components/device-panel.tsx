'use client';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Unplug } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { DeviceDetail } from '@/modules/monitor/answers';
import { monitorApi } from '@/modules/monitor/client/monitor-api';
import { monitorQueryKeys } from '@/modules/monitor/client/query-keys';
import { ApiError } from '@/platform/browser/http';
import { ListFailed, ListLoading } from '@/shell/list-states';
import { EmptyState } from '@/ui/empty-state';
import { Sheet } from '@/ui/sheet';
import { AuditEntry } from './audit-list';
import { DeviceActions } from './device-actions';
import { DeviceFacts } from './device-facts';
import { Replay } from './replay';
import { StateBadge } from './state-badge';
import { useDeviceText } from './use-device-text';

interface DevicePanelProps {
  connectionId: string;
  /** Undefined for an operator who watches all venues. */
  businessId: string | undefined;
  timeZone: string | undefined;
  onClose: () => void;
}

const EVERY_MS = 2_000;

/** One connection: its state, the possible actions, and all events that it has received. */
export function DevicePanel({ connectionId, businessId, timeZone, onClose }: DevicePanelProps) {
  const t = useTranslations('monitor');
  const text = useDeviceText();
  const queryClient = useQueryClient();
  const queryKey = monitorQueryKeys.device(connectionId);
  const [closing, setClosing] = useState(false);
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => monitorApi.device(businessId, connectionId, pageParam, signal),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ replay }: DeviceDetail) => replay.before ?? undefined,
    refetchInterval: ({ state }) => (state.error ? false : EVERY_MS),
    retry: 1,
    gcTime: 0,
    enabled: !closing,
  });
  const detail = query.data?.pages[0];
  const gone = query.error instanceof ApiError && query.error.status === 404;
  const renew = () => void queryClient.invalidateQueries({ queryKey: monitorQueryKeys.all });
  /** The connection is not read while it is being closed, because the server soon no longer knows it. */
  function onClosing(now: boolean) {
    setClosing(now);
    if (now) void queryClient.cancelQueries({ queryKey });
  }
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      placement="side"
      title={detail ? text.person(detail.device.userName) : t('title')}
      description={detail ? text.device(detail.device.device) : undefined}
    >
      {gone ? (
        <EmptyState icon={<Unplug size={28} />} title={t('device.gone')} body={t('device.goneBody')} />
      ) : detail ? (
        <div className="grid gap-7" data-testid="device-panel">
          <div>
            <StateBadge state={detail.device.state} />
            <p className="mt-2 text-pretty">{text.reason(detail.device)}</p>
            <DeviceActions
              connectionId={connectionId}
              businessId={businessId}
              lastAudit={detail.audits[0]}
              closing={closing}
              onClosing={onClosing}
              onClosed={onClose}
              onDone={renew}
            />
          </div>
          <DeviceFacts device={detail.device} timeZone={timeZone} />
          {detail.audits.length > 0 && (
            <section>
              <h3 className="display mb-2 text-base">{t('audits.title')}</h3>
              <ul className="grid gap-3">
                {detail.audits.slice(0, 5).map((audit) => (
                  <li key={audit.id}>
                    <AuditEntry audit={audit} now={detail.now} />
                  </li>
                ))}
              </ul>
            </section>
          )}
          <Replay
            pages={query.data?.pages.map(({ replay }) => replay) ?? []}
            timeZone={timeZone}
            busy={query.isFetchingNextPage}
            onOlder={query.hasNextPage ? () => void query.fetchNextPage() : undefined}
          />
        </div>
      ) : query.error ? (
        <ListFailed
          title={t('device.failed')}
          error={query.error}
          busy={query.isFetching}
          onRetry={() => void query.refetch()}
        />
      ) : (
        <ListLoading />
      )}
    </Sheet>
  );
}
