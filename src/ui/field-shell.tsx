import { CircleAlert } from 'lucide-react';
import { type ReactNode, useId } from 'react';

export interface FieldText {
  label: ReactNode;
  /** Help that stays visible. */
  hint?: ReactNode;
  /** A description of the error; it replaces the hint. */
  error?: string | undefined;
  /** Shown after the label, such as "opcional". */
  aside?: string | undefined;
}

interface Shell extends FieldText {
  id: string;
  labelId?: string;
  className?: string | undefined;
  children: ReactNode;
}

/** The id for a control's `aria-describedby`, if anything is shown under it. */
export function describedBy(id: string, { hint, error }: Pick<FieldText, 'hint' | 'error'>): string | undefined {
  return error || hint ? `${id}-note` : undefined;
}

export const controlClass =
  'w-full min-h-11 rounded-control bg-surface px-3 text-base text-ink ring-1 ring-inset ring-line-strong placeholder:text-ink-faint transition-shadow hover:ring-ink-faint focus:outline-2 focus:outline-accent focus:-outline-offset-1 focus:ring-transparent aria-invalid:ring-2 aria-invalid:ring-bad disabled:opacity-55 sm:text-sm';

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
        <FieldError id={id}>{error}</FieldError>
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

interface GroupShell {
  label: string;
  /** The label is read to screen readers only. */
  quiet?: boolean;
  error?: string | undefined;
  className?: string | undefined;
  children: ReactNode;
}

/** Several controls that make one answer, with what is wrong about it. */
export function GroupShell({ label, quiet = false, error, className, children }: GroupShell) {
  const id = useId();
  return (
    <fieldset aria-describedby={describedBy(id, { error })} className={className}>
      <legend className={quiet ? 'sr-only' : 'mb-1.5 font-medium text-ink text-sm'}>{label}</legend>
      {children}
      {error && <FieldError id={id}>{error}</FieldError>}
    </fieldset>
  );
}

function FieldError({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={`${id}-note`} className="mt-1.5 flex items-start gap-1.5 text-bad-text text-sm">
      <CircleAlert aria-hidden size={16} className="mt-0.5 shrink-0" />
      {children}
    </p>
  );
}
