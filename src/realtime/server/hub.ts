import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { formatCursor, parseCursor } from '../protocol/cursor';
import type { ControlEvent } from '../protocol/events';
import type { LogEntry } from '../protocol/log';
import { Admission, handOverSpread, type Refusal, type StreamLimits } from './admission';
import { Authorizer, type AuthorizerOptions } from './authorizer';
import { Channel, type ChannelOptions, type Lag } from './channel';
import { ALONE, type Elsewhere, type StreamCounts } from './elsewhere';
import { encodeControl } from './frame';
import { LogPoll } from './log-poll';
import type { Sink } from './sink';
import { accountOf, type Departure, type StreamAccount } from './stream-account';
import { StreamRegister, type StreamTotals } from './stream-register';
import { type CloseReason, type Grant, Subscriber } from './subscriber';

export interface HubOptions extends Omit<ChannelOptions, 'onDelivered'>, AuthorizerOptions {
  readonly limits: StreamLimits;
  /** When omitted, this process is the only one. */
  readonly elsewhere?: Elsewhere;
  readonly maxLifeMs: number;
  /** Milliseconds between two polls of the log for commits of other processes. */
  readonly lookMs: number;
  readonly authorizeMs: number;
  /** How long a channel without streams is kept, for streams that reconnect. */
  readonly lingerMs: number;
  /** Called once for each stream that `open` opened. */
  readonly onClose?: (stream: Subscriber, reason: CloseReason) => void;
}

export interface HubStats extends StreamTotals {
  readonly channels: number;
  /** Businesses that have open streams. */
  readonly businesses: number;
  readonly catchingUp: number;
  /** The maximum of each value over all businesses. */
  readonly lag: Lag;
}

interface Opening {
  readonly id: string;
  readonly grant: Grant;
  readonly sink: Sink;
  /** Null when the cursor cannot be continued. */
  readonly after: number | null;
  readonly lifeMs: number;
}

/** Called when a business gets its first stream here, or has lost its channel. */
type InterestListener = (businessId: string, wanted: boolean) => void;

/** How a stopping process hands over its streams; in milliseconds. */
export interface Drain {
  /** The time over which their peers reconnect. When omitted, it follows from the connect limits and the number of streams. */
  readonly spreadMs?: number;
  /** The time after which streams whose peers have not left are ended. */
  readonly withinMs?: number;
}

const SLICE = 500;
/** How long a stream that was handed over continues after its peer was due to open the next one: enough for a slow network. */
const OVERLAP_MS = 5_000;
/** A random spread at the end of a stream's life, so that streams of one age do not reconnect at the same time. */
const EXPIRY_SPREAD_MS = 1_000;

/**
 * All streams of this process: one channel for each business that has any.
 *
 * Invariants:
 * - A ring may be late, repeated, out of order or missing; streams still get each business's log, in order, once (channel.ts).
 * - Every stream is counted from admission to its one close, so that `stats().streams` is 0 when all have gone. It counts against
 *   the limits until it is handed over, because its peer opens the next one while it continues.
 * - Three timers serve all streams (heartbeat and age, poll of the log, authorisation); none keeps the process alive.
 * - If the authorisation check fails, streams stay open: while the database is down, nothing that they could be shown can change.
 */
export class Hub {
  readonly #channels = new Map<string, Channel>();
  readonly #register = new StreamRegister();
  readonly #admission: Admission;
  readonly #authorizer: Authorizer;
  readonly #timers: NodeJS.Timeout[];
  readonly #poll: LogPoll;
  #draining = false;
  #onEmpty: () => void = () => {};
  #onInterest: InterestListener = () => {};

