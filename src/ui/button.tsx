'use client';
import clsx from 'clsx';
import type { ReactNode } from 'react';
import { type ButtonLook, buttonClass } from './button-class';
import { NativeButton, type NativeButtonProps } from './native-button';
import { Spinner } from './spinner';

export interface ButtonProps extends NativeButtonProps, ButtonLook {
  /** Shown before the text; replaced by a spinner while busy. */
  icon?: ReactNode;
}

export function Button({ variant, size, block, icon, busy = false, className, children, ...props }: ButtonProps) {
  return (
    <NativeButton {...props} busy={busy} className={clsx(buttonClass({ variant, size, block }), className)}>
      {busy ? <Spinner /> : icon}
      {/* The text has its own element, which a translator leaves in its place. */}
      <span className="contents">{children}</span>
    </NativeButton>
  );
}
