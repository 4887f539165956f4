/** The last known counts of the other processes. It is read on every connect, so it answers from memory. */
export interface Elsewhere {
  /** The number of serving processes, including this one; rates are shared evenly among them. */
  readonly processes: number;
  /** No other process can take over streams. One that has been silent for a moment still may. */
  readonly isAlone: boolean;
  streamsOfBusiness(businessId: string): number;
  streamsOfUser(userId: string): number;
}

/** For a process that is the only one. */
export const ALONE: Elsewhere = { processes: 1, isAlone: true, streamsOfBusiness: () => 0, streamsOfUser: () => 0 };

/** Open streams of this process. */
export interface StreamCounts {
  readonly businesses: ReadonlyMap<string, number>;
  readonly users: ReadonlyMap<string, number>;
}
