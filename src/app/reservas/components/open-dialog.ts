import type { FormValues } from './form-model';

/** The dialog that is open over the list. */
export type OpenDialog =
  /** `initial` contains the values that a copy starts with; `typed`: they are saved nowhere. */
  | { readonly kind: 'create'; readonly initial?: FormValues; readonly typed?: true }
  | { readonly kind: 'walk-in' }
  | { readonly kind: 'edit' | 'qr' | 'history' | 'delete' | 'details'; readonly id: string }
  | Question
  | Correct;

/** Asks before a move: why a reservation is cancelled, or whether to replace the pass of one that is opened again. */
interface Question {
  readonly kind: 'cancel' | 'reopen';
  readonly id: string;
  /** The dialog that it replaces. */
  readonly back?: OpenDialog | null;
}

/** Whether the dialog is shown in front of the one that was open, which is shown again afterwards. */
export function isInFront(dialog: OpenDialog): dialog is Question | Correct {
  return dialog.kind === 'cancel' || dialog.kind === 'reopen' || dialog.kind === 'correct';
}

/**
 * Asks for the reason of a correction of a night that is over, then makes it; `send` resolves to true when it was made.
 */
interface Correct {
  readonly kind: 'correct';
  /** The party's name. */
  readonly party: string;
  readonly send: (reason: string) => Promise<boolean>;
  /** The dialog that it replaces. */
  readonly back?: OpenDialog | null;
}
