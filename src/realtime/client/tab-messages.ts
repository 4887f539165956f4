import type { Cursor } from '../protocol/cursor';
import type { ControlEvent, SequencedEvent } from '../protocol/events';
import type { StreamFailure, StreamState } from './state';

/** The rank of a leader. Of two leaders, the one with the greater rank leads; the other steps down as soon as it receives that rank. */
export interface Rank {
  readonly term: number;
  readonly id: string;
}

export type ConnectedEvent = Extract<ControlEvent, { type: 'connected' }>;

/** What followers send. Each `hello` also checks whether the leader is running. */
export type FollowerMessage =
  | { readonly kind: 'hello'; readonly from: string; readonly cursor: Cursor | null; readonly begins: boolean }
  | { readonly kind: 'reconnect' }
  | { readonly kind: 'expect'; readonly seq: number };

/**
 * What the leader sends; each message contains the state of its stream, so that followers show the same. `answer` is for the
 * follower `to` whose cursor is `asked`: all events that the leader had after it, or that it needs a snapshot. `cursor` of an
 * event is the position of the stream after it.
 */
export type LeaderMessage = { readonly rank: Rank; readonly visible: boolean; readonly state: StreamState } & (
  | { readonly kind: 'state' | 'resigned' }
  | { readonly kind: 'failure'; readonly failure: StreamFailure }
  | { readonly kind: 'event'; readonly event: SequencedEvent | ControlEvent; readonly cursor: Cursor | null }
  | {
      readonly kind: 'answer';
      readonly to: string;
      readonly asked: Cursor | null;
      readonly connected: ConnectedEvent;
      readonly position: Cursor;
      readonly events: readonly SequencedEvent[] | 'resync';
    }
);

/** The claim of a tab that wants to lead, in a browser without locks. */
export interface ClaimMessage {
  readonly kind: 'claim';
  readonly rank: Rank;
}

export type TabMessage = FollowerMessage | LeaderMessage | ClaimMessage;

/** Positive when `a` outranks `b`. Null, no leader, is below every rank. */
export function compareRanks(a: Rank | null, b: Rank | null): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  return a.term - b.term || Number(a.id > b.id) - Number(a.id < b.id);
}
