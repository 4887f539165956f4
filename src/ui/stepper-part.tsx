'use client';
import { NumberField } from '@base-ui/react/number-field';
import clsx from 'clsx';
import { Minus, Plus } from 'lucide-react';
import { useId } from 'react';
import { describedBy, FieldShell, type FieldText } from './field-shell';

export interface StepperProps extends FieldText {
  value: number;
  onValueChange: (value: number) => void;
  min?: number;
  max?: number;
  /** How much a button adds. */
  step?: number;
  /** The accessible names of the two buttons. */
  decrementLabel: string;
  incrementLabel: string;
  /** `big` is for one hand at the door. */
  size?: 'md' | 'big';
  disabled?: boolean;
  className?: string;
}

const SIZES = {
  md: { group: 'h-11', button: 'w-12', input: 'text-lg', icon: 18 },
  big: { group: 'h-20', button: 'w-24', input: 'text-figure', icon: 34 },
};

/** A whole number with a button at each side. */
export function StepperPart(props: StepperProps) {
  const { value, onValueChange, min = 1, max = 1000, step = 1, decrementLabel, incrementLabel, size = 'md' } = props;
  const { label, hint, error, aside, className, disabled } = props;
  const id = useId();
  const look = SIZES[size];
  const button = clsx(
    look.button,
    'flex h-full shrink-0 items-center justify-center text-ink transition-colors hover:bg-hover active:bg-sunken data-[disabled]:opacity-35',
  );
  return (
    <FieldShell {...{ label, hint, error, aside, className, id }}>
      <NumberField.Root
        id={id}
        value={value}
        min={min}
        max={max}
        step={step}
        disabled={disabled ?? false}
        onValueChange={(next) => next !== null && onValueChange(Math.round(next))}
      >
        <NumberField.Group
          className={clsx(
            look.group,
            'flex w-full items-stretch overflow-hidden rounded-control bg-surface ring-1 ring-line-strong ring-inset focus-within:outline-2 focus-within:outline-accent',
            error && 'ring-2 ring-bad',
          )}
        >
          <NumberField.Decrement aria-label={decrementLabel} className={button}>
            <Minus aria-hidden size={look.icon} />
          </NumberField.Decrement>
          <NumberField.Input
            aria-invalid={error ? true : undefined}
            aria-describedby={describedBy(id, { hint, error })}
            className={clsx(look.input, 'figures w-full min-w-0 bg-transparent text-center text-ink outline-none')}
          />
          <NumberField.Increment aria-label={incrementLabel} className={button}>
            <Plus aria-hidden size={look.icon} />
          </NumberField.Increment>
        </NumberField.Group>
      </NumberField.Root>
    </FieldShell>
  );
}