  constructor(private readonly options: HubOptions) {
    this.#admission = new Admission(options.limits, options.elsewhere);
    this.#authorizer = new Authorizer(options);
    this.#poll = new LogPoll(options, this.#channels);
    const beatMs = Math.max(10, Math.min(1_000, options.heartbeatMs / 4));
    this.#timers = [
      setInterval(() => this.#sweep(Date.now()), beatMs),
      setInterval(() => this.#poll.lookAtAll(), options.lookMs),
      setInterval(() => void this.#authorize(), options.authorizeMs),
    ];
    for (const timer of this.#timers) timer.unref();
  }

  get draining(): boolean {
    return this.#draining;
  }

  /** Open streams by business and user; the maps are not copies and keep changing. */
  get counts(): StreamCounts {
    return this.#admission.counts;
  }

  /** Accepts entries that this process has committed; they may be of any business, in any order. */
  ring(entries: readonly LogEntry[]): void {
    for (const entry of entries) this.#channels.get(entry.businessId)?.offer(entry);
  }

  /** Another process reports that a business has `seq`; missing entries are read from the log. Our own echo causes no read. */
  hear({ businessId, seq }: { readonly businessId: string; readonly seq: number }): void {
    this.#channels.get(businessId)?.hear(seq);
  }

  /** Polls the logs of these businesses now, for commits that may not have been reported. */
  look(businessIds: Iterable<string>): void {
    this.#poll.look(businessIds);
  }

  /** From now on, reports which businesses have a channel here, including those that already have one. */
  onInterest(listener: InterestListener): void {
    this.#onInterest = listener;
    for (const businessId of this.#channels.keys()) listener(businessId, true);
  }

  /**
   * Opens a stream for `grant`, after `lastEventId` when given. `makeSink` answers the request and is called only if the stream
   * is not refused; `id` names the stream and is unique in this process. Rejects, before the request is answered, when the log cannot be read.
   */
  async open(
    grant: Grant,
    lastEventId: string | undefined,
    makeSink: () => Sink,
    maxLifeMs = Number.POSITIVE_INFINITY,
    id: string = randomUUID(),
  ): Promise<Refusal | null> {
    if (this.#draining) return this.#refuse(draining());
    const refusal = this.#admission.admit(grant.businessId, grant.userId);
    if (refusal) return this.#refuse(refusal);
    let started = false;
    try {
      const channel = await this.#channel(grant.businessId);
      if (!channel) return this.#refuse({ cause: 'unknown_business', refused: 'NOT_FOUND', retryAfter: 1_000 });
      const cursor = lastEventId === undefined ? channel.cursorFor(grant.audience) : parseCursor(lastEventId);
      const continues = cursor !== null && (await channel.continues(cursor, grant.audience));
      if (this.#draining) return this.#refuse(draining());
      const sink = makeSink();
      started = true;
      const life = Math.min(maxLifeMs, this.options.maxLifeMs) * (0.9 + Math.random() * 0.1);
      this.#start(channel, { id, grant, sink, after: cursor && continues ? cursor.seq : null, lifeMs: life });
      return null;
    } finally {
      if (!started) this.#admission.release(grant.businessId, grant.userId);
    }
  }

  /**
   * Hands over every stream (`draining`), each with its own wait. A stream continues until its peer has opened the next one in
   * another process, at most for `withinMs`; without another process it ends at once. New streams are refused. Resolves when
   * all have gone.
   */
  async drain({ spreadMs = this.#handOverSpread(), withinMs = spreadMs + OVERLAP_MS }: Drain = {}): Promise<void> {
    this.#draining = true;
    const { isAlone } = this.options.elsewhere ?? ALONE;
    const end = Date.now() + withinMs;
    await this.#each((subscriber) => {
      this.#handOver(subscriber, 'draining', Math.random() * spreadMs, end);
      if (isAlone) subscriber.end();
    });
    if (this.#register.size > 0) await new Promise<void>((resolve) => (this.#onEmpty = resolve));
    this.close();
  }

  /** Stops the timers. */
  close(): void {
    this.#draining = true;
    for (const timer of this.#timers) clearInterval(timer);
  }

  /**
   * The open streams that `wanted` chooses, in no particular order. It asks for each stream of this process, which is cheap, and
   * builds the account of the chosen ones, which is not.
   */
  *streams(wanted: (subscriber: Subscriber) => boolean = () => true): Generator<StreamAccount> {
    for (const subscriber of this.#register.values()) if (wanted(subscriber)) yield this.#account(subscriber);
  }

  /** Whether the stream is open in this process. */
  has(connectionId: string): boolean {
    return this.#register.find(connectionId) !== undefined;
  }

  /** The streams that ended last, in no particular order. */
  departures(): readonly Departure[] {
    return this.#register.departures();
  }

  /** Sends a control message to one stream, in order with its other messages. False when there is no such stream here. */
  tell(connectionId: string, event: (grant: Grant) => ControlEvent): boolean {
    const subscriber = this.#register.find(connectionId);
    subscriber?.send(encodeControl(event(subscriber.grant)));
    return subscriber !== undefined;
  }

  /** Ends one stream: its client reconnects after `retryAfter` milliseconds. False when there is no such stream here. */
  closeStream(connectionId: string, retryAfter: number): boolean {
    const subscriber = this.#register.find(connectionId);
    subscriber?.close('draining', retryAfter);
    return subscriber !== undefined;
  }

  /** The current counts; iterates over the channels, not over the streams. */
  stats(): HubStats {
    const now = Date.now();
    let businesses = 0;
    let catchingUp = 0;
    let lag: Lag = { events: 0, age: 0 };
    for (const channel of this.#channels.values()) {
      if (channel.members.size > 0) businesses += 1;
      catchingUp += channel.catchingUp;
      const { events, age } = channel.lag(now);
      lag = { events: Math.max(lag.events, events), age: Math.max(lag.age, age) };
    }
    return { ...this.#register.totals(), channels: this.#channels.size, businesses, catchingUp, lag };
  }

  #handOverSpread(): number {
    return handOverSpread(this.counts, this.options.limits);
  }

  #handOver(subscriber: Subscriber, reason: 'draining' | 'expired', wait: number, end: number): void {
    const isFirst = !subscriber.isHandedOver;
    subscriber.handOver(reason, wait, end);
    if (isFirst) this.#release(subscriber);
  }

  #release({ grant }: Subscriber): void {
    this.#admission.release(grant.businessId, grant.userId);
  }

  #refuse(refusal: Refusal): Refusal {
    this.#register.refused(refusal);
    return refusal;
  }

  async #channel(businessId: string): Promise<Channel | null> {
    let channel = this.#channels.get(businessId);
    if (!channel) {
      const onDelivered = (events: number, bytes: number) => this.#register.delivered(events, bytes);
      channel = new Channel(businessId, { ...this.options, onDelivered });
      this.#channels.set(businessId, channel);
      this.#onInterest(businessId, true);
    }
    channel.idleSince = Date.now();
    let exists = false;
    try {
      exists = await channel.ready;
    } finally {
      if (!exists && this.#channels.get(businessId) === channel) this.#drop(businessId);
    }
    return exists ? channel : null;
  }

  #drop(businessId: string): void {
    this.#channels.delete(businessId);
    this.#onInterest(businessId, false);
  }

  #start(channel: Channel, { id, grant, sink, after, lifeMs }: Opening): void {
    const { heartbeatMs } = this.options;
    const now = Date.now();
    const { epoch, seq } = channel.cursorFor(grant.audience);
    const start = after ?? seq;
    this.#register.opened(sink);
    const subscriber = new Subscriber(id, grant, sink, start, now + lifeMs, (gone, reason) =>
      this.#leave(channel, gone, reason),
    );
    subscriber.send(
      encodeControl({
        type: 'connected',
        businessId: grant.businessId,
        timestamp: new Date(now).toISOString(),
        connectionId: subscriber.id,
        cursor: formatCursor({ epoch, seq: start }),
        heartbeatInterval: heartbeatMs,
        transport: sink.transport,
      }),
    );
    if (subscriber.closed) return;
    this.#register.add(subscriber);
    if (after === null) subscriber.close('resync-required');
    else channel.attach(subscriber);
  }

  #leave(channel: Channel, subscriber: Subscriber, reason: CloseReason): void {
    channel.detach(subscriber);
    if (!subscriber.isHandedOver) this.#release(subscriber);
    this.#register.closed(subscriber, reason, this.#account(subscriber));
    this.options.onClose?.(subscriber, reason);
    if (this.#register.size === 0) this.#onEmpty();
  }

  #account(subscriber: Subscriber): StreamAccount {
    return accountOf(subscriber, this.#channels.get(subscriber.grant.businessId)?.head);
  }

  #sweep(now: number): void {
    for (const channel of this.#channels.values()) {
      channel.beat(now);
      if (channel.members.size === 0 && now - channel.idleSince > this.options.lingerMs) {
        this.#drop(channel.businessId);
      }
    }
    for (const subscriber of this.#register.values()) {
      if (subscriber.expiresAt > now) continue;
      if (subscriber.isHandedOver) subscriber.end();
      else {
        const wait = Math.random() * EXPIRY_SPREAD_MS;
        this.#handOver(subscriber, 'expired', wait, Date.now() + wait + OVERLAP_MS);
      }
    }
    this.#admission.sweep(now);
  }

  async #authorize(): Promise<void> {
    try {
      if (this.#register.size > 0) await this.#authorizer.check(this.#register.values());
    } catch (error) {
      this.options.onError(error, 'authorize');
    }
  }

  async #each(visit: (subscriber: Subscriber) => void): Promise<void> {
    let visited = 0;
    for (const subscriber of this.#register.values()) {
      visit(subscriber);
      visited += 1;
      if (visited % SLICE === 0) await turn();
    }
  }
}

/** The wait is random, so that clients refused at the same time do not retry at the same time. */
function draining(): Refusal {
  return { cause: 'draining', refused: 'OVERLOADED', retryAfter: 1_000 + Math.random() * 2_000 };
}
