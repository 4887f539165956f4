import type { Cursor } from '../protocol/cursor';
import type { ControlEvent, SequencedEvent } from '../protocol/events';
import type { StreamFailure, StreamState } from './state';

/** Who leads: of two the greater is the leader, and the other steps down as soon as it hears of it. */
export interface Rank {
  readonly term: number;
  readonly id: string;
}

export type ConnectedEvent = Extract<ControlEvent, { type: 'connected' }>;

/** What followers say. Each hello is also the question whether the leader lives. */
export type FollowerMessage =
  | { readonly kind: 'hello'; readonly from: string; readonly cursor: Cursor | null; readonly begins: boolean }
  | { readonly kind: 'reconnect' }
  | { readonly kind: 'expect'; readonly seq: number };

/**
 * What the leader says; each message shows how its stream is, so that followers show the same. `answer` is for the follower
 * `to` that stands at `asked`: all that the leader had after it, or that it needs a snapshot. `cursor` of an event is where the
 * stream stands after it.
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

/** One who would lead, in a browser without locks. */
export interface ClaimMessage {
  readonly kind: 'claim';
  readonly rank: Rank;
}

export type TabMessage = FollowerMessage | LeaderMessage | ClaimMessage;

/** Positive when `a` outranks `b`. Nobody is outranked by everybody. */
export function compareRanks(a: Rank | null, b: Rank | null): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  return a.term - b.term || Number(a.id > b.id) - Number(a.id < b.id);
}
