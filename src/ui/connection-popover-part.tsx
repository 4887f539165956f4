'use client';
import { Popover } from '@base-ui/react/popover';
import { RefreshCw } from 'lucide-react';
import { type RefObject, useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from './button';
import { useNow } from './use-now';

/** How current the screen is; times are milliseconds of the device's clock. `read` returns the same object until something changes. */
interface FreshnessStore {
  subscribe(listener: () => void): () => void;
  read(): {
    readonly lastMessageAt: number | null;
    readonly seq: number | null;
    readonly transport: 'raw' | 'web' | 'shared' | 'buffered' | 'polling';
  };
}

export interface ConnectionFacts {
  status: 'disconnected' | 'connecting' | 'connected' | 'reconnecting' | 'error';
  freshness: FreshnessStore;
  reconnectAttempts: number;
  onReconnect: () => void;
}

export interface ConnectionPopoverProps extends ConnectionFacts {
  live: boolean;
  /** The browser reports a network. */
  online: boolean;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The element under which it opens. */
  trigger: RefObject<HTMLElement | null>;
}

export function ConnectionPopoverPart(props: ConnectionPopoverProps) {
  const { live, online, status, freshness, reconnectAttempts, onReconnect, open, onOpenChange, trigger } = props;
  const t = useTranslations('common.connection');
  const now = useNow(1000);
  const { lastMessageAt, seq, transport } = useSyncExternalStore(freshness.subscribe, freshness.read, freshness.read);
  const age = now === null || lastMessageAt === null ? null : Math.max(0, Math.round((now - lastMessageAt) / 1000));
  return (
    <Popover.Root
      open={open}
      onOpenChange={(next, { event, reason, cancel }) => {
        // A press on the trigger closes it by itself.
        if (reason === 'outside-press' && event.target instanceof Node && trigger.current?.contains(event.target))
          cancel();
        else onOpenChange(next);
      }}
    >
      <Popover.Portal>
        <Popover.Positioner anchor={trigger} sideOffset={8} align="end" className="z-60">
          <Popover.Popup
            finalFocus={trigger}
            className="w-72 rounded-card bg-raised p-4 text-ink text-sm shadow-lift ring-1 ring-line outline-none transition-opacity duration-100 data-[ending-style]:opacity-0 data-[starting-style]:opacity-0"
          >
            <Popover.Title className="display text-base">
              {live ? t('liveTitle') : online ? t(`states.${status}`) : t('offline')}
            </Popover.Title>
            <Popover.Description className="mt-1 text-ink-soft">
              {t(live ? 'liveBody' : online ? 'downBody' : 'offlineBody')}
            </Popover.Description>
            <dl className="mt-3 grid gap-1.5 border-line border-t pt-3">
              <Detail label={t('fresh')} value={age === null ? t('never') : t('ago', { count: age })} />
              <Detail label={t('seq')} value={seq === null ? '—' : String(seq)} />
              <Detail label={t('transport')} value={t(`transports.${transport}`)} />
              {reconnectAttempts > 0 && <Detail label={t('attempts')} value={String(reconnectAttempts)} />}
            </dl>
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
}

function Detail({ label, value }: { label: string; value: string }) {
  return (
    <div className="flex justify-between gap-4">
      <dt className="text-ink-soft">{label}</dt>
      <dd className="text-right font-medium tabular-nums">{value}</dd>
    </div>
  );
}
