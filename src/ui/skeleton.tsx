import clsx from 'clsx';

/** A grey placeholder with the shape of the content that is loading. Decorative: show "Cargando" once beside it. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={clsx('block animate-shimmer rounded-lg bg-sunken dark:bg-hover', className)} />;
}
