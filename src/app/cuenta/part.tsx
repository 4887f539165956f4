import type { ReactNode } from 'react';

interface PartProps {
  /** Of the heading. */
  id: string;
  title: string;
  /** Beside the title. */
  aside?: ReactNode;
  children: ReactNode;
}

/** One thing that a person can change of their account. */
export function Part({ id, title, aside, children }: PartProps) {
  return (
    <section aria-labelledby={id} className="rounded-card bg-surface p-5 ring-1 ring-line sm:p-6">
      <div className="mb-5 flex flex-wrap items-center justify-between gap-3">
        <h2 id={id} className="display text-lg">
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
