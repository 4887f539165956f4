/** One run of a job. */
export interface JobRun {
  /** The subject of the work: a venue's id; empty for the whole installation. */
  readonly key: string;
  /** By the database's clock, so that the wrong clock of one process decides nothing. */
  readonly now: Date;
}

/**
 * A kind of scheduled work. A run may happen twice: its process can end after the work and before the row records it, and a
 * process that was stopped for long may continue work that another has taken over. So each run must leave the same state when it
 * is repeated, even at the same time as another.
 */
export interface JobKind {
  readonly kind: string;
  /** Does the work that is due, then returns when it is due again; null removes the row. */
  readonly run: (run: JobRun) => Promise<Date | null>;
  /** For a kind that always exists, once for the installation: its row is made at each start, due this many milliseconds later. */
  readonly startsInMs?: number;
}

/** Work that is done for the whole installation every `everyMs`; with `atStart`, also whenever a process starts. */
export function periodicJob(
  kind: string,
  everyMs: number,
  work: (now: Date) => Promise<unknown>,
  { atStart = false } = {},
): JobKind {
  return {
    kind,
    startsInMs: atStart ? 0 : everyMs,
    run: async ({ now }) => {
      await work(now);
      return new Date(now.getTime() + everyMs);
    },
  };
}
