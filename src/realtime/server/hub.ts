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
import type { Sink } from './sink';
import { accountOf, type Departure, Departures, type StreamAccount } from './stream-account';
import { type CloseReason, type Grant, Subscriber } from './subscriber';

export interface HubOptions extends Omit<ChannelOptions, 'onDelivered'>, AuthorizerOptions {
  readonly limits: StreamLimits;
  /** Left out, this process is the only one. */
  readonly elsewhere?: Elsewhere;
  readonly maxLifeMs: number;
  /** How often the log is looked at for commits of other processes. */
  readonly lookMs: number;
  readonly authorizeMs: number;
  /** A channel without streams is kept this long, for those that come back. */
  readonly lingerMs: number;
  /** Once for each stream that `open` opened. */
  readonly onClose?: (stream: Subscriber, reason: CloseReason) => void;
}

export interface HubStats {
  readonly streams: number;
  readonly channels: number;
  /** Businesses that have open streams. */
  readonly businesses: number;
  readonly transports: Readonly<Record<Sink['transport'], number>>;
  readonly catchingUp: number;
  /** The worst of all businesses. */
  readonly lag: Lag;
  readonly connects: number;
  readonly refusals: Readonly<Partial<Record<Refusal['cause'], number>>>;
  /** Events handed to sockets, one for each stream. */
  readonly events: number;
  readonly bytes: number;
  readonly closes: Readonly<Partial<Record<CloseReason, number>>>;
}

interface Opening {
  readonly id: string;
  readonly grant: Grant;
  readonly sink: Sink;
  /** Null: the cursor cannot be continued. */
  readonly after: number | null;
  readonly lifeMs: number;
}

/** A business has its first stream here, or has lost its channel. */
type InterestListener = (businessId: string, wanted: boolean) => void;

/** How a process that stops hands its streams over; milliseconds. */
export interface Drain {
  /** Over which their peers come back. Left out, what the limits of connects and the number of streams ask for. */
  readonly spreadMs?: number;
  /** After which those whose peers have not left are ended. */
  readonly withinMs?: number;
}

const SLICE = 500;
/** How long a stream that was handed over goes on after its peer was to open the next: a slow network's time to do so. */
const OVERLAP_MS = 5_000;
/** At the end of a stream's life, so that those of one age do not come back together. */
const EXPIRY_SPREAD_MS = 1_000;

/**
 * All streams of this process: one channel for each business that has any.
 *
 * Invariants:
 * - A ring may be late, repeated, out of order or missing; what streams get is each business's log, in order, once (channel.ts).
 * - Every stream is counted from admission to its one close, so that `stats().streams` is 0 when all have gone. Against the limits
 *   it counts until it is handed over: its peer opens the next one while it goes on.
 * - Four timers serve all streams (heartbeat and age, look at the log, authorisation); none keeps the process alive.
 * - If authorisation cannot be asked, streams stay: nothing can change that they could be shown while the database is away.
 */
export class Hub {
  readonly #channels = new Map<string, Channel>();
  readonly #subscribers = new Set<Subscriber>();
  readonly #admission: Admission;
  readonly #authorizer: Authorizer;
  readonly #timers: NodeJS.Timeout[];
  readonly #closes: Partial<Record<CloseReason, number>> = {};
  readonly #refusals: Partial<Record<Refusal['cause'], number>> = {};
  readonly #transports: Record<Sink['transport'], number> = { raw: 0, web: 0 };
  readonly #departures = new Departures();
  #connects = 0;
  #events = 0;
  #bytes = 0;
  #draining = false;
  #onEmpty: () => void = () => {};
  /** Businesses whose log is to be looked at. */
  readonly #unseen = new Set<string>();
  #looking = false;
  #onInterest: InterestListener = () => {};

