import type { ReservationStatus } from '@/modules/reservations/wire';
import type { Venue } from '@/modules/venues/venue';
import type { ScanReason } from './answers';

/**
 * Whether `delta` people of a party come back rather than arrive: all of the party have arrived, and at least as many are
 * outside. While some are still expected, whoever comes counts as one of those, so that the party becomes complete whoever
 * of them it was.
 */
export function isReentry({ scanCount, guestCount }: Counted, delta: number, outside: number): boolean {
  return delta > 0 && delta <= outside && scanCount >= guestCount;
}

/**
 * Whether a person with a pass of their own is in. `persons` are those of the party who were counted by such a pass and not
 * taken back. Where fewer people than those are counted, a correction by hand has removed some, nobody knows whom: none of
 * them is kept out.
 */
export function isPersonIn(person: number, persons: readonly number[], { scanCount }: Pick<Counted, 'scanCount'>) {
  return persons.includes(person) && persons.length <= scanCount;
}

/** How full a venue is, of what it holds. */
export interface Room {
  readonly capacity: number | null;
  readonly occupancyPolicy: Venue['occupancyPolicy'];
}

/** Whether the venue lets in no more people who would be more than it holds. */
export function isBounded({ capacity, occupancyPolicy }: Room): boolean {
  return capacity !== null && occupancyPolicy === 'BLOCK';
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

/**
 * The status in which nobody may enter. A COMPLETED that the end of the night wrote does not refuse arrivals that
 * happened before it.
 */
export function closedStatus({ status, closedAt }: Closing): 'CANCELLED' | 'COMPLETED' | null {
  if (status === 'CANCELLED') return status;
  return status === 'COMPLETED' && closedAt === null ? status : null;
}

interface Closing {
  readonly status: ReservationStatus;
  /** When the end of its night, or a correction of it, closed the row. */
  readonly closedAt: Date | null;
}

export interface ScanFacts extends Counted, Closing {
  /** 0 when the scanner only requests information. */
  readonly increment: number;
  readonly policy: Venue['capacityPolicy'];
  /** The reservation's night is the current one and the pass is within its validity. */
  readonly isTonight: boolean;
  readonly isForced: boolean;
  readonly mayForce: boolean;
  /** The reservation may be moved to the current night, so that the arrival belongs to it. */
  readonly mayBring: boolean;
  /** Of the pass of one person, whether they are in; null for that of a whole party. */
  readonly person: { readonly isIn: boolean } | null;
}

export interface ScanVerdict {
  /** Null when the party may enter. */
  readonly refusal: ScanReason | null;
  /** Admitted only because the scan was forced. */
  readonly overridden: boolean;
}

/**
 * Decides what a genuine, unrevoked pass opens. Force overrides the capacity and moves a party of another day, but
 * never admits a closed one.
 */
export function judgeScan(facts: ScanFacts): ScanVerdict {
  const refuse = (refusal: ScanReason): ScanVerdict => ({ refusal, overridden: false });
  if (facts.isForced && !facts.mayForce) return refuse('FORBIDDEN');
  const closed = closedStatus(facts);
  if (closed) return refuse(closed);
  if (!facts.isTonight && !(facts.isForced && facts.mayBring)) return refuse('OTHER_DAY');
  if (facts.person?.isIn) return refuse('ALREADY_IN');
  // Whatever a door asks for, such a pass admits one person.
  if (facts.person && facts.increment > 1) return refuse('CAPACITY');
  const isOver = isOverCapacity(facts, facts.increment, facts.policy);
  if (isOver && !facts.isForced) return refuse('CAPACITY');
  return { refusal: null, overridden: isOver || !facts.isTonight };
}

/** The shares of what a venue holds, in percent, at which every door says so. */
export const FULLNESS_LEVELS = [80, 90, 100] as const;
export type FullnessLevel = (typeof FULLNESS_LEVELS)[number];

export interface Fullness {
  /** Rounded down: 100 is said of a venue that is full, and of none that has room. */
  readonly percent: number;
  /** The highest level that is reached; null below all of them. */
  readonly level: FullnessLevel | null;
}

/** How full a venue is; null for one of which nobody has said what it holds. */
export function fullnessOf(inside: number, capacity: number | null): Fullness | null {
  if (capacity === null) return null;
  const percent = Math.floor((100 * inside) / capacity);
  return { percent, level: FULLNESS_LEVELS.filter((level) => percent >= level).at(-1) ?? null };
}

/** The curve of a night has one figure for each of these, in milliseconds from the start of the business day. */
export const CURVE_STEP_MS = 15 * 60_000;
