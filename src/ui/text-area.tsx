'use client';
import clsx from 'clsx';
import { type ComponentProps, useId } from 'react';
import { controlClass, describedBy, FieldShell, type FieldText } from './field-shell';

export interface TextAreaProps extends FieldText, Omit<ComponentProps<'textarea'>, 'className'> {
  className?: string;
}

export function TextArea({ label, hint, error, aside, id, className, ...props }: TextAreaProps) {
  const own = useId();
  const fieldId = id ?? own;
  return (
    <FieldShell {...{ label, hint, error, aside, className }} id={fieldId}>
      <textarea
        rows={3}
        {...props}
        id={fieldId}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(fieldId, { hint, error })}
        className={clsx(controlClass, 'resize-y py-2.5')}
      />
    </FieldShell>
  );
}
