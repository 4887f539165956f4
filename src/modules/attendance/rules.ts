import type { Venue } from '@/modules/venues/venue';
import type { ReservationStatus } from '@/realtime/protocol/reservation';
import type { ScanReason } from './answers';

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

/** The status that lets nobody in. The end of the night, written meanwhile, closes nothing to what happened before it. */
export function closedStatus({ status, closedAt }: Closing): 'CANCELLED' | 'COMPLETED' | null {
  if (status === 'CANCELLED') return status;
  return status === 'COMPLETED' && closedAt === null ? status : null;
}

interface Closing {
  readonly status: ReservationStatus;
  /** When the end of its night, or a correction of it, closed it. */
  readonly closedAt: Date | null;
}

export interface ScanFacts extends Counted, Closing {
  /** 0 when the scanner only asks. */
  readonly increment: number;
  readonly policy: Venue['capacityPolicy'];
  /** The reservation's night runs and the pass is within its validity. */
  readonly isTonight: boolean;
  readonly isForced: boolean;
  readonly mayForce: boolean;
  /** The reservation may be brought to the night that runs, so that the arrival belongs there. */
  readonly mayBring: boolean;
}

export interface ScanVerdict {
  /** Null when the party may come in. */
  readonly refusal: ScanReason | null;
  /** Let in only because it was forced. */
  readonly overridden: boolean;
}

/** What a genuine, unrevoked pass opens. Force overrides the capacity and brings a party of another day, never a closed one. */
export function judgeScan(facts: ScanFacts): ScanVerdict {
  const refuse = (refusal: ScanReason): ScanVerdict => ({ refusal, overridden: false });
  if (facts.isForced && !facts.mayForce) return refuse('FORBIDDEN');
  const closed = closedStatus(facts);
  if (closed) return refuse(closed);
  if (!facts.isTonight && !(facts.isForced && facts.mayBring)) return refuse('OTHER_DAY');
  const isOver = isOverCapacity(facts, facts.increment, facts.policy);
  if (isOver && !facts.isForced) return refuse('CAPACITY');
  return { refusal: null, overridden: isOver || !facts.isTonight };
}
