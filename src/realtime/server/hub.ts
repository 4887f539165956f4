import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { formatCursor, parseCursor } from '../protocol/cursor';
import type { LogEntry } from '../protocol/log';
import { Admission, type Refusal, type StreamLimits } from './admission';
import { Channel, type ChannelOptions } from './channel';
import { encodeControl } from './frame';
import type { Sink } from './sink';
import { type CloseReason, type Grant, Subscriber } from './subscriber';

export interface HubOptions extends Omit<ChannelOptions, 'onDelivered'> {
  readonly limits: StreamLimits;
  readonly maxLifeMs: number;
  /** How often the log is looked at for commits of other processes. */
  readonly lookMs: number;
  readonly authorizeMs: number;
  /** A channel without streams is kept this long, for those that come back. */
  readonly lingerMs: number;
  /** The audience each grant has now; a grant missing from the answer is revoked. One call for all. */
  readonly stillAllowed: (grants: readonly Grant[]) => Promise<ReadonlyMap<Grant, string>>;
}

export interface HubStats {
  readonly streams: number;
  readonly channels: number;
  readonly connects: number;
  readonly refusals: number;
  /** Events handed to sockets, one for each stream. */
  readonly events: number;
  readonly bytes: number;
  readonly closes: Readonly<Partial<Record<CloseReason, number>>>;
}

const SLICE = 500;

/**
 * All streams of this process: one channel for each business that has any.
 *
 * Invariants:
 * - A ring may be late, repeated, out of order or missing; what streams get is each business's log, in order, once (channel.ts).
 * - Every stream is counted from admission to its one close, so that `stats().streams` is 0 when all have gone.
 * - Four timers serve all streams (heartbeat and age, look at the log, authorisation); none keeps the process alive.
 * - If authorisation cannot be asked, streams stay: nothing can change that they could be shown while the database is away.
 */
export class Hub {
  readonly #channels = new Map<string, Channel>();
  readonly #subscribers = new Set<Subscriber>();
  readonly #admission: Admission;
  readonly #timers: NodeJS.Timeout[];
  readonly #closes: Partial<Record<CloseReason, number>> = {};
  #connects = 0;
  #refusals = 0;
  #events = 0;
  #bytes = 0;
  #draining = false;
  #looking = false;
  #authorizing = false;

