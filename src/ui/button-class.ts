import clsx from 'clsx';

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger';
export type ButtonSize = 'sm' | 'md' | 'lg' | 'xl';

export interface ButtonLook {
  variant?: ButtonVariant | undefined;
  /** `sm` grows to 44 px on touch screens; `xl` is for the door. */
  size?: ButtonSize | undefined;
  /** Fills the width. */
  block?: boolean | undefined;
}

const VARIANTS: Record<ButtonVariant, string> = {
  primary: 'bg-accent text-accent-ink hover:bg-accent-hover',
  secondary:
    'bg-surface text-ink ring-1 ring-inset ring-line-strong/60 hover:bg-hover aria-pressed:bg-accent-soft aria-pressed:text-accent-text aria-pressed:ring-2 aria-pressed:ring-accent',
  quiet: 'text-ink-soft hover:bg-hover hover:text-ink',
  danger: 'bg-bad text-bad-ink hover:bg-bad-hover',
};

const SIZES: Record<ButtonSize, string> = {
  sm: 'min-h-9 px-3 text-sm pointer-coarse:min-h-11',
  md: 'min-h-11 px-4 text-sm',
  lg: 'min-h-13 px-6 text-base',
  xl: 'min-h-16 px-8 text-xl',
};

/** The look of a button, for links that act as one. */
export function buttonClass({ variant = 'secondary', size = 'md', block = false }: ButtonLook): string {
  return clsx(
    'inline-flex select-none items-center justify-center gap-2 whitespace-nowrap rounded-control font-semibold',
    'transition-[background-color,color,transform] duration-150 active:scale-[0.98]',
    'data-[disabled]:opacity-55 [&_svg]:shrink-0',
    VARIANTS[variant],
    SIZES[size],
    block && 'w-full',
  );
}
