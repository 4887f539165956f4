/**
 * What the log says about a message or a template: that it changed. Who it is for is read by whoever may manage messages, so the log
 * does not hold it.
 */
export interface MessageRow {
  readonly id: string;
  readonly version: number;
}
