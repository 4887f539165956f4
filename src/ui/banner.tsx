import clsx from 'clsx';
import type { ReactNode } from 'react';

type BannerTone = 'info' | 'warn' | 'bad' | 'ok';

interface BannerProps {
  tone?: BannerTone;
  icon?: ReactNode;
  /** `alert` interrupts a screen reader; `status` waits until it has finished. */
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
      {/* On a phone the action is below its sentence. */}
      <div className="flex min-w-0 grow flex-wrap items-center justify-between gap-x-3">
        <div className="min-w-0 grow basis-56 text-pretty">{children}</div>
        {action && <div className="-mx-3 shrink-0">{action}</div>}
      </div>
    </div>
  );
}
