import clsx from 'clsx';

/** A grey stand-in of the shape that is coming. Decorative: say "Cargando" once beside it. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={clsx('block animate-shimmer rounded-lg bg-sunken dark:bg-hover', className)} />;
}
