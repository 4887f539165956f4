import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

export interface FieldText {
  label: ReactNode;
  /** Help that stays visible. */
  hint?: ReactNode;
  /** What is wrong, in words; replaces the hint. */
  error?: string | undefined;
  /** Said after the label, such as "opcional". */
  aside?: string | undefined;
}

interface Shell extends FieldText {
  id: string;
  labelId?: string;
  className?: string | undefined;
  children: ReactNode;
}

/** The id that a control names in `aria-describedby`, if anything is shown under it. */
export function describedBy(id: string, { hint, error }: Pick<FieldText, 'hint' | 'error'>): string | undefined {
  return error || hint ? `${id}-note` : undefined;
}

export const controlClass =
  'w-full min-h-11 rounded-control bg-surface px-3 text-base text-ink ring-1 ring-inset ring-line-strong/70 placeholder:text-ink-faint transition-shadow hover:ring-line-strong focus:outline-2 focus:outline-accent focus:-outline-offset-1 focus:ring-transparent aria-invalid:ring-2 aria-invalid:ring-bad disabled:opacity-55 sm:text-sm';

export function FieldShell({ id, labelId, label, hint, error, aside, className, children }: Shell) {
  return (
    <div className={className}>
      <div className="mb-1.5 flex items-baseline justify-between gap-3">
        <label htmlFor={id} id={labelId} className="font-medium text-ink text-sm">
          {label}
        </label>
        {aside && <span className="text-ink-faint text-xs">{aside}</span>}
      </div>
      {children}
      {error ? (
        <p id={`${id}-note`} className="mt-1.5 flex items-start gap-1.5 text-bad-text text-sm">
          <CircleAlert aria-hidden size={16} className="mt-0.5 shrink-0" />
          {error}
        </p>
      ) : (
        hint && (
          <p id={`${id}-note`} className="mt-1.5 text-ink-faint text-sm">
            {hint}
          </p>
        )
      )}
    </div>
  );
}
