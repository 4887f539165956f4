/** What the log says about a key: that it changed. What it may do is read by whoever manages keys. */
export interface KeyRow {
  readonly id: string;
  readonly version: number;
}
