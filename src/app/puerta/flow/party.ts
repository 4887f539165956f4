import type { CountTarget } from '@/modules/attendance/client/count';
import { readToken } from '@/modules/passes/token';
import { type Reservation, UNREADABLE } from '@/modules/reservations/wire';
import type { DoorReason, PhoneOutcome } from './door-outcome';

/** The largest number of the stepper: the server's limit for one scan. */
export const MAX_INCREMENT = 1000;

/** How many people of the party have not arrived yet. */
export function remainingOf({ guestCount, scanCount }: Pick<Reservation, 'guestCount' | 'scanCount'>): number {
  return Math.max(0, guestCount - scanCount);
}

/**
 * How many people to admit unless the person at the door changes it: the rest of the group, or one when the group is
 * complete.
 */
export function suggestedIncrement(party: Pick<Reservation, 'guestCount' | 'scanCount'>): number {
  return Math.min(MAX_INCREMENT, Math.max(1, remainingOf(party)));
}

/** Whether a scan counts without a question: the party is one person who has not arrived yet, or who comes back. */
export function countsAtOnce(
  { guestCount, scanCount }: Pick<Reservation, 'guestCount' | 'scanCount'>,
  outside = 0,
): boolean {
  return guestCount === 1 && (scanCount === 0 || (scanCount === 1 && outside === 1));
}

/** How many people of a complete party have left: the next to come are those. */
export function outsideOf(outcome: Extract<PhoneOutcome, { kind: 'counted' }>): number {
  return outcome.scanCount >= outcome.maxGuests ? (outcome.outside ?? 0) : 0;
}

/** What may have become of a pass whose people are inside all the same. */
const LEAVES_ANYWAY: readonly DoorReason[] = ['ALREADY_IN', 'REVOKED', 'CANCELLED', 'COMPLETED', 'OTHER_DAY'];

/**
 * The party that leaves by a pass, and how many of it are inside, null where that is unknown; null for a pass with which nobody
 * can leave.
 */
export function leavingOf(outcome: PhoneOutcome): { party: Reservation | null; inside: number | null } | null {
  if (outcome.kind === 'unsure') return { party: null, inside: null };
  const { reservation: party } = outcome;
  if (outcome.kind === 'refused' && !LEAVES_ANYWAY.includes(outcome.reason)) return null;
  if (!party) return null;
  const inside = party.scanCount - (outcome.kind === 'counted' ? (outcome.outside ?? 0) : 0);
  return inside > 0 ? { party, inside } : null;
}

/** Whether a scanned text is the pass of one person of a party, which admits nobody else. */
export function isOfOne(qrCode: string): boolean {
  return (readToken(qrCode)?.claims.person ?? null) !== null;
}

/** How many people may enter at once. */
export function mostOf(target: CountTarget): number {
  return 'qrCode' in target && isOfOne(target.qrCode) ? 1 : MAX_INCREMENT;
}

/** Why the door must stop before a party is counted: everybody has arrived, or the reservation is closed. */
export type PartyWarning = 'ALL_IN' | 'CANCELLED' | 'COMPLETED';

/** Who has left and comes back needs no warning. */
export function warningOf(
  { status, guestCount, scanCount }: Pick<Reservation, 'status' | 'guestCount' | 'scanCount'>,
  outside = 0,
): PartyWarning | null {
  if (status === 'CANCELLED') return 'CANCELLED';
  if (status === 'COMPLETED') return 'COMPLETED';
  const isComplete = status !== UNREADABLE && scanCount > 0 && scanCount >= guestCount;
  return isComplete && outside === 0 ? 'ALL_IN' : null;
}
