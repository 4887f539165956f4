'use client';
import clsx from 'clsx';
import { type ComponentProps, type ReactNode, useId } from 'react';
import { controlClass, describedBy, FieldShell, type FieldText } from './field-shell';

export interface TextFieldProps extends FieldText, Omit<ComponentProps<'input'>, 'className'> {
  /** Inside the control, at its end: a 44 px button at most. */
  end?: ReactNode;
  className?: string;
}

export function TextField({ label, hint, error, aside, end, id, className, ...props }: TextFieldProps) {
  const own = useId();
  const fieldId = id ?? own;
  return (
    <FieldShell {...{ label, hint, error, aside, className }} id={fieldId}>
      <div className="relative">
        <input
          {...props}
          id={fieldId}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(fieldId, { hint, error })}
          className={clsx(controlClass, end !== undefined && 'pr-12')}
        />
        {end && <div className="absolute inset-y-0 right-0 flex items-center">{end}</div>}
      </div>
    </FieldShell>
  );
}
