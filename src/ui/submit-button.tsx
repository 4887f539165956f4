'use client';
import clsx from 'clsx';
import { useSyncExternalStore } from 'react';
import { Button, type ButtonProps } from './button';

const never = () => () => {};

/**
 * The submit button of a form that the server renders. It is disabled until this script runs, and so is the Enter key: a browser
 * does not submit a form whose button is disabled.
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
      // A script that loads quickly must not make the button flicker.
      className={clsx(!ready && 'animate-late-dim cursor-progress', className)}
    />
  );
}
