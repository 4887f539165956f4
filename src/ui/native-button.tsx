import type { ComponentProps } from 'react';

export interface NativeButtonProps extends ComponentProps<'button'> {
  /** Work is under way: the button keeps its focus and ignores presses. */
  busy?: boolean;
}

/** A button that sends no form unless it says so. `data-disabled` marks it in both of its disabled states. */
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
      // A busy button of a form must not send it again.
      onClick={blocked ? (event) => event.preventDefault() : onClick}
    />
  );
}
