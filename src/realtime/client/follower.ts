import { type Cursor, formatCursor } from '../protocol/cursor';
import type { SequencedEvent, StreamEvent } from '../protocol/events';
import { CursorTracker } from './cursor';
import type { Environment, Timer } from './environment';
import { guarded } from './guarded';
import type { StreamHandlers, StreamState } from './state';
import type { FollowerMessage, LeaderMessage } from './tab-messages';

interface FollowerOptions {
  readonly id: string;
  readonly environment: Environment;
  readonly isVisible: () => boolean;
  readonly post: (message: FollowerMessage) => void;
  readonly handlers: StreamHandlers;
  readonly onState: (state: StreamState) => void;
  /** Called when the leader is useless: it does not answer, or it is a hidden tab that gets no connection. */
  readonly onLeaderless: () => void;
}

/** Milliseconds between two requests to the leader; hidden tabs are throttled anyway and can wait longer. */
const PERIOD = 500;
const HIDDEN_PERIOD = 3000;
/** Failed requests in a row until the leader is given up; a tab that slept counts one before it receives what arrived meanwhile. */
const PATIENCE = 3;
/** Periods in a row until a gap that remains requires a snapshot. */
const HOLE_PATIENCE = 6;
const RESYNC_PAUSE = 3000;

/**
 * Receives its events from the leader and has a cursor of its own. In every period it asks for what it may have missed: the
 * answer repairs any gap, and proves that the leader is running however much its timers are throttled, because a message wakes
 * it.
 *
 * Invariants: events reach the handlers in order, each once, none missing, by `CursorTracker` alone; `connected` comes before
 * them, and the status is `connected` only after an answer from this leader on this connection.
 */
export class Follower {
  readonly #options: FollowerOptions;
  #state: StreamState;
  #tracker: CursorTracker;
  #leader: LeaderMessage | null = null;
  #timer: Timer | null = null;
  #synced = false;
  #hole = false;
  /** A handler threw: only a new snapshot repairs what it did not do. */
  #broken = false;
  #asked = false;
  #heard = false;
  #useless = 0;
  #unrepaired = 0;
  #ended = false;
  #resyncAt = Number.NEGATIVE_INFINITY;

