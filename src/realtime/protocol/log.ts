import type { Cursor } from './cursor';

/** One event as the log stores it and the stream sends it. `json` is the text of a `DomainEvent`, stored once. */
export interface LogEntry {
  readonly businessId: string;
  readonly epoch: string;
  readonly seq: number;
  readonly json: string;
}

/** The extent of a business's log: events with `floor < seq <= head.seq` can be read. */
export interface LogState {
  readonly head: Cursor;
  readonly floor: number;
}

/** The log as the hub reads it. Sequences are gapless per business and their order is commit order. */
export interface EventLog {
  /** Null when the business does not exist. */
  state(businessId: string): Promise<LogState | null>;
  /** Entries with `seq > after`, ascending, at most `limit`. */
  read(businessId: string, after: number, limit: number): Promise<LogEntry[]>;
  /** Heads of several businesses in one query, for the slow poll of the log. */
  heads(businessIds: readonly string[]): Promise<Map<string, Cursor>>;
}
