import { type Cursor, formatCursor, parseCursor } from '../protocol/cursor';
import type { EventSchemas } from '../protocol/event-schemas';
import type { ControlEvent, SequencedEvent, StreamEvent } from '../protocol/events';
import { Backoff } from './backoff';
import { Connection, type Ending } from './connection';
import { CursorTracker } from './cursor';
import type { Environment, Timer, WakeReason } from './environment';
import { guarded } from './guarded';
import { readMessage } from './message';
import { planAfter, type Wait } from './plan';
import { HealthProbe } from './probe';
import { INITIAL_STATE, type StreamHandlers, type StreamSource, type StreamState } from './state';
import { Watch } from './watch';

/** Times in milliseconds. */
export interface StreamOptions {
  readonly endpoint: string;
  readonly healthUrl: string;
  readonly businessId: string;
  /** Sent with each request. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly delays: readonly number[];
  readonly maxAttempts: number;
  readonly environment: Environment;
  /** How the events of the log with types of their own are read. */
  readonly schemas: EventSchemas;
  readonly handlers: StreamHandlers;
  /** Between quiet attempts, after the counted ones are used up. */
  readonly slowDelay?: number;
  /** How long a response and its `connected` message may take. */
  readonly openingDeadline?: number;
  /** Added to the time for which a healthy stream may be silent. */
  readonly silenceGrace?: number;
  /** How long the log may be known to be ahead of this stream. */
  readonly headGrace?: number;
  /** A stream that was up for less time has not recovered: its delays continue to grow. */
  readonly stableAfter?: number;
  /** How long a handover may be without a stream before the state shows it. */
  readonly quietHandOver?: number;
}

/** Milliseconds between two snapshots that the server's log refuses. */
const RESYNC_PAUSE = 3000;

/**
 * This tab's own stream: connects, resumes from its cursor, detects dead streams and missing events, and never gives up without a
 * report.
 *
 * One loop per `start`: connect until the connection ends, decide by its ending (plan.ts), wait, repeat. Whatever ends a loop
 * replaces `#run`, and everything that happens late compares its run with it. Handlers are called in order; each sequenced event
 * once.
 *
 * A stream that the server hands over continues until the next one is connected. Both may deliver the same sequences: one tracker
 * classifies each, whichever arrives first.
 */
export class EventStream implements StreamSource {
  readonly #options: StreamOptions;
  readonly #environment: Environment;
  readonly #backoff: Backoff;
  readonly #probe: HealthProbe;
  readonly #listeners = new Set<() => void>();
  #state: StreamState = INITIAL_STATE;
  #tracker = new CursorTracker(null);
  #run: object | null = null;
  #connection: Connection | null = null;
  /** Handed over, and still delivering events. */
  #predecessor: Connection | null = null;
  #watch: Watch | null = null;
  #waiting: { readonly firm: boolean; readonly end: () => void } | null = null;
  #stopListening: (() => void) | null = null;
  /** While this timer runs, the state is still `connected` although a handover has left this tab without a stream. */
  #handOver: Timer | null = null;
  #resyncAt = Number.NEGATIVE_INFINITY;
  /** Nothing more is read until `start` is called with the cursor of a new snapshot. */
  #needsSnapshot = false;
  #asking = false;
  #holeAt: number | null = null;
  /** A stream has worked on the current network. */
  #proven = false;

  constructor(options: StreamOptions) {
    const { environment, delays, maxAttempts, slowDelay = 60_000 } = options;
    this.#options = options;
    this.#environment = environment;
    this.#backoff = new Backoff({ delays, maxAttempts, slowDelay, random: environment.random });
    this.#probe = new HealthProbe(options.healthUrl, environment);
  }

