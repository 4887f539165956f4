'use client';
import { Button as BaseButton } from '@base-ui/react/button';
import clsx from 'clsx';
import type { ReactNode } from 'react';
import { type ButtonLook, buttonClass } from './button-class';
import { Spinner } from './spinner';

export interface ButtonProps extends Omit<BaseButton.Props, 'className'>, ButtonLook {
  /** Shown before the text; replaced by a spinner while busy. */
  icon?: ReactNode;
  /** Work is under way: the button keeps its focus and ignores presses. */
  busy?: boolean;
  className?: string;
}

export function Button({
  variant,
  size,
  block,
  icon,
  busy = false,
  disabled,
  className,
  children,
  ...props
}: ButtonProps) {
  return (
    <BaseButton
      type="button"
      {...props}
      disabled={busy || disabled === true}
      focusableWhenDisabled={busy}
      aria-busy={busy || undefined}
      className={clsx(buttonClass({ variant, size, block }), className)}
    >
      {busy ? <Spinner /> : icon}
      {/* In an element of its own, which a translator leaves in its place. */}
      <span className="contents">{children}</span>
    </BaseButton>
  );
}
