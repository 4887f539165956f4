'use client';
import clsx from 'clsx';
import { memo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { ConnectionPopover } from './connection-popover';
import type { ConnectionFacts } from './connection-popover-part';
import { useLasting } from './use-lasting';

/** A stream is handed over to the next in less than this, now and then: no reason to alarm anybody. */
const HAND_OVER_MS = 1500;

interface ConnectionIndicatorProps extends ConnectionFacts {
  /** False hides it: no stream is in use. */
  available: boolean;
}

/** Whether what is on screen is live, and how fresh it is. The details open on demand. */
export const ConnectionIndicator = memo(function ConnectionIndicator(props: ConnectionIndicatorProps) {
  const { available, ...facts } = props;
  const { status } = facts;
  const t = useTranslations('common.connection');
  const trigger = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const connected = status === 'connected';
  const [wasLive, setWasLive] = useState(false);
  if (connected && !wasLive) setWasLive(true);
  const isDown = useLasting(!connected, HAND_OVER_MS);
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
          {live ? t('live') : isDown ? t('reconnecting') : t('connecting')}
        </span>
      </button>
      <ConnectionPopover {...facts} {...{ live, open, trigger }} onOpenChange={setOpen} />
    </>
  );
});
