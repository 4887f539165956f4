import type { ComponentProps } from 'react';

export interface NativeButtonProps extends ComponentProps<'button'> {
  /** Work is in progress: the button keeps its focus and ignores presses. */
  busy?: boolean;
}

/** A button that submits no form unless its `type` says so. `data-disabled` marks it in both of its disabled states. */
export function NativeButton({ busy = false, disabled = false, onClick, ...props }: NativeButtonProps) {
  const blocked = busy && !disabled;
  return (
    <button
      type="button"
      {...props}
      disabled={disabled}
      data-disabled={busy || disabled ? '' : undefined}
      aria-disabled={blocked || undefined}
      aria-busy={busy || undefined}
      // A busy button must not submit its form again.
      onClick={blocked ? (event) => event.preventDefault() : onClick}
    />
  );
}
