import type { Cursor } from '../protocol/cursor';
import type { StreamEvent } from '../protocol/events';

export type ConnectionStatus = 'disconnected' | 'connecting' | 'connected' | 'reconnecting' | 'error';

/** How events reach this tab: the server's adapter, another tab's stream, or not at all because a proxy buffers them. */
export type StreamTransport = 'raw' | 'web' | 'shared' | 'buffered' | 'none';

/** Why the stream is down, for people and logs. `status` is that of the HTTP response, when there was one. */
export interface StreamFailure {
  readonly kind:
    | 'unauthenticated'
    | 'forbidden'
    | 'disabled'
    | 'limited'
    | 'unreachable'
    | 'buffered'
    | 'not-a-stream'
    | 'broken'
    | 'dead'
    | 'server';
  readonly status?: number;
}

/** Replaced by a new object, never changed, so that a view can compare by identity. Times are milliseconds on this device's clock. */
export interface StreamState {
  readonly status: ConnectionStatus;
  /** Attempts in the current outage; 0 while connected. */
  readonly reconnectAttempts: number;
  readonly transport: StreamTransport;
  readonly cursor: Cursor | null;
  readonly lastMessageAt: number | null;
  /** Server clock minus this device's, milliseconds, as of the last control message. */
  readonly clockOffset: number;
  readonly failure: StreamFailure | null;
  /** Messages that could not be read. */
  readonly unreadable: number;
}

export const INITIAL_STATE: StreamState = {
  status: 'disconnected',
  reconnectAttempts: 0,
  transport: 'none',
  cursor: null,
  lastMessageAt: null,
  clockOffset: 0,
  failure: null,
  unreadable: 0,
};

export interface StreamHandlers {
  /**
   * Control events as they arrive; sequenced events in order, each once, none missing. An unknown type arrives as `skip`.
   * `cursor` is the position of the stream after the event.
   */
  readonly onEvent: (event: StreamEvent, cursor: Cursor | null) => void;
  readonly onFailure?: ((failure: StreamFailure) => void) | undefined;
  /** The stream cannot continue from its cursor: read a new snapshot and `start` from it. Called again until that happens. */
  readonly onResync?: (() => void) | undefined;
}

/** A source of one business's events: this tab's own stream, or the one that the browser's tabs share. */
export interface StreamSource {
  readonly state: StreamState;
  subscribe(listener: () => void): () => void;
  /** Starts, or restarts, after `cursor`; without one, at the head of the log. */
  start(cursor: Cursor | null): void;
  /** Connects at once, even during a wait. */
  reconnect(): void;
  /** The log is known to reach `seq`: a stream that has not reached it after a moment resumes from its cursor. */
  expect(seq: number): void;
  stop(): void;
}