  constructor(options: FollowerOptions, state: StreamState, cursor: Cursor | null) {
    this.#options = options;
    this.#tracker = new CursorTracker(cursor);
    const status = state.status === 'disconnected' ? 'connecting' : 'reconnecting';
    this.#state = { ...state, status, transport: 'none', cursor };
    options.onState(this.#state);
    this.#next(true);
  }

  start(cursor: Cursor | null): void {
    this.#tracker = new CursorTracker(cursor);
    this.#synced = false;
    this.#hole = false;
    this.#broken = false;
    this.#unrepaired = 0;
    this.#asked = false;
    this.#show();
    this.#ask(true);
  }

  /** Sends a request at once and restarts the count of failed ones. */
  look(): void {
    this.#options.environment.clearTimer(this.#timer);
    this.#useless = 0;
    this.#next();
  }

  end(): void {
    this.#ended = true;
    this.#options.environment.clearTimer(this.#timer);
  }

  hear(message: LeaderMessage): void {
    const { kind, rank, state } = message;
    const isNew = this.#leader?.rank.term !== rank.term || this.#leader.rank.id !== rank.id;
    this.#leader = message;
    this.#heard = kind !== 'resigned';
    if (kind === 'state') this.#asked = false;
    if (isNew || kind === 'resigned' || state.status !== 'connected') this.#synced = false;
    if (kind === 'event') this.#receive(message.event, message.cursor);
    else if (kind === 'answer' && message.to === this.#options.id) this.#takeAnswer(message);
    else if (kind === 'failure') guarded(() => this.#options.handlers.onFailure?.(message.failure));
    this.#show();
    if (state.status === 'connected' && kind !== 'resigned' && (!this.#synced || this.#hole)) this.#ask();
  }

  #receive(event: StreamEvent, position: Cursor | null): void {
    if (!('seq' in event)) this.#emit(event);
    else if (position) this.#feed(event, position.epoch);
  }

  #feed(event: SequencedEvent, epoch: string): void {
    // Events are accepted only after `connected`, as on a stream; the leader's answer contains everything that is skipped here.
    if (!this.#synced || this.#broken) return;
    const verdict = this.#tracker.feed(event, epoch);
    if (verdict === 'apply') this.#emit(event);
    else if (verdict !== 'duplicate') this.#hole = true;
  }

  #emit(event: StreamEvent): void {
    if (guarded(() => this.#options.handlers.onEvent(event, this.#tracker.cursor))) return;
    this.#broken = true;
    this.#needSnapshot();
  }

  #takeAnswer({ asked, connected, position, events }: Extract<LeaderMessage, { kind: 'answer' }>): void {
    const { cursor } = this.#tracker;
    if (events === 'resync') {
      // An answer to a request from before a restart does not apply to this start.
      if (asked?.epoch === cursor?.epoch && asked?.seq === cursor?.seq) this.#needSnapshot();
      return;
    }
    if (this.#broken || (cursor && cursor.epoch !== position.epoch)) return;
    this.#asked = false;
    if (!cursor) this.#tracker.adopt(position);
    this.#hole = false;
    this.#unrepaired = 0;
    if (!this.#synced) this.#join(connected);
    for (const event of events) this.#feed(event, position.epoch);
  }

  #join(connected: Extract<LeaderMessage, { kind: 'answer' }>['connected']): void {
    const { cursor } = this.#tracker;
    this.#synced = true;
    this.#show();
    if (cursor) this.#emit({ ...connected, cursor: formatCursor(cursor) });
  }

  #needSnapshot(): void {
    const now = this.#options.environment.now();
    this.#synced = false;
    this.#unrepaired = 0;
    if (now - this.#resyncAt < RESYNC_PAUSE) return;
    this.#resyncAt = now;
    const { onResync } = this.#options.handlers;
    if (onResync) guarded(onResync);
    else this.start(null);
  }

  #ask(begins = false): void {
    if (this.#ended || (this.#asked && !begins)) return;
    this.#asked = true;
    this.#options.post({ kind: 'hello', from: this.#options.id, cursor: this.#tracker.cursor, begins });
  }

  #tick(): void {
    const isOut = this.#leader?.state.status === 'connected' && (this.#hole || !this.#synced);
    this.#useless = this.#isUseless() ? this.#useless + 1 : 0;
    this.#unrepaired = isOut ? this.#unrepaired + 1 : 0;
    if (this.#broken || this.#unrepaired >= HOLE_PATIENCE) this.#needSnapshot();
    this.#next();
    if (this.#useless < PATIENCE) return;
    this.#useless = 0;
    this.#options.onLeaderless();
  }

  #next(begins = false): void {
    const { environment } = this.#options;
    if (this.#ended) return;
    this.#timer = environment.setTimer(() => this.#tick(), this.#period());
    this.#heard = false;
    this.#asked = false;
    this.#ask(begins);
  }

  /** A hidden leader without a connection may retry only once a minute; one that was refused would be refused here too. */
  #isUseless(): boolean {
    if (!this.#heard || !this.#leader) return true;
    const { visible, state } = this.#leader;
    const refused = state.failure?.status !== undefined;
    return this.#options.isVisible() && !visible && state.status !== 'connected' && !refused;
  }

  #period(): number {
    return this.#options.isVisible() ? PERIOD : HIDDEN_PERIOD;
  }

  /** Shows the state of the leader's stream, as far as this tab has joined it. */
  #show(): void {
    const { cursor } = this.#tracker;
    const leader = this.#leader?.kind === 'resigned' ? null : this.#leader?.state;
    if (!leader || (leader.status === 'connected' && !this.#synced)) {
      const status = this.#state.status === 'connecting' ? 'connecting' : 'reconnecting';
      this.#set({ ...this.#state, ...leader, status, transport: 'none', cursor });
    } else {
      const isOpen = leader.transport === 'raw' || leader.transport === 'web';
      this.#set({ ...leader, transport: isOpen ? 'shared' : leader.transport, cursor });
    }
  }

  /** A view renders for every new state object, and most answers change nothing. */
  #set(state: StreamState): void {
    const keys = Object.keys(state) as (keyof StreamState)[];
    if (this.#ended || keys.every((key) => state[key] === this.#state[key])) return;
    this.#state = state;
    this.#options.onState(state);
  }
}
