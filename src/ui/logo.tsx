import clsx from 'clsx';

/** The mark: a doorway that fills as people come in. */
export function LogoMark({ size = 28 }: { size?: number }) {
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 32 32" fill="none">
      <path d="M5 30V15a11 11 0 0 1 22 0v15" className="stroke-ink" strokeWidth="3" strokeLinecap="round" />
      <path d="M10 30v-3.5a6 6 0 0 1 12 0V30z" className="fill-accent" />
      <circle cx="16" cy="15.25" r="3.5" className="fill-accent" />
    </svg>
  );
}

export function Logo({ className }: { className?: string }) {
  return (
    <span className={clsx('inline-flex items-center gap-2.5', className)}>
      <LogoMark />
      <span className="display text-xl leading-none">Aforo</span>
    </span>
  );
}
