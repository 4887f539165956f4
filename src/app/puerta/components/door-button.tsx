import clsx from 'clsx';
import type { ComponentProps, ReactNode } from 'react';

interface DoorButtonProps extends ComponentProps<'button'> {
  icon?: ReactNode;
  look?: 'panel' | 'bare' | 'answer';
}

const LOOKS = {
  panel: 'bg-raised text-ink ring-1 ring-inset ring-line active:bg-hover',
  bare: 'bg-night/55 text-paper backdrop-blur-sm active:bg-night/80 aria-pressed:ring-2 aria-pressed:ring-paper',
  answer: 'bg-(--answer-press) text-(--answer-ink) ring-2 ring-inset ring-current/45 active:opacity-80',
};

/**
 * A touch target of 56 px or more, for use with the thumb in the dark; the standard buttons are designed for bright
 * rooms.
 */
export function DoorButton({ icon, look = 'panel', className, children, ...props }: DoorButtonProps) {
  return (
    <button
      type="button"
      {...props}
      className={clsx(
        'inline-flex min-h-14 min-w-14 select-none items-center justify-center gap-2.5 rounded-card px-4 font-semibold text-base transition-[background-color,opacity] disabled:opacity-45',
        LOOKS[look],
        className,
      )}
    >
      {icon}
      <span className="contents">{children}</span>
    </button>
  );
}