  get state(): StreamState {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  start(cursor: Cursor | null): void {
    this.#halt();
    const run = {};
    this.#run = run;
    this.#tracker = new CursorTracker(cursor);
    this.#needsSnapshot = false;
    this.#asking = false;
    this.#holeAt = null;
    this.#stopListening = this.#environment.onWake((reason) => this.#wake(reason));
    const status = this.#state.status === 'disconnected' ? 'connecting' : 'reconnecting';
    this.#set({ status, cursor, failure: null });
    void this.#loop(run);
  }

  reconnect(): void {
    if (this.#run) this.#wake('user');
    else this.start(this.#tracker.cursor);
  }

  expect(seq: number): void {
    this.#watch?.noticeHead(seq);
  }

  stop(): void {
    this.#halt();
    this.#set({ status: 'disconnected', reconnectAttempts: 0, transport: 'none', failure: null });
  }

  async #loop(run: object): Promise<void> {
    while (this.#run === run) {
      const ended: Ending | null = this.#needsSnapshot ? null : await this.#connect();
      if (this.#run !== run) return;
      const ending: Ending = ended && !this.#needsSnapshot ? ended : { kind: 'resync' };
      const buffered = ending.kind === 'silent' && (await this.#isBuffered(ending.answered));
      if (this.#run !== run) return;
      const wait = this.#decide(ending, buffered);
      if (this.#run !== run || wait === 'stop') return;
      await this.#pause(wait);
    }
  }

  /**
   * A reused connection that died is silent too: on a network where a stream has worked, a proxy is blamed only after a second silence.
   */
  async #isBuffered(answered: boolean): Promise<boolean> {
    const wasProven = this.#proven;
    this.#proven = false;
    return answered || (!wasProven && (await this.#probe.ask()));
  }

  async #connect(): Promise<Ending> {
    const { endpoint, businessId, headers, openingDeadline = 10_000 } = this.#options;
    const query = new URLSearchParams({ businessId });
    const { cursor } = this.#tracker;
    if (cursor) query.set('lastEventId', formatCursor(cursor));
    const connection: Connection = new Connection({
      url: `${endpoint}?${query}`,
      headers: headers ?? {},
      environment: this.#environment,
      openingDeadline,
      onMessage: (data, id) => this.#receive(connection, data, id),
      onEnd: () => this.#lose(connection),
    });
    this.#connection = connection;
    const ending = await connection.run();
    this.#watch?.stop();
    this.#watch = null;
    if (this.#connection === connection) this.#connection = null;
    const { life } = connection;
    if (life !== null && life >= (this.#options.stableAfter ?? 3000)) {
      this.#backoff.succeeded();
      this.#probe.arm();
    }
    return ending;
  }

  #receive(connection: Connection, data: string, id: string | undefined): void {
    const message = readMessage(data, id, this.#options.schemas);
    if (message === 'ignored') return;
    if (message === 'unreadable') this.#doubt(connection, id);
    else if ('seq' in message.event) this.#receiveSequenced(connection, message.event, message.epoch);
    else this.#receiveControl(connection, message.event);
  }

  #receiveSequenced(connection: Connection, event: SequencedEvent, epoch: string | null): void {
    const verdict = this.#tracker.feed(event, epoch);
    const { cursor } = this.#tracker;
    this.#set({ lastMessageAt: this.#environment.now(), cursor });
    if (verdict === 'apply') this.#emit(connection, event);
    else if (verdict === 'gap') this.#resume(connection);
    else if (verdict === 'other-epoch') connection.close({ kind: 'resync' });
  }

  #receiveControl(connection: Connection, event: ControlEvent): void {
    const now = this.#environment.now();
    this.#set({ lastMessageAt: now, clockOffset: Date.parse(event.timestamp) - now });
    if (event.type === 'connected') this.#establish(connection, event);
    else if (event.type === 'heartbeat') this.#watch?.noticeHead(event.head);
    else if (event.type === 'error') this.#end(connection, endingOf(event));
    this.#emit(connection, event);
  }

  /** A stream that is handed over continues until its successor is connected. */
  #end(connection: Connection, ending: Ending): void {
    if (ending.kind === 'draining' && connection.life !== null) {
      this.#predecessor = connection;
      connection.retire(ending);
    } else connection.close(ending);
  }

  /** Handles that the server ended a handed-over stream before its successor is connected. */
  #lose(connection: Connection): void {
    if (this.#predecessor !== connection) return;
    const { environment, quietHandOver = 5000 } = this.#options;
    this.#predecessor = null;
    this.#handOver = environment.setTimer(() => {
      this.#handOver = null;
      this.#set({ status: 'reconnecting', transport: 'none' });
    }, quietHandOver);
  }

  /** A message with an id was an event: everything after the cursor is read again, and if that does not help, a snapshot. */
  #doubt(connection: Connection, id: string | undefined): void {
    this.#set({ unreadable: this.#state.unreadable + 1 });
    if (id) this.#resume(connection);
  }

  /** No later event does what a throwing handler did not do: only a new snapshot repairs it. */
  #emit(connection: Connection, event: StreamEvent): void {
    if (guarded(() => this.#options.handlers.onEvent(event, this.#tracker.cursor))) return;
    this.#needsSnapshot = true;
    connection.close({ kind: 'resync' });
    this.#connection?.close({ kind: 'resync' });
    this.#waiting?.end();
  }

  #establish(connection: Connection, event: Extract<ControlEvent, { type: 'connected' }>): void {
    const start = parseCursor(event.cursor);
    const { cursor } = this.#tracker;
    if (start && cursor && start.epoch !== cursor.epoch) {
      connection.close({ kind: 'resync' });
      return;
    }
    if (start) this.#tracker.adopt(start);
    connection.establish();
    this.#endHandOver();
    this.#proven = true;
    this.#watch = this.#watchOver(connection, event.heartbeatInterval);
    this.#set({
      status: 'connected',
      reconnectAttempts: 0,
      transport: event.transport === 'web' ? 'web' : 'raw',
      cursor: this.#tracker.cursor,
      failure: null,
    });
  }

