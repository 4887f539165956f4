import type { CounterEntry, CountIntent } from './counts';

/** The counts of a door that need no party on the screen: people without a reservation, and people who leave. */
export interface Counter {
  /** What this device counted, newest first. */
  readonly counts: readonly CounterEntry[];
  /** The newest one that was refused because the venue is full, while nobody has read that. */
  readonly blocked: CounterEntry | null;
  /** How many more people are inside by counts that no server has decided; negative where more left. */
  readonly unsent: number;
  /** Counts people, and goes on until the server has decided. Returns the nonce; null while nothing can be counted yet. */
  readonly count: (intent: CountIntent) => string | null;
  /** Takes back a count that the server has made. */
  readonly undo: (entry: CounterEntry) => void;
  /** The person has read why the count was refused. */
  readonly acknowledge: (nonce: string) => void;
}

/** Before the part that counts has loaded. */
export const NO_COUNTER: Counter = {
  ...{ counts: [], blocked: null, unsent: 0 },
  ...{ count: () => null, undo: () => {}, acknowledge: () => {} },
};
