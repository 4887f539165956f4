import type { Cursor } from '../protocol/cursor';
import type { StreamEvent } from '../protocol/events';
import type { EventTail } from './event-tail';
import type { StreamFailure, StreamHandlers, StreamSource, StreamState } from './state';
import type { ConnectedEvent, FollowerMessage, LeaderMessage, Rank } from './tab-messages';

type Envelope = 'rank' | 'visible' | 'state';
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

interface LeaderOptions {
  readonly rank: Rank;
  readonly openStream: (handlers: StreamHandlers) => StreamSource;
  /** The events that this tab has seen, including those from before it led. */
  readonly tail: EventTail;
  readonly isVisible: () => boolean;
  /** False once another tab has a greater term. */
  readonly isFirst: () => boolean;
  readonly post: (message: LeaderMessage) => void;
  readonly handlers: StreamHandlers;
  readonly onState: (state: StreamState) => void;
  readonly onOutranked: () => void;
}

/**
 * The one tab with a stream. It passes each event of the stream to its own handlers and to the other tabs at once; events that
 * the others missed come from the tail.
 *
 * Invariants: nothing is passed on, here or to others, after a greater term was given out, or after `end`. An answer contains all
 * events that the tail has after the asked cursor, so on a channel that preserves order an answered follower has no gap.
 */
export class Leader {
  readonly #options: LeaderOptions;
  readonly #stream: StreamSource;
  readonly #unsubscribe: () => void;
  #connected: ConnectedEvent | null = null;
  #said: StreamState | null = null;

  constructor(options: LeaderOptions) {
    this.#options = options;
    this.#stream = options.openStream({
      onEvent: (event, cursor) => this.#pass(event, cursor),
      onFailure: (failure) => this.#fail(failure),
      onResync: options.handlers.onResync,
    });
    this.#unsubscribe = this.#stream.subscribe(() => this.#update());
  }

  start(cursor: Cursor | null): void {
    this.#stream.start(cursor);
  }

  reconnect(): void {
    this.#stream.reconnect();
  }

  expect(seq: number): void {
    this.#stream.expect(seq);
  }

  hear(message: FollowerMessage): void {
    if (message.kind === 'reconnect') this.#stream.reconnect();
    else if (message.kind === 'expect') this.#stream.expect(message.seq);
    else this.#answer(message);
  }

  announce(): void {
    this.#post({ kind: 'state' });
  }

  /** Closes the stream; `resigned` when no other tab has taken the lead. */
  end(resigned = false): void {
    this.#unsubscribe();
    this.#stream.stop();
    if (resigned) this.#post({ kind: 'resigned' });
  }

  #pass(event: StreamEvent, cursor: Cursor | null): void {
    if (!this.#options.isFirst()) {
      this.#options.onOutranked();
      return;
    }
    // A device check (`audit`) concerns this stream, and this tab answers it.
    if (!('seq' in event) && event.type === 'connected') this.#connected = event;
    else if (event.type !== 'audit') this.#post({ kind: 'event', event, cursor });
    this.#options.handlers.onEvent(event, cursor);
  }

  #fail(failure: StreamFailure): void {
    this.#post({ kind: 'failure', failure });
    this.#options.handlers.onFailure?.(failure);
  }

  #answer({ from, cursor, begins }: Extract<FollowerMessage, { kind: 'hello' }>): void {
    const { tail } = this.#options;
    const { position } = tail;
    // A stream that a refusal stopped may be accepted now, because the new tab was.
    if (begins && this.#stream.state.failure && this.#isStopped()) this.#stream.reconnect();
    if (this.#stream.state.status !== 'connected' || !position || !this.#connected) {
      this.announce();
      return;
    }
    const known = cursor === null || cursor.epoch === position.epoch;
    const events = known ? tail.eventsAfter(cursor?.seq ?? position.seq) : null;
    if (known && cursor) this.#stream.expect(cursor.seq);
    this.#post({
      kind: 'answer',
      to: from,
      asked: cursor,
      connected: this.#connected,
      position,
      events: events ?? 'resync',
    });
  }

  #isStopped(): boolean {
    const { failure } = this.#stream.state;
    return failure?.kind === 'unauthenticated' || failure?.kind === 'forbidden';
  }

  #update(): void {
    const { state } = this.#stream;
    const said = this.#said;
    this.#said = state;
    if (state.status !== 'connected') this.#connected = null;
    this.#options.onState(state);
    if (said?.status !== state.status || said.reconnectAttempts !== state.reconnectAttempts) this.announce();
  }

  #post(message: DistributiveOmit<LeaderMessage, Envelope>): void {
    const { rank, isVisible, post } = this.#options;
    post({ ...message, rank, visible: isVisible(), state: this.#stream.state } as LeaderMessage);
  }
}
