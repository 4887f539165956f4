export const STATES = ['WAITING', 'SENDING', 'SENT', 'FAILED', 'SUPERSEDED', 'EXPIRED'] as const;
export type MessageState = (typeof STATES)[number];

/** The kinds whose text a venue may write itself. */
export const TEMPLATE_KINDS = [
  ...(['confirmation', 'change', 'cancellation', 'reminder'] as const),
  ...(['waitlist-joined', 'waitlist-offer', 'invitation', 'recovery'] as const),
] as const;
export type TemplateKind = (typeof TEMPLATE_KINDS)[number];

/** Everything that a message can tell; `test` is a template's text with invented values, for whoever writes it. */
export const KINDS = [
  ...TEMPLATE_KINDS,
  ...(['test', 'email-change', 'email-changed', 'new-sign-in', 'booking-code'] as const),
] as const;
export type MessageKindName = (typeof KINDS)[number];

/** A claim that has not been settled for this long is another run's to take. One sending ends much earlier (mailer.ts). */
export const CLAIM_MS = 3 * 60_000;

const FIRST_RETRY_MS = 30_000;
const LAST_RETRY_MS = 60 * 60_000;

/** Milliseconds until the next attempt, after `attempts` of them. */
export function retryAfter(attempts: number): number {
  return Math.min(FIRST_RETRY_MS * 2 ** Math.min(Math.max(attempts - 1, 0), 20), LAST_RETRY_MS);
}

interface Ended {
  readonly kind: string;
  readonly state: MessageState;
  readonly expiresAt: Date;
}

/** Whether a person may have it sent again: it was sent or refused, and what it tells still holds. A test is asked for anew. */
export function isRepeatable({ kind, state, expiresAt }: Ended, now: Date): boolean {
  return kind !== 'test' && (state === 'SENT' || state === 'FAILED') && expiresAt > now;
}
