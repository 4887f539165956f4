'use client';
import clsx from 'clsx';
import { memo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { ConnectionPopover } from './connection-popover';
import type { ConnectionFacts } from './connection-popover-part';
import { useLasting } from './use-lasting';
import { useOnline } from './use-online';

/** Milliseconds. From time to time a stream is handed over to the next in less than this, which is no reason for an alarm. */
const HAND_OVER_MS = 1500;

interface ConnectionIndicatorProps extends ConnectionFacts {
  /** False hides it, when no stream is in use. */
  available: boolean;
  /** Said while the browser reports no network, instead of the usual words. */
  offlineText?: string;
}

/** Whether the screen is live, and how fresh its data is. The details open on demand. */
export const ConnectionIndicator = memo(function ConnectionIndicator(props: ConnectionIndicatorProps) {
  const { available, offlineText, ...given } = props;
  const online = useOnline();
  const status = online ? given.status : 'reconnecting';
  const facts = { ...given, status };
  const t = useTranslations('common.connection');
  const trigger = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const connected = status === 'connected';
  const [wasLive, setWasLive] = useState(false);
  if (connected && !wasLive) setWasLive(true);
  const isLong = useLasting(!connected, HAND_OVER_MS);
  const isDown = isLong || !online;
  if (!available) return null;
  const live = connected || (wasLive && !isDown);
  return (
    <>
      <button
        type="button"
        ref={trigger}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
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
          {live ? t('live') : online ? t(isDown ? 'reconnecting' : 'connecting') : (offlineText ?? t('offline'))}
        </span>
      </button>
      <ConnectionPopover {...facts} {...{ live, online, open, trigger }} onOpenChange={setOpen} />
    </>
  );
});
