import { ScanReason } from '@/modules/attendance/answers';
import type { Reservation } from '@/realtime/protocol/reservation';

/** What the server said about a scan or a count by hand. */
export type DoorOutcome =
  | {
      readonly kind: 'counted';
      readonly reservation: Reservation;
      readonly scanCount: number;
      readonly maxGuests: number;
      readonly excess: number;
      readonly replayed: boolean;
    }
  | { readonly kind: 'refused'; readonly reason: ScanReason };

export type ResultTone = 'ok' | 'warning' | 'error' | 'replayed';

/** What the door shows for an outcome; texts are looked up by `reason` or tone. */
export interface DoorResult {
  readonly tone: ResultTone;
  readonly reason: ScanReason | null;
  readonly reservation: Reservation | null;
  /** People let in by this scan. */
  readonly increment: number;
  readonly scanCount: number;
  readonly maxGuests: number;
  readonly excess: number;
  /** Of the entry, to undo it; null when nothing was counted. */
  readonly nonce: string | null;
}

export function describeOutcome(outcome: DoorOutcome, increment: number, nonce: string): DoorResult {
  if (outcome.kind === 'refused') {
    const none = { reservation: null, increment: 0, scanCount: 0, maxGuests: 0, excess: 0, nonce: null };
    return { tone: 'error', reason: outcome.reason, ...none };
  }
  const { reservation, scanCount, maxGuests, excess, replayed } = outcome;
  const tone = replayed ? 'replayed' : excess > 0 ? 'warning' : 'ok';
  const reason = tone === 'warning' ? 'CAPACITY' : null;
  return { tone, reason, reservation, increment, scanCount, maxGuests, excess, nonce };
}

/** Codes of a problem document that say more than its lack of a reason. */
const REASON_BY_CODE: Readonly<Record<string, ScanReason>> = {
  CAPACITY: 'CAPACITY',
  NONCE_REUSED: 'NONCE_REUSED',
  FORBIDDEN: 'FORBIDDEN',
  RATE_LIMITED: 'RATE_LIMITED',
  NOT_FOUND: 'INVALID',
  VALIDATION: 'INVALID',
  BAD_REQUEST: 'INVALID',
};

/** The reason in a refusal's body, or what its `code` says when it carries none. Anything unknown is ERROR. */
export function reasonOf({ reason, code }: Readonly<Record<string, unknown>>): ScanReason {
  const known = ScanReason.safeParse(reason);
  if (known.success) return known.data;
  return (typeof code === 'string' ? REASON_BY_CODE[code] : undefined) ?? 'ERROR';
}
