'use client';
import clsx from 'clsx';
import { type ChangeEvent, type ComponentProps, type ReactNode, useId, useImperativeHandle, useRef } from 'react';
import { controlClass, describedBy, FieldShell, type FieldText } from './field-shell';
import { useTypedEarly } from './use-typed-early';

export interface TextFieldProps extends FieldText, Omit<ComponentProps<'input'>, 'className'> {
  /** Inside the control, at its end: a 44 px button at most. */
  end?: ReactNode;
  className?: string;
}

export function TextField({ label, hint, error, aside, end, id, className, ref, ...props }: TextFieldProps) {
  const own = useId();
  const fieldId = id ?? own;
  const input = useRef<HTMLInputElement>(null);
  useImperativeHandle(ref, () => input.current as HTMLInputElement);
  const value = props.value === undefined ? undefined : String(props.value);
  useTypedEarly(input, value, (target) =>
    props.onChange?.({ target, currentTarget: target } as ChangeEvent<HTMLInputElement>),
  );
  return (
    <FieldShell {...{ label, hint, error, aside, className }} id={fieldId}>
      <div className="relative">
        <input
          {...props}
          ref={input}
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
