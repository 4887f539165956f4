import type { FormValues } from './form-model';

/** The dialog that stands open over the list. */
export type OpenDialog =
  /** `initial` is what a copy starts with. */
  | { readonly kind: 'create'; readonly initial?: FormValues }
  | { readonly kind: 'edit' | 'qr' | 'history' | 'delete' | 'details'; readonly id: string }
  | Correct;

/** Asks why a night that is over is corrected, then corrects it; `send` is true when that was done. */
interface Correct {
  readonly kind: 'correct';
  /** Its name. */
  readonly party: string;
  readonly send: (reason: string) => Promise<boolean>;
  /** What it stands in place of. */
  readonly back?: OpenDialog | null;
}
