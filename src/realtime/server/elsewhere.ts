/** What the other processes are last known to have. Asked on every connect, so it answers from memory. */
export interface Elsewhere {
  /** Processes that serve, this one included; rates are shared evenly among them. */
  readonly processes: number;
  streamsOfBusiness(businessId: string): number;
  streamsOfUser(userId: string): number;
}

/** The only process. */
export const ALONE: Elsewhere = { processes: 1, streamsOfBusiness: () => 0, streamsOfUser: () => 0 };

/** Open streams of this process. */
export interface StreamCounts {
  readonly businesses: ReadonlyMap<string, number>;
  readonly users: ReadonlyMap<string, number>;
}
