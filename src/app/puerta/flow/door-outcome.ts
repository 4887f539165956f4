import { LastArrival, ScanReason } from '@/modules/attendance/answers';
import type { CountTarget, IntendedCount } from '@/modules/attendance/client/count';
import type { CustodyResult } from '@/modules/attendance/client/sync-entry';
import { Reservation } from '@/modules/reservations/wire';

/** Why nobody is counted. `NONE_INSIDE`: not so many of the party are inside as would leave. */
export type DoorReason = ScanReason | 'NONE_INSIDE';

/** A decision about a scan or a count by hand: the server's, or the phone's own where `byPhone` says so. */
export type DoorOutcome = { readonly byPhone?: true } & (
  | {
      readonly kind: 'counted';
      readonly reservation: Reservation;
      readonly scanCount: number;
      readonly maxGuests: number;
      readonly excess: number;
      /** People of the party who have left, as the server says of a pass that was only read. */
      readonly outside?: number | undefined;
      /** The people did not arrive but came back. */
      readonly isBack?: boolean | undefined;
    }
  | {
      readonly kind: 'refused';
      readonly reason: DoorReason;
      /** The party of a pass that this venue issued; null when the server did not name one. */
      readonly reservation: Reservation | null;
      /** How the person came in who is in already. */
      readonly arrival?: LastArrival['arrival'];
    }
);

/** The phone's word on a pass that no server has read. `unsure`: the pass is genuine, and not in the phone's list. */
export type PhoneOutcome = DoorOutcome | { readonly kind: 'unsure' };

export type ResultTone = 'ok' | 'warning' | 'error';

/** What the door shows for an outcome; texts are looked up by `reason` or tone. */
export interface DoorResult {
  readonly tone: ResultTone;
  readonly reason: DoorReason | null;
  readonly reservation: Reservation | null;
  /** Whom this device counted, for an answer that names nobody. */
  readonly label: string | null;
  /** The number of people admitted by this scan. */
  readonly increment: number;
  readonly scanCount: number;
  readonly maxGuests: number;
  readonly excess: number;
  /** The nonce of the entry, for undoing it; null when nothing was counted. */
  readonly nonce: string | null;
  /** The phone says so, and no server has confirmed it. */
  readonly byPhone: boolean;
  /** The people did not arrive but came back. */
  readonly isBack: boolean;
  /** Who was to be counted; for an answer to a pass that was only read, null. */
  readonly wanted: WantedCount | null;
  /** What the server asks a manager to look at about the count; null when there is nothing. */
  readonly held: Held | null;
  /** Of `ALREADY_IN`: when, where and by whom. */
  readonly arrival?: LastArrival['arrival'];
}

/** A count as it was asked for, to be asked for again with a manager's reason. */
export interface WantedCount {
  readonly target: { readonly qrCode: string } | { readonly reservationId: string };
  readonly increment: number;
}

/** A count of a party that can be asked for again; null for any other. */
export function wantedOf(target: CountTarget, increment: number): WantedCount | null {
  if ('qrCode' in target) return { target, increment };
  return 'reservationId' in target && !('undoOf' in target) ? { target, increment } : null;
}

/** The kinds of incidents that an entry of a phone can open; OTHER is one that this version does not know. */
export const HELD = [
  ...['CANCELLED_ENTERED', 'REVOKED_ENTERED', 'OVER_PLAN_OFFLINE', 'OTHER_DAY_ENTERED', 'UNKNOWN_PASS_ENTERED'],
  ...['CAPACITY_PASSED_OFFLINE', 'SAME_PARTY_TWO_GATES', 'CLOCK_SKEW', 'DEVICE_REVOKED', 'NONCE_CONFLICT'],
  ...['MALFORMED', 'OTHER'],
] as const satisfies readonly string[];
export type Held = (typeof HELD)[number];

/** What is shown of a count that the server has in custody, where the phone has not shown it before. */
export function describeKept({ nonce, increment, label }: IntendedCount, kept: CustodyResult): DoorResult {
  const held = heldOf(kept);
  return {
    ...{
      tone: held ? 'warning' : 'ok',
      reason: null,
      reservation: null,
      label,
      increment,
      held,
      isBack: false,
      wanted: null,
    },
    ...{ scanCount: kept.scanCount ?? 0, maxGuests: 0, excess: 0, nonce, byPhone: false },
  };
}

function heldOf({ state, incident }: CustodyResult): Held | null {
  if (state !== 'HELD' && !incident) return null;
  return HELD.find((kind) => kind === incident?.kind) ?? 'OTHER';
}

export function describeOutcome(
  outcome: DoorOutcome,
  increment: number,
  nonce: string,
  label: string | null = null,
  wanted: WantedCount | null = null,
): DoorResult {
  const { reservation, byPhone = false } = outcome;
  if (outcome.kind === 'refused') {
    const none = {
      increment: 0,
      scanCount: 0,
      maxGuests: 0,
      excess: 0,
      nonce: null,
      byPhone,
      isBack: false,
      held: null,
    };
    const came = outcome.arrival ? { arrival: outcome.arrival } : {};
    return { tone: 'error', reason: outcome.reason, reservation, label, ...none, ...came, wanted };
  }
  const { scanCount, maxGuests, excess, isBack = false } = outcome;
  const figures = { increment, scanCount, maxGuests, excess };
  const isOver = excess > 0;
  const reason = isOver ? 'CAPACITY' : null;
  const tone = isOver ? 'warning' : 'ok';
  return { tone, reason, reservation, label, ...figures, nonce, byPhone, isBack, wanted, held: null };
}

/** Codes of a problem document that still name the result when it has no reason. */
const REASON_BY_CODE: Readonly<Record<string, DoorReason>> = {
  COUNT_BELOW_ZERO: 'NONE_INSIDE',
  VENUE_FULL: 'VENUE_FULL',
  CAPACITY: 'CAPACITY',
  NONCE_REUSED: 'NONCE_REUSED',
  FORBIDDEN: 'FORBIDDEN',
  RATE_LIMITED: 'RATE_LIMITED',
  NOT_FOUND: 'INVALID',
  VALIDATION: 'INVALID',
  BAD_REQUEST: 'INVALID',
};

/**
 * The reason in the body of a refusal, or the meaning of its `code` when it has no reason. Anything unknown is ERROR.
 */
export function reasonOf({ reason, code }: Readonly<Record<string, unknown>>): DoorReason {
  const known = ScanReason.safeParse(reason);
  if (known.success) return known.data;
  return (typeof code === 'string' ? REASON_BY_CODE[code] : undefined) ?? 'ERROR';
}

/** The party that the body of a refusal names; null when it names none, or in a form that this version cannot read. */
export function partyOf({ reservation }: Readonly<Record<string, unknown>>): Reservation | null {
  const party = Reservation.safeParse(reservation);
  return party.success ? party.data : null;
}

/** How the person came in of whom the body of a refusal says that they are in already; null where it does not. */
export function arrivalOf({ arrival }: Readonly<Record<string, unknown>>): LastArrival['arrival'] {
  const known = LastArrival.safeParse({ arrival });
  return known.success ? known.data.arrival : null;
}
