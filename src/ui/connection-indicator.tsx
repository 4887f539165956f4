'use client';
import { Popover } from '@base-ui/react/popover';
import clsx from 'clsx';
import { RefreshCw } from 'lucide-react';
import { memo, useState, useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from './button';
import { useLasting } from './use-lasting';
import { useNow } from './use-now';

/** A stream is handed over to the next in less than this, now and then: no reason to alarm anybody. */
const HAND_OVER_MS = 1500;

/** How current the screen is; times on the device's clock, milliseconds. `read` gives the same object until something changes. */
interface FreshnessStore {
  subscribe(listener: () => void): () => void;
  read(): {
    readonly lastMessageAt: number | null;
    readonly seq: number | null;
    readonly transport: 'raw' | 'web' | 'shared' | 'buffered' | 'polling';
  };
}

interface ConnectionIndicatorProps {
  /** False hides it: no stream is in use. */
  available: boolean;
  status: 'disconnected' | 'connecting' | 'connected' | 'reconnecting' | 'error';
  freshness: FreshnessStore;
  reconnectAttempts: number;
  onReconnect: () => void;
}

/** Whether what is on screen is live, and how fresh it is. The details open on demand. */
export const ConnectionIndicator = memo(function ConnectionIndicator(props: ConnectionIndicatorProps) {
  const { available, status, freshness, reconnectAttempts, onReconnect } = props;
  const t = useTranslations('common.connection');
  const connected = status === 'connected';
  const [wasLive, setWasLive] = useState(false);
  if (connected && !wasLive) setWasLive(true);
  const isDown = useLasting(!connected, HAND_OVER_MS);
  if (!available) return null;
  const live = connected || (wasLive && !isDown);
  return (
    <Popover.Root>
      <Popover.Trigger
        data-testid="connection-indicator"
        data-status={status}
        className={clsx(
          'inline-flex h-11 min-w-0 max-w-full items-center whitespace-nowrap gap-2.5 rounded-full px-3 font-semibold text-sm transition-colors',
          live
            ? 'text-ok-text hover:bg-ok-soft'
            : isDown
              ? 'bg-warn-soft text-warn-text'
              : 'text-ink-soft hover:bg-hover',
        )}
      >
        <span aria-hidden className="relative flex size-2.5 shrink-0">
          {live && <span className="absolute inset-0 animate-pulse-dot rounded-full bg-ok" />}
          <span
            className={clsx('relative size-2.5 rounded-full', live ? 'bg-ok' : isDown ? 'bg-warn' : 'bg-line-strong')}
          />
        </span>
        <span role="status" className="truncate">
          {live ? t('live') : isDown ? t('reconnecting') : t('connecting')}
        </span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={8} align="end" className="z-60">
          <Popover.Popup className="w-72 rounded-card bg-raised p-4 text-ink text-sm shadow-lift ring-1 ring-line outline-none transition-opacity duration-100 data-[ending-style]:opacity-0 data-[starting-style]:opacity-0">
            <Popover.Title className="display text-base">{live ? t('liveTitle') : t(`states.${status}`)}</Popover.Title>
            <Popover.Description className="mt-1 text-ink-soft">
              {live ? t('liveBody') : t('downBody')}
            </Popover.Description>
            <Details freshness={freshness} reconnectAttempts={reconnectAttempts} />
            {!live && (
              <Button block className="mt-4" icon={<RefreshCw aria-hidden size={16} />} onClick={onReconnect}>
                {t('reconnect')}
              </Button>
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
});

/** Only while they are open is a heartbeat worth drawing. */
function Details({ freshness, reconnectAttempts }: Pick<ConnectionIndicatorProps, 'freshness' | 'reconnectAttempts'>) {
  const t = useTranslations('common.connection');
  const now = useNow(1000);
  const { lastMessageAt, seq, transport } = useSyncExternalStore(freshness.subscribe, freshness.read, freshness.read);
  const age = now === null || lastMessageAt === null ? null : Math.max(0, Math.round((now - lastMessageAt) / 1000));
  return (
    <dl className="mt-3 grid gap-1.5 border-line border-t pt-3">
      <Detail label={t('fresh')} value={age === null ? t('never') : t('ago', { count: age })} />
      <Detail label={t('seq')} value={seq === null ? '—' : String(seq)} />
      <Detail label={t('transport')} value={t(`transports.${transport}`)} />
      {reconnectAttempts > 0 && <Detail label={t('attempts')} value={String(reconnectAttempts)} />}
    </dl>
  );
}

function Detail({ label, value }: { label: string; value: string }) {
  return (
    <div className="flex justify-between gap-4">
      <dt className="text-ink-soft">{label}</dt>
      <dd className="text-right font-medium tabular-nums">{value}</dd>
    </div>
  );
}
