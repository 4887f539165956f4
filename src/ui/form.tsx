'use client';
import type { ComponentProps } from 'react';

interface FormProps extends Omit<ComponentProps<'form'>, 'action' | 'method' | 'noValidate' | 'onSubmit'> {
  onSubmit: (form: HTMLFormElement) => void;
}

/**
 * The form of every screen. If the browser submits it by itself, before this script has loaded, it uses POST: what
 * was typed never becomes part of an address.
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

/**
 * A form of buttons that the browser itself sends to `action`, with or without scripts: it has no field, so nothing is
 * typed in it.
 */
export function PlainForm(props: Omit<ComponentProps<'form'>, 'action' | 'method'> & { action: string }) {
  return <form {...props} method="post" />;
}
