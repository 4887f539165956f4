'use client';
import clsx from 'clsx';
import { useSyncExternalStore } from 'react';
import { Button, type ButtonProps } from './button';

const never = () => () => {};

/**
 * The button of a form that is in the page from the start. It is disabled until this script runs, and with it the Enter key:
 * a form whose button is disabled is not submitted by the browser either.
 */
export function SubmitButton({ disabled, className, ...props }: ButtonProps) {
  const ready = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return (
    <Button
      {...props}
      type="submit"
      disabled={!ready || disabled === true}
      // A script that comes in good time must not make the button flicker.
      className={clsx(!ready && 'animate-late-dim cursor-progress', className)}
    />
  );
}