  constructor(private readonly options: HubOptions) {
    this.#admission = new Admission(options.limits, options.elsewhere);
    this.#authorizer = new Authorizer(options);
    const beatMs = Math.max(10, Math.min(1_000, options.heartbeatMs / 4));
    this.#timers = [
      setInterval(() => this.#sweep(Date.now()), beatMs),
      setInterval(() => this.look(this.#looking ? [] : this.#channels.keys()), options.lookMs),
      setInterval(() => void this.#authorize(), options.authorizeMs),
    ];
    for (const timer of this.#timers) timer.unref();
  }

  get draining(): boolean {
    return this.#draining;
  }

  /** Open streams by business and user; the maps live on and change. */
  get counts(): StreamCounts {
    return this.#admission.counts;
  }

  /** Entries this process has committed; they may be of any business, in any order. */
  ring(entries: readonly LogEntry[]): void {
    for (const entry of entries) this.#channels.get(entry.businessId)?.offer(entry);
  }

  /** Another process says that a business has `seq`; what this one lacks is read from the log. Nothing is read for our own echo. */
  hear({ businessId, seq }: { readonly businessId: string; readonly seq: number }): void {
    this.#channels.get(businessId)?.hear(seq);
  }

  /** Looks at the logs of these businesses now, for commits that nobody may have told us of. */
  look(businessIds: Iterable<string>): void {
    for (const businessId of businessIds) this.#unseen.add(businessId);
    void this.#look();
  }

  /** Tells from now on which businesses have a channel here, those that have one already included. */
  onInterest(listener: InterestListener): void {
    this.#onInterest = listener;
    for (const businessId of this.#channels.keys()) listener(businessId, true);
  }

  /**
   * Opens a stream for `grant`, after `lastEventId` when given. `makeSink` answers the request and is called only if the
   * stream is not refused; `id` names the stream. Rejects, before anything has been answered, when the log cannot be read.
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
   * Hands every stream over: `draining`, each with its own wait. It goes on until its peer has opened the next elsewhere, unless
   * there is nowhere else. New ones are refused. Resolves when all have gone.
   */
  async drain({ spreadMs = this.#handOverSpread(), withinMs = spreadMs + OVERLAP_MS }: Drain = {}): Promise<void> {
    this.#draining = true;
    const { processes } = this.options.elsewhere ?? ALONE;
    const end = Date.now() + withinMs;
    await this.#each((subscriber) => {
      this.#handOver(subscriber, 'draining', Math.random() * spreadMs, end);
      if (processes === 1) subscriber.end();
    });
    if (this.#subscribers.size > 0) await new Promise<void>((resolve) => (this.#onEmpty = resolve));
    this.close();
  }

  /** Stops the timers. */
  close(): void {
    this.#draining = true;
    for (const timer of this.#timers) clearInterval(timer);
  }

  /** Every open stream, in no order. Walks all of them: for consoles and samplers, not for requests of devices. */
  *streams(): Generator<StreamAccount> {
    for (const subscriber of this.#subscribers) yield this.#account(subscriber);
  }

  /** The last streams that ended, in no order. */
  departures(): readonly Departure[] {
    return this.#departures.list();
  }

  /** Sends a control message to one stream, in its place among the others. False when there is no such stream here. */
  tell(connectionId: string, event: (grant: Grant) => ControlEvent): boolean {
    const subscriber = this.#find(connectionId);
    subscriber?.send(encodeControl(event(subscriber.grant)));
    return subscriber !== undefined;
  }

  /** Ends one stream: its client comes back after `retryAfter` milliseconds. False when there is no such stream here. */
  closeStream(connectionId: string, retryAfter: number): boolean {
    const subscriber = this.#find(connectionId);
    subscriber?.close('draining', retryAfter);
    return subscriber !== undefined;
  }

  /** Counts as they stand; walks the channels, not the streams. */
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
    return {
      streams: this.#subscribers.size,
      channels: this.#channels.size,
      businesses,
      transports: { ...this.#transports },
      catchingUp,
      lag,
      connects: this.#connects,
      refusals: { ...this.#refusals },
      events: this.#events,
      bytes: this.#bytes,
      closes: { ...this.#closes },
    };
  }

  #handOverSpread(): number {
    return handOverSpread(this.counts, this.options.limits);
  }

  #handOver(subscriber: Subscriber, reason: 'draining' | 'expired', wait: number, end: number): void {
    const isFirst = !subscriber.isHandedOver;
    subscriber.handOver(reason, wait, Math.min(end, Date.now() + wait + OVERLAP_MS));
    if (isFirst) this.#release(subscriber);
  }

  #release({ grant }: Subscriber): void {
    this.#admission.release(grant.businessId, grant.userId);
  }

  #refuse(refusal: Refusal): Refusal {
    this.#refusals[refusal.cause] = (this.#refusals[refusal.cause] ?? 0) + 1;
    return refusal;
  }

  async #channel(businessId: string): Promise<Channel | null> {
    let channel = this.#channels.get(businessId);
    if (!channel) {
      const onDelivered = (events: number, bytes: number) => {
        this.#events += events;
        this.#bytes += bytes;
      };
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
    this.#connects += 1;
    this.#transports[sink.transport] += 1;
    let left = false;
    const subscriber = new Subscriber(id, grant, sink, start, now + lifeMs, (gone, reason) => {
      left = true;
      this.#leave(channel, gone, reason);
    });
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
    if (left) return;
    this.#subscribers.add(subscriber);
    if (after === null) subscriber.close('resync-required');
    else channel.attach(subscriber);
  }

  #leave(channel: Channel, subscriber: Subscriber, reason: CloseReason): void {
    this.#subscribers.delete(subscriber);
    channel.detach(subscriber);
    if (!subscriber.isHandedOver) this.#release(subscriber);
    this.#transports[subscriber.sink.transport] -= 1;
    this.#closes[reason] = (this.#closes[reason] ?? 0) + 1;
    this.options.onClose?.(subscriber, reason);
    this.#departures.note(this.#account(subscriber), reason);
    if (this.#subscribers.size === 0) this.#onEmpty();
  }

  #find(connectionId: string): Subscriber | undefined {
    for (const subscriber of this.#subscribers) if (subscriber.id === connectionId) return subscriber;
    return undefined;
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
    for (const subscriber of this.#subscribers) {
      if (subscriber.expiresAt > now) continue;
      if (subscriber.isHandedOver) subscriber.end();
      else this.#handOver(subscriber, 'expired', Math.random() * EXPIRY_SPREAD_MS, Number.POSITIVE_INFINITY);
    }
    this.#admission.sweep(now);
  }

  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      while (this.#unseen.size > 0) {
        const channels = [...this.#unseen].flatMap((businessId) => this.#channels.get(businessId) ?? []);
        this.#unseen.clear();
        const asked = new Map(channels.map((channel) => [channel, channel.head]));
        const heads = await this.options.log.heads(channels.map(({ businessId }) => businessId));
        for (const [channel, head] of asked) {
          const found = heads.get(channel.businessId);
          if (found) channel.observe(found, head);
        }
      }
    } catch (error) {
      this.options.onError(error, 'look');
    } finally {
      this.#looking = false;
    }
  }

  async #authorize(): Promise<void> {
    try {
      await this.#authorizer.check(this.#subscribers);
    } catch (error) {
      this.options.onError(error, 'authorize');
    }
  }

  async #each(visit: (subscriber: Subscriber) => void): Promise<void> {
    let visited = 0;
    for (const subscriber of this.#subscribers) {
      visit(subscriber);
      visited += 1;
      if (visited % SLICE === 0) await turn();
    }
  }
}

/** Spread, so that those refused together do not come back together. */
function draining(): Refusal {
  return { cause: 'draining', refused: 'OVERLOADED', retryAfter: 1_000 + Math.random() * 2_000 };
}
