'use client';
import { Select as Base } from '@base-ui/react/select';
import clsx from 'clsx';
import { Check, ChevronDown } from 'lucide-react';
import { useId } from 'react';
import { controlClass, describedBy, FieldShell, type FieldText } from './field-shell';

export interface SelectOption<Value extends string> {
  value: Value;
  label: string;
}

export interface SelectProps<Value extends string> extends FieldText {
  value: Value;
  options: readonly SelectOption<Value>[];
  onValueChange: (value: Value) => void;
  disabled?: boolean;
  className?: string;
}

export function SelectPart<Value extends string>(props: SelectProps<Value>) {
  const { value, options, onValueChange, disabled = false, label, hint, error, aside, className } = props;
  const id = useId();
  const labelId = `${id}-label`;
  return (
    <FieldShell {...{ label, hint, error, aside, className, id, labelId }}>
      <Base.Root
        items={options}
        value={value}
        disabled={disabled}
        onValueChange={(next) => next !== null && onValueChange(next)}
      >
        <Base.Trigger
          id={id}
          aria-labelledby={labelId}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(id, { hint, error })}
          className={clsx(controlClass, 'flex items-center justify-between gap-2 text-left')}
        >
          <Base.Value />
          <Base.Icon render={<ChevronDown aria-hidden size={18} className="text-ink-faint" />} />
        </Base.Trigger>
        <Base.Portal>
          <Base.Positioner sideOffset={6} alignItemWithTrigger={false} className="z-60">
            <Base.Popup className="max-h-80 min-w-(--anchor-width) overflow-auto rounded-control bg-raised p-1 shadow-lift ring-1 ring-line transition-opacity duration-100 data-[ending-style]:opacity-0 data-[starting-style]:opacity-0">
              {options.map((option) => (
                <Base.Item
                  key={option.value}
                  value={option.value}
                  className="flex min-h-11 cursor-default items-center justify-between gap-4 rounded-lg px-3 text-sm outline-none data-[highlighted]:bg-hover"
                >
                  <Base.ItemText>{option.label}</Base.ItemText>
                  <Base.ItemIndicator render={<Check aria-hidden size={16} className="text-accent-text" />} />
                </Base.Item>
              ))}
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </FieldShell>
  );
}