  #watchOver(connection: Connection, heartbeatInterval: number): Watch {
    const { silenceGrace = 5000, headGrace = 2000 } = this.#options;
    return new Watch({
      environment: this.#environment,
      heartbeatInterval,
      silenceGrace,
      headGrace,
      lastByteAt: () => connection.lastByteAt,
      position: () => this.#tracker.cursor?.seq ?? 0,
      onDead: () => connection.close({ kind: 'dead' }),
      onBehind: () => this.#resume(connection),
    });
  }

  /**
   * Something is missing: read again from the cursor. If it is missing at the same position again, it is not in the log: read a snapshot.
   */
  #resume(connection: Connection): void {
    const at = this.#tracker.cursor?.seq ?? 0;
    const again = this.#holeAt === at;
    this.#holeAt = at;
    connection.close({ kind: again ? 'resync' : 'renew' });
  }

  #decide(ending: Ending, buffered: boolean): Wait | 'stop' {
    if (ending.kind === 'resync') return this.#askForSnapshot();
    const { failure, wait } = planAfter(ending, this.#backoff, buffered);
    if (wait === 'stop') this.#halt();
    else if (this.#predecessor) return wait;
    this.#endHandOver();
    const stopped = failure?.kind === 'unauthenticated' ? 'disconnected' : 'error';
    const waiting = wait !== 'stop' && !wait.exhausted ? 'reconnecting' : 'error';
    this.#set({
      status: wait === 'stop' ? stopped : waiting,
      reconnectAttempts: this.#backoff.attempts,
      transport: buffered ? 'buffered' : 'none',
      failure,
    });
    if (failure) guarded(() => this.#options.handlers.onFailure?.(failure));
    return wait;
  }

  #endHandOver(): void {
    this.#predecessor?.close({ kind: 'closed' });
    this.#predecessor = null;
    this.#environment.clearTimer(this.#handOver);
    this.#handOver = null;
  }

  #askForSnapshot(): Wait {
    const now = this.#environment.now();
    const soonAgain = now - this.#resyncAt < RESYNC_PAUSE * 2;
    const first = !this.#asking;
    this.#endHandOver();
    this.#set({ status: 'reconnecting', transport: 'none', reconnectAttempts: this.#backoff.attempts });
    this.#needsSnapshot = true;
    this.#asking = true;
    if (first && soonAgain) return { ...this.#backoff.after(RESYNC_PAUSE), firm: true, probe: false };
    this.#resyncAt = now;
    const { onResync } = this.#options.handlers;
    if (onResync) guarded(onResync);
    else this.start(null);
    return { ...this.#backoff.after(RESYNC_PAUSE), firm: false, probe: false };
  }

  #pause({ delay, firm, probe }: Wait): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        this.#environment.clearTimer(timer);
        this.#probe.stop();
        this.#waiting = null;
        resolve();
      };
      const timer = this.#environment.setTimer(end, delay);
      if (probe) this.#probe.start(end);
      this.#waiting = { firm, end };
    });
  }

  #wake(reason: WakeReason): void {
    const asked = reason === 'user' || reason === 'online';
    if (this.#waiting) {
      if (this.#waiting.firm && reason !== 'user') return;
      if (asked) this.#backoff.forgive();
      this.#waiting.end();
    } else if (asked || this.#watch?.isSuspicious()) {
      this.#connection?.close({ kind: 'renew' });
    }
  }

  #halt(): void {
    this.#run = null;
    this.#endHandOver();
    this.#stopListening?.();
    this.#stopListening = null;
    this.#waiting?.end();
    this.#watch?.stop();
    this.#watch = null;
    this.#connection?.close({ kind: 'closed' });
    this.#connection = null;
  }

  #set(change: Partial<StreamState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) guarded(listener);
  }
}

function endingOf({ code, retryAfter }: Extract<ControlEvent, { type: 'error' }>): Ending {
  if (code === 'resync-required') return { kind: 'resync' };
  if (code === 'revoked') return { kind: 'revoked' };
  return code === 'draining' || retryAfter !== undefined
    ? { kind: 'draining', retryAfter: retryAfter ?? null }
    : { kind: 'ended' };
}
