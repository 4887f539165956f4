'use client';
import type { ComponentProps } from 'react';

interface FormProps extends Omit<ComponentProps<'form'>, 'action' | 'method' | 'noValidate' | 'onSubmit'> {
  onSubmit: (form: HTMLFormElement) => void;
}

/**
 * The one form of the product. A browser that submits it by itself, before this script has arrived, posts it: what was typed
 * never becomes part of an address.
 */
export function Form({ onSubmit, ...props }: FormProps) {
  return (
    <form
      {...props}
      method="post"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(event.currentTarget);
      }}
    />
  );
}
