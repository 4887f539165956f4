'use client';
import clsx from 'clsx';
import { type ReactNode, useId } from 'react';
import { GroupShell } from './field-shell';

export interface Chip<Value extends string> {
  value: Value;
  label: ReactNode;
}

interface ChipsProps<Value extends string> {
  label: string;
  /** The label is read to screen readers only. */
  quiet?: boolean;
  value: Value | null;
  chips: readonly Chip<Value>[];
  onValueChange: (value: Value) => void;
  error?: string | undefined;
  className?: string;
}

/** One choice out of several, all in sight: a row that scrolls sideways when they do not fit. */
export function Chips<Value extends string>(props: ChipsProps<Value>) {
  const { label, quiet = false, value, chips, onValueChange, error, className } = props;
  const id = useId();
  return (
    <GroupShell label={label} quiet={quiet} error={error} className={clsx('min-w-0', className)}>
      <div className="-mx-1 flex gap-2 overflow-x-auto p-1">
        {chips.map((chip) => (
          <ChipRadio
            key={chip.value}
            name={id}
            checked={chip.value === value}
            invalid={error !== undefined}
            onChoose={() => onValueChange(chip.value)}
            className="px-3"
          >
            {chip.label}
          </ChipRadio>
        ))}
      </div>
    </GroupShell>
  );
}

interface ChipRadioProps {
  /** The same for all radio buttons of one choice. */
  name: string;
  checked: boolean;
  invalid?: boolean;
  onChoose: () => void;
  /** Of the space around the text. */
  className?: string;
  children: ReactNode;
}

/** A radio button that looks like a chip. The arrow keys move among those of one name. */
export function ChipRadio({ name, checked, invalid = false, onChoose, className, children }: ChipRadioProps) {
  return (
    <label className="relative grid min-h-11 min-w-11 shrink-0">
      <input
        type="radio"
        name={name}
        checked={checked}
        aria-invalid={invalid && checked ? true : undefined}
        onChange={onChoose}
        className="peer absolute inset-0 size-full cursor-pointer appearance-none rounded-control outline-none"
      />
      <span
        className={clsx(
          'pointer-events-none flex items-center justify-center whitespace-nowrap rounded-control border border-line-strong/70 bg-surface text-ink text-sm tabular-nums',
          'peer-checked:border-accent peer-checked:bg-accent-soft peer-checked:font-semibold peer-checked:text-accent-text',
          'peer-focus-visible:outline-2 peer-focus-visible:outline-accent peer-focus-visible:outline-offset-1',
          'forced-colors:peer-checked:bg-[Highlight] forced-colors:peer-checked:text-[HighlightText] forced-colors:peer-checked:[forced-color-adjust:none]',
          className,
        )}
      >
        {children}
      </span>
    </label>
  );
}
