import type { ReservationStatus } from '@/realtime/protocol/reservation';
import type { Venue } from '../people/context';
import type { ScanReason } from './schema';

const COUNTABLE: readonly ReservationStatus[] = ['PENDING', 'CONFIRMED', 'CHECKED_IN', 'NO_SHOW'];

/** Whether attendance of a reservation in that status may change. */
export function isCountable(status: ReservationStatus): boolean {
  return COUNTABLE.includes(status);
}

export function excessOf(scanCount: number, guestCount: number): number {
  return Math.max(0, scanCount - guestCount);
}

interface Counted {
  readonly scanCount: number;
  readonly guestCount: number;
}

/** Whether the venue refuses `delta` more people for this party. Fewer people are never refused. */
export function isOverCapacity({ scanCount, guestCount }: Counted, delta: number, policy: Venue['capacityPolicy']) {
  return policy === 'BLOCK' && delta > 0 && scanCount + delta > guestCount;
}

export interface ScanFacts extends Counted {
  readonly status: ReservationStatus;
  /** 0 when the scanner only asks. */
  readonly increment: number;
  readonly policy: Venue['capacityPolicy'];
  /** The reservation is on the running business day and the pass within its validity. */
  readonly isToday: boolean;
  readonly isForced: boolean;
  readonly mayForce: boolean;
}

export interface ScanVerdict {
  /** Null when the party may come in. */
  readonly refusal: ScanReason | null;
  /** Let in only because it was forced. */
  readonly overridden: boolean;
}

/** What a genuine, unrevoked pass opens. Force overrides the day and the capacity, never a closed reservation. */
export function judgeScan(facts: ScanFacts): ScanVerdict {
  const refuse = (refusal: ScanReason): ScanVerdict => ({ refusal, overridden: false });
  if (facts.isForced && !facts.mayForce) return refuse('FORBIDDEN');
  if (facts.status === 'CANCELLED' || facts.status === 'COMPLETED') return refuse(facts.status);
  const objection = objectionTo(facts);
  if (objection === null) return { refusal: null, overridden: false };
  return facts.isForced ? { refusal: null, overridden: true } : refuse(objection);
}

function objectionTo(facts: ScanFacts): ScanReason | null {
  if (!facts.isToday) return 'OTHER_DAY';
  return isOverCapacity(facts, facts.increment, facts.policy) ? 'CAPACITY' : null;
}