  constructor(private readonly options: HubOptions) {
    this.#admission = new Admission(options.limits);
    const beatMs = Math.max(10, Math.min(1_000, options.heartbeatMs / 4));
    this.#timers = [
      setInterval(() => this.#sweep(Date.now()), beatMs),
      setInterval(() => void this.#look(), options.lookMs),
      setInterval(() => void this.#authorize(), options.authorizeMs),
    ];
    for (const timer of this.#timers) timer.unref();
  }

  get draining(): boolean {
    return this.#draining;
  }

  /** Entries this process has committed; they may be of any business, in any order. */
  ring(entries: readonly LogEntry[]): void {
    for (const entry of entries) this.#channels.get(entry.businessId)?.offer(entry);
  }

  /**
   * Opens a stream for `grant`, after `lastEventId` when given. `makeSink` answers the request and is called only if the
   * stream is not refused. Rejects, before anything has been answered, when the log cannot be read.
   */
  async open(
    grant: Grant,
    lastEventId: string | undefined,
    makeSink: () => Sink,
    maxLifeMs = Number.POSITIVE_INFINITY,
  ): Promise<Refusal | null> {
    if (this.#draining) return this.#refuse({ refused: 'OVERLOADED', retryAfter: 1_000 + Math.random() * 2_000 });
    const refusal = this.#admission.admit(grant.businessId, grant.userId);
    if (refusal) return this.#refuse(refusal);
    let started = false;
    try {
      const channel = await this.#channel(grant.businessId);
      if (!channel) return this.#refuse({ refused: 'NOT_FOUND', retryAfter: 1_000 });
      const cursor = lastEventId === undefined ? channel.cursor : parseCursor(lastEventId);
      const continues = cursor !== null && (await channel.continues(cursor));
      if (this.#draining) return this.#refuse({ refused: 'OVERLOADED', retryAfter: 1_000 + Math.random() * 2_000 });
      const sink = makeSink();
      started = true;
      const life = Math.min(maxLifeMs, this.options.maxLifeMs) * (0.9 + Math.random() * 0.1);
      this.#start(channel, grant, sink, cursor && continues ? cursor.seq : null, life);
      return null;
    } finally {
      if (!started) this.#admission.release(grant.businessId, grant.userId);
    }
  }

  /** Hands every stream over: `draining`, each with its own wait up to `spreadMs`, then the end. New ones are refused. */
  async drain(spreadMs = 2_000): Promise<void> {
    this.#draining = true;
    await this.#each((subscriber) => subscriber.close('draining', Math.random() * spreadMs));
    this.close();
  }

  /** Stops the timers. */
  close(): void {
    this.#draining = true;
    for (const timer of this.#timers) clearInterval(timer);
  }

  stats(): HubStats {
    return {
      streams: this.#subscribers.size,
      channels: this.#channels.size,
      connects: this.#connects,
      refusals: this.#refusals,
      events: this.#events,
      bytes: this.#bytes,
      closes: { ...this.#closes },
    };
  }

  #refuse(refusal: Refusal): Refusal {
    this.#refusals += 1;
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
    }
    channel.idleSince = Date.now();
    let exists = false;
    try {
      exists = await channel.ready;
    } finally {
      if (!exists && this.#channels.get(businessId) === channel) this.#channels.delete(businessId);
    }
    return exists ? channel : null;
  }

  /** `after` null: the cursor cannot be continued. */
  #start(channel: Channel, grant: Grant, sink: Sink, after: number | null, lifeMs: number): void {
    const { heartbeatMs } = this.options;
    const now = Date.now();
    const { epoch, seq } = channel.cursor;
    const start = after ?? seq;
    this.#connects += 1;
    let left = false;
    const subscriber = new Subscriber(randomUUID(), grant, sink, start, now + lifeMs, (gone, reason) => {
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
    this.#admission.release(subscriber.grant.businessId, subscriber.grant.userId);
    this.#closes[reason] = (this.#closes[reason] ?? 0) + 1;
  }

  #sweep(now: number): void {
    for (const channel of this.#channels.values()) {
      channel.beat(now);
      if (channel.members.size === 0 && now - channel.idleSince > this.options.lingerMs) {
        this.#channels.delete(channel.businessId);
      }
    }
    for (const subscriber of this.#subscribers) {
      if (subscriber.expiresAt <= now) subscriber.close('expired', Math.random() * 1_000);
    }
    this.#admission.sweep(now);
  }

  async #look(): Promise<void> {
    if (this.#looking || this.#channels.size === 0) return;
    this.#looking = true;
    try {
      const asked = new Map([...this.#channels.values()].map((channel) => [channel, channel.head]));
      const heads = await this.options.log.heads([...this.#channels.keys()]);
      for (const [channel, head] of asked) {
        const found = heads.get(channel.businessId);
        if (found) channel.observe(found, head);
      }
    } catch (error) {
      this.options.onError(error, 'look');
    } finally {
      this.#looking = false;
    }
  }

  async #authorize(): Promise<void> {
    if (this.#authorizing || this.#subscribers.size === 0) return;
    this.#authorizing = true;
    try {
      const grants = new Map<string, Grant>();
      for (const { grant } of this.#subscribers) grants.set(grantKey(grant), grant);
      const allowed = await this.options.stillAllowed([...grants.values()]);
      const audiences = new Map([...allowed].map(([grant, audience]) => [grantKey(grant), audience]));
      await this.#each((subscriber) => {
        const key = grantKey(subscriber.grant);
        // Opened while we asked: it was authorised a moment ago and is asked for next time.
        if (!grants.has(key)) return;
        const audience = audiences.get(key);
        if (audience === undefined) subscriber.close('revoked');
        else if (audience !== subscriber.grant.audience) subscriber.close('draining', 0);
      });
    } catch (error) {
      this.options.onError(error, 'authorize');
    } finally {
      this.#authorizing = false;
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

/** One question for all the streams of one session in one business. */
function grantKey({ sessionId, businessId }: Grant): string {
  return `${sessionId} ${businessId}`;
}
