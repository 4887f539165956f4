'use client';
import clsx from 'clsx';
import type { KeyboardEvent } from 'react';

export interface Segment<Value extends string> {
  value: Value;
  label: string;
  count?: number;
}

interface SegmentedProps<Value extends string> {
  /** Accessible name of the group. */
  label: string;
  value: Value;
  segments: readonly Segment<Value>[];
  onValueChange: (value: Value) => void;
  className?: string;
}

/** The chosen segment is in the Tab order; the arrow keys reach the others. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const here = buttons.findIndex((button) => button.matches(':focus'));
  const last = buttons.length - 1;
  const places: Record<string, number> = {
    ArrowRight: here === last ? 0 : here + 1,
    ArrowLeft: here === 0 ? last : here - 1,
    Home: 0,
    End: last,
  };
  const next = buttons[places[event.key] ?? -1];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** One choice out of a few; scrolls sideways when they do not fit. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>) {
  const { label, value, segments, onValueChange, className } = props;
  return (
    <fieldset
      aria-label={label}
      onKeyDown={moveFocus}
      className={clsx(
        'flex min-w-0 gap-1 overflow-x-auto rounded-control bg-sunken p-1 [scrollbar-width:none] max-xl:pr-8 max-xl:[mask-image:linear-gradient(to_right,black_calc(100%-2rem),transparent)]',
        className,
      )}
    >
      {segments.map((segment) => (
        <button
          key={segment.value}
          type="button"
          aria-pressed={segment.value === value}
          data-pressed={segment.value === value ? '' : undefined}
          tabIndex={segment.value === value ? 0 : -1}
          onClick={() => segment.value !== value && onValueChange(segment.value)}
          className="inline-flex min-h-9 shrink-0 items-center gap-1.5 whitespace-nowrap rounded-[0.45rem] px-2.5 font-medium text-ink-soft text-sm transition-colors hover:text-ink focus-visible:-outline-offset-2 data-[pressed]:bg-surface data-[pressed]:text-ink data-[pressed]:ring-2 data-[pressed]:ring-accent data-[pressed]:ring-inset pointer-coarse:min-h-11 dark:data-[pressed]:bg-hover"
        >
          {segment.label}
          {segment.count !== undefined && <span className="figures text-ink-faint text-xs">{segment.count}</span>}
        </button>
      ))}
    </fieldset>
  );
}
