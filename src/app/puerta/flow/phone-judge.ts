import type { CountTarget } from '@/modules/attendance/client/count';
import type { PhoneOutcome } from './door-outcome';

interface Question {
  readonly target: CountTarget;
  /** How many people enter; 0 when a pass is only read. */
  readonly increment: number;
  /** The count that is asked about, where the queue has it already: it is not added to itself. */
  readonly nonce?: string;
}

/** What the phone says, and the position in the venue's log of the list by which it does. */
export interface PhoneWord {
  readonly outcome: PhoneOutcome;
  readonly manifestSeq: number | undefined;
}

/** What people get by this phone's own list. Null when it has no list of tonight, or does not know the party. */
export type PhoneJudge = (question: Question) => Promise<PhoneWord | null>;

/** Set by the part that keeps tonight's list (offline/offline-part.tsx), which is loaded late; null before. */
export const phoneJudge: { current: PhoneJudge | null } = { current: null };
