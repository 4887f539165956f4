import clsx from 'clsx';
import type { ReactNode } from 'react';

export type Tone = 'neutral' | 'accent' | 'ok' | 'warn' | 'bad' | 'info';

const TONES: Record<Tone, string> = {
  neutral: 'bg-sunken text-ink-soft',
  accent: 'bg-accent-soft text-accent-text',
  ok: 'bg-ok-soft text-ok-text',
  warn: 'bg-warn-soft text-warn-text',
  bad: 'bg-bad-soft text-bad-text',
  info: 'bg-info-soft text-info-text',
};

interface BadgeProps {
  tone?: Tone;
  icon?: ReactNode;
  /** For a line of text with more in it. */
  small?: boolean;
  /** A dashed edge: something is still to be decided. */
  open?: boolean;
  children: ReactNode;
}

/** A state as one word. The icon repeats the meaning of the colour for people who cannot see it. */
export function Badge({ tone = 'neutral', icon, small = false, open = false, children }: BadgeProps) {
  return (
    <span
      className={clsx(
        'inline-flex items-center whitespace-nowrap rounded-full font-semibold text-xs',
        small ? 'h-5 gap-1 px-2' : 'h-7 gap-1.5 px-2.5',
        TONES[tone],
        open && 'border-2 border-current border-dashed',
      )}
    >
      {icon}
      <span>{children}</span>
    </span>
  );
}
