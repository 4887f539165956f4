'use client';
import clsx from 'clsx';
import type { ReactNode } from 'react';
import { NativeButton, type NativeButtonProps } from './native-button';
import { TOOLTIP } from './tooltip';

export interface IconButtonProps extends Omit<NativeButtonProps, 'children'> {
  /** The accessible name, which is also the tooltip. */
  label: string;
  icon: ReactNode;
  variant?: 'quiet' | 'outline' | 'solid';
}

const VARIANTS = {
  quiet: 'text-ink-soft hover:bg-hover hover:text-ink',
  outline: 'bg-surface text-ink ring-1 ring-inset ring-line-strong/60 hover:bg-hover',
  solid: 'bg-accent text-accent-ink hover:bg-accent-hover',
};

export function IconButton({ label, icon, variant = 'quiet', className, ...props }: IconButtonProps) {
  return (
    <NativeButton
      {...props}
      {...{ [TOOLTIP]: label }}
      aria-label={label}
      className={clsx(
        'inline-flex size-11 shrink-0 items-center justify-center rounded-control transition-colors duration-150',
        'data-[disabled]:opacity-45 data-[popup-open]:bg-hover data-[popup-open]:text-ink',
        VARIANTS[variant],
        className,
      )}
    >
      {icon}
    </NativeButton>
  );
}
