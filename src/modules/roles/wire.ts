/** What the log says about a role: that it changed. Its name and what it may do are read by whoever manages the team. */
export interface RoleRow {
  readonly id: string;
  readonly version: number;
}
