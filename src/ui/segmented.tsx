'use client';
import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup } from '@base-ui/react/toggle-group';
import clsx from 'clsx';

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

/** One choice of a few; scrolls sideways when they do not fit. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>) {
  const { label, value, segments, onValueChange, className } = props;
  return (
    <ToggleGroup
      aria-label={label}
      value={[value]}
      onValueChange={([next]) => next !== undefined && onValueChange(next)}
      className={clsx(
        'flex gap-1 overflow-x-auto rounded-control bg-sunken p-1 [scrollbar-width:none] max-xl:pr-8 max-xl:[mask-image:linear-gradient(to_right,black_calc(100%-2rem),transparent)]',
        className,
      )}
    >
      {segments.map((segment) => (
        <Toggle
          key={segment.value}
          value={segment.value}
          className="inline-flex min-h-9 shrink-0 items-center gap-1.5 whitespace-nowrap rounded-[0.45rem] px-2.5 font-medium text-ink-soft text-sm transition-colors hover:text-ink focus-visible:-outline-offset-2 data-[pressed]:bg-surface data-[pressed]:text-ink data-[pressed]:shadow-sm pointer-coarse:min-h-11 dark:data-[pressed]:bg-hover"
        >
          {segment.label}
          {segment.count !== undefined && <span className="figures text-ink-faint text-xs">{segment.count}</span>}
        </Toggle>
      ))}
    </ToggleGroup>
  );
}
