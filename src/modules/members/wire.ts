/**
 * What the log says about a member or an invitation: that it changed. Names, addresses and roles are read by whoever may
 * manage the team, so the log holds none of them.
 */
export interface TeamRow {
  /** The user's id, or the invitation's. */
  readonly id: string;
  readonly version: number;
}
