import { type ReactNode, useId } from 'react';

interface PartProps {
  title: string;
  lead: string;
  /** Beside the title. */
  action?: ReactNode;
  children: ReactNode;
}

/** One part of a page of settings, on a card. */
export function Part({ title, lead, action, children }: PartProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="rounded-card bg-surface p-5 ring-1 ring-line sm:p-6">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 id={id} className="display text-lg">
            {title}
          </h2>
          <p className="mt-1 text-pretty text-ink-soft text-sm">{lead}</p>
        </div>
        {action}
      </div>
      {children}
    </section>
  );
}
