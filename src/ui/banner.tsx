import clsx from 'clsx';
import type { ReactNode } from 'react';

type BannerTone = 'info' | 'warn' | 'bad' | 'ok';

interface BannerProps {
  tone?: BannerTone;
  icon?: ReactNode;
  /** `alert` interrupts a screen reader; `status` waits its turn. */
  role?: 'alert' | 'status';
  action?: ReactNode;
  children: ReactNode;
}

const TONES: Record<BannerTone, string> = {
  info: 'bg-info-soft text-info-text',
  warn: 'bg-warn-soft text-warn-text',
  bad: 'bg-bad-soft text-bad-text',
  ok: 'bg-ok-soft text-ok-text',
};

/** A sentence about the whole screen or form. */
export function Banner({ tone = 'info', icon, role = 'status', action, children }: BannerProps) {
  return (
    <div
      role={role}
      className={clsx('flex min-h-11 items-center gap-3 rounded-control px-4 py-2.5 font-medium text-sm', TONES[tone])}
    >
      {icon && (
        <span aria-hidden className="shrink-0">
          {icon}
        </span>
      )}
      <div className="min-w-0 grow">{children}</div>
      {action}
    </div>
  );
}
