import type { ReactNode } from 'react';

interface EmptyStateProps {
  icon?: ReactNode;
  title: string;
  /** `h1` when it is the only content of the page. */
  heading?: 'h1' | 'h2';
  body?: ReactNode;
  action?: ReactNode;
}

export function EmptyState({ icon, title, heading: Heading = 'h2', body, action }: EmptyStateProps) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center px-6 py-16 text-center">
      {icon && (
        <div
          aria-hidden
          className="mb-5 flex size-16 items-center justify-center rounded-t-full rounded-b-lg bg-accent-soft text-accent-text"
        >
          {icon}
        </div>
      )}
      <Heading className="display text-balance text-xl">{title}</Heading>
      {body && <div className="mt-2 text-balance text-ink-soft text-sm">{body}</div>}
      {action && <div className="mt-6">{action}</div>}
    </div>
  );
}
