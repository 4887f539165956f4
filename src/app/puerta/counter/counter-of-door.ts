import type { PendingCount, Verdict } from '@/modules/attendance/client/count-queue';
import type { CounterEntry, CountIntent } from './counts';

/** The counts of a door that need no party on the screen: people without a reservation, and people who leave. */
export interface Counter {
  /** What this device counted, newest first. */
  readonly counts: readonly CounterEntry[];
  /** The newest one that was refused because the venue is full, while nobody has read that. */
  readonly blocked: CounterEntry | null;
  /** How many more people are inside by counts that the figures of the server do not have; negative where more left. */
  readonly unsent: number;
  /** Keeps a count on the device, then shows and sends it. Returns its nonce; null while nothing can be counted yet. */
  readonly count: (intent: CountIntent) => string | null;
  /** Takes back a count, whether the server has it or not. */
  readonly undo: (entry: CounterEntry) => void;
  /** The person has read why the count was refused. */
  readonly acknowledge: (nonce: string) => void;
  /** Lets people in whom a full venue has refused. Rejects with ApiError when the server did not decide. */
  readonly force: (entry: CounterEntry, reason: string) => Promise<void>;
}

/** Before the part that counts has loaded. */
export const NO_COUNTER: Counter = {
  ...{ counts: [], blocked: null, unsent: 0 },
  ...{ count: () => null, undo: () => {}, acknowledge: () => {}, force: async () => {} },
};

/**
 * Takes the server's word on a count of the counter; false for any other count. Set by the part that counts
 * (use-counter.ts), which is loaded late; null before.
 */
export const counterVerdict: { current: ((pending: PendingCount, verdict: Verdict) => boolean) | null } = {
  current: null,
};
