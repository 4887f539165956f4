import { setTimeout as delay, setImmediate as turn } from 'node:timers/promises';
import { type Cursor, epochFor } from '../protocol/cursor';
import type { EventLog, LogEntry } from '../protocol/log';
import { Backlog } from './backlog';
import { FanOut } from './fan-out';
import { encodeControl, Frame, type Project } from './frame';
import { Outgoing, WRITE_BYTES, type Write, writeOf } from './outgoing';
import { type SendMany, sendEach } from './send-many';
import { Sequencer } from './sequencer';
import type { Subscriber } from './subscriber';
import { Tail, type TailBounds } from './tail';

export interface ChannelOptions {
  readonly log: EventLog;
  readonly project: Project;
  readonly heartbeatMs: number;
  readonly tail: TailBounds;
  /** Milliseconds between two writes: closer events share one. The first event after a quiet time is sent at once. */
  readonly batchMs?: number;
  /** Unsent bytes above which nothing more is sent to a stream until its peer has read them. */
  readonly maxUnsentBytes: number;
  /** Milliseconds that a peer may take to read them before its stream is closed. */
  readonly stallMs: number;
  /** When omitted, the JavaScript implementation is used. */
  readonly sendMany?: SendMany | null;
  readonly onError: (error: unknown, where: string) => void;
  readonly onDelivered: (events: number, bytes: number) => void;
  /** Called once for each batch that had receivers. */
  readonly onBatch?: (batch: Batch) => void;
}

/** How the events of one pass over the streams were sent; times are in milliseconds and refer to its oldest event. */
export interface Batch {
  readonly businessId: string;
  readonly events: number;
  readonly receivers: number;
  /** Measured from the event's arrival at this process. */
  readonly toLastWrite: number;
  /** Measured from the event's timestamp, by the clock of the process that committed it. */
  readonly commitToFirstWrite: number;
  readonly commitToLastWrite: number;
}

/** The events that are known to exist and have not been sent. */
export interface Lag {
  readonly events: number;
  /** Milliseconds since the oldest of them was committed, or, if it is not read yet, since it became known. */
  readonly age: number;
}

/**
 * Sockets written to before other work gets a turn. A commit needs two turns from its number to its ring, so with short slices
 * more events share a pass (with 100, 1.5 times as many scans per second at 1,000 streams as with 500).
 */
const SLICE = 100;
/** Maximum number of event-loop turns that a write waits for rings that arrive together with it. */
const GATHER_TURNS = 4;
const INTERNAL_RETRY_MS = 3_000;

/**
 * The streams of one business.
 *
 * Invariants:
 * - `sent <= sequencer.head`; everything above `sent` is in the tail and is sent within a few turns, as one write per socket.
 * - A stream is either live (each pass brings it to `sent`) or catching up (it reads the tail, or the log behind it, until it has
 *   `sent`). It changes state only between two writes, so it neither misses nor repeats a sequence. The tail is its buffer.
 * - A stream whose peer does not read goes back to catching up: at most `maxUnsentBytes` and one batch wait for it.
 */
export class Channel {
  readonly members = new Set<Subscriber>();
  idleSince = Date.now();
  #live = new Set<Subscriber>();
  #sent = 0;
  #lastSentAt = Date.now();
  /** A time of `performance.now()`, which changes of the system clock do not affect. */
  #nextWriteAt = 0;
  #beatDue = false;
  #running = false;
  #repairing = false;
  /** The time since which a known event is missing here; 0 when none is missing. */
  #missingSince = 0;
  readonly #tail: Tail;
  readonly #outgoing: Outgoing;
  readonly #backlog: Backlog;
  readonly #sequencer: Sequencer;
  readonly #fanOut: FanOut;
  /** False when there is no such business; rejects when the log cannot be read. */
  readonly ready: Promise<boolean>;

  constructor(
    readonly businessId: string,
    private readonly options: ChannelOptions,
  ) {
    this.#tail = new Tail(options.tail);
    this.#outgoing = new Outgoing(this.#tail);
    this.#fanOut = new FanOut(options.sendMany ?? sendEach, (subscriber) => this.#holdBack(subscriber));
    this.#sequencer = new Sequencer(businessId, options.log, {
      accept: (entry) => {
        this.#tail.push(new Frame(entry, options.project));
        this.#wake();
      },
      reset: () => this.#reset(),
    });
    this.#backlog = new Backlog(businessId, options, this.#tail, this.#sequencer);
    this.ready = this.#open();
  }

  /** The start of the next stream of an audience that connects without a cursor. */
  cursorFor(audience: string): Cursor {
    return { epoch: epochFor(this.#sequencer.epoch, audience), seq: this.#sent };
  }

  get head(): number {
    return this.#sequencer.head;
  }

  /** Streams that are not sent batches at once, because they are catching up or their peers do not read. */
  get catchingUp(): number {
    return this.members.size - this.#live.size;
  }

  lag(now: number): Lag {
    const events = this.#sequencer.known - this.#sent;
    const [oldest] = this.#tail.slice(this.#sent, this.#sent + 1, 1) ?? [];
    const since = oldest?.committedAt ?? (this.#missingSince || now);
    return { events, age: events === 0 ? 0 : Math.max(0, now - since) };
  }

  offer(entry: LogEntry): void {
    this.#sequencer.offer(entry);
    this.#repair();
  }

  /** To be called when the log is reported to have `seq`: missing entries are then read. */
  hear(seq: number): void {
    this.#sequencer.hear(seq);
    this.#repair();
  }

  observe(head: Cursor, asked: number): void {
    this.#sequencer.observe(head, asked);
    this.#repair();
  }

  /** Whether the log can continue an audience's `cursor`. An unknown cursor is checked against the log before it is refused. */
  async continues({ epoch, seq }: Cursor, audience: string): Promise<boolean> {
    const unknown = () => epoch !== this.cursorFor(audience).epoch || seq > this.#sequencer.head;
    if (unknown()) await this.#sequencer.verify();
    return !unknown() && (seq >= this.#sequencer.floor || seq + 1 >= this.#tail.first);
  }

  /** From this call on, the stream gets every sequence after its `last`. */
  attach(subscriber: Subscriber): void {
    if (subscriber.closed) return;
    this.members.add(subscriber);
    this.#follow(subscriber).catch((error: unknown) => {
      this.options.onError(error, 'catch-up');
      subscriber.close('internal', INTERNAL_RETRY_MS);
    });
  }

  detach(subscriber: Subscriber): void {
    this.members.delete(subscriber);
    this.#live.delete(subscriber);
    if (this.members.size === 0) this.idleSince = Date.now();
  }

  /** Sends a heartbeat if nothing has been sent for its interval. */
  beat(now: number): void {
    if (this.#live.size === 0 || now - this.#lastSentAt < this.options.heartbeatMs) return;
    this.#beatDue = true;
    this.#wake();
  }

  async #open(): Promise<boolean> {
    const exists = await this.#sequencer.open();
    // Rings that arrived while the state was being read are in the tail already, above the head in that state.
    this.#sendUpTo(Math.min(this.#sequencer.head, this.#tail.first - 1));
    this.#repair();
    return exists;
  }

  #reset(): void {
    // A fan-out in progress goes on over the old set, whose streams are closed below; streams of the new history are not in it.
    this.#live = new Set();
    this.#tail.clear();
    this.#backlog.forget();
    this.#outgoing.forget();
    this.#sendUpTo(this.#sequencer.head);
    for (const subscriber of [...this.members]) subscriber.close('resync-required');
  }

  /** Reads the entries that no ring brought, after this turn: most gaps are rings out of order, which close by themselves. */
  #repair(): void {
    if (!this.#sequencer.behind) this.#missingSince = 0;
    if (this.#repairing || !this.#sequencer.behind) return;
    this.#missingSince ||= Date.now();
    this.#repairing = true;
    setImmediate(() => {
      const reading = this.#sequencer.behind ? this.#sequencer.pull() : Promise.resolve();
      reading.then(
        () => {
          this.#repairing = false;
          this.#repair();
        },
        (error: unknown) => {
          // The next poll of the log retries.
          this.#repairing = false;
          this.options.onError(error, 'log');
        },
      );
    });
  }

  #wake(): void {
    if (this.#running) return;
    this.#running = true;
    setImmediate(() => {
      this.#run().catch((error: unknown) => {
        this.options.onError(error, 'fan-out');
        for (const subscriber of [...this.members]) subscriber.close('internal', INTERNAL_RETRY_MS);
      });
    });
  }

  async #run(): Promise<void> {
    try {
      while (this.#sent < this.#sequencer.head || this.#beatDue) {
        const wait = this.#nextWriteAt - performance.now();
        if (wait > 0) await delay(wait);
        await this.#gather();
        if (this.#sent < this.#sequencer.head) await this.#sendEvents();
        else await this.#sendHeartbeat();
        this.#beatDue = false;
        this.#lastSentAt = Date.now();
        this.#nextWriteAt = performance.now() + (this.options.batchMs ?? 0);
      }
    } finally {
      this.#running = false;
    }
  }

  /** A write to many sockets costs far more than a turn of the event loop: rings that arrive together are sent together. */
  async #gather(): Promise<void> {
    for (let turns = 0, head = -1; turns < GATHER_TURNS && head !== this.#sequencer.head; turns++) {
      head = this.#sequencer.head;
      await turn();
    }
  }

  /**
   * Passes over the live streams until none lacks an event. Events that arrive during a pass go to the streams not reached yet in
   * the same write, and to the others in the next pass: an event costs a stream at most one write, and in a busy time several
   * events share one.
   */
  async #sendEvents(): Promise<void> {
    const live = this.#live;
    let delivered = this.#sent;
    let firstWriteAt = 0;
    for (let behind = true; behind && live === this.#live; ) {
      behind = false;
      this.#advance();
      const whole = this.#sent;
      let receivers = 0;
      let nextWriteAt = 0;
      firstWriteAt ||= Date.now();
      await this.#visitLive(
        (subscriber) => {
          if (subscriber.last < this.#sent) receivers += this.#send(subscriber);
          behind ||= subscriber.last < this.#sent;
        },
        () => {
          if (!this.#advance()) return;
          behind = true;
          nextWriteAt ||= Date.now();
        },
      );
      if (live !== this.#live) return;
      if (receivers > 0) this.#tellBatch(delivered, whole, receivers, firstWriteAt);
      this.#tail.trim(whole);
      delivered = whole;
      firstWriteAt = nextWriteAt;
    }
  }

  /** Moves `#sent` past the entries that have arrived, by at most the size of one write; false when there were none. */
  #advance(): boolean {
    const last = this.#tail.slice(this.#sent, this.#sequencer.head, WRITE_BYTES)?.at(-1)?.seq;
    if (last === undefined) return false;
    this.#sendUpTo(last);
    return true;
  }

  #sendUpTo(seq: number): void {
    this.#sent = seq;
    this.#outgoing.upTo = seq;
  }

  /** Sends a live stream the events that it lacks, at most one write; returns the number of writes. */
  #send(subscriber: Subscriber): 0 | 1 {
    const write = this.#outgoing.next(subscriber.last, subscriber.grant.audience);
    if (write) {
      this.#account(subscriber, write);
      this.#fanOut.add(subscriber, write.packet);
      return 1;
    }
    this.#live.delete(subscriber);
    this.attach(subscriber);
    return 0;
  }

  #account(subscriber: Subscriber, { packet, last, events }: Write): void {
    this.options.onDelivered(events, packet.body.length);
    subscriber.last = last;
  }

  /** A stream with too many unsent bytes is no longer live; it continues when its peer has read them. */
  #holdBack(subscriber: Subscriber): void {
    const waits = subscriber.sink.unsent > this.options.maxUnsentBytes;
    if (waits && this.#live.delete(subscriber)) this.attach(subscriber);
  }

  #tellBatch(after: number, upTo: number, receivers: number, firstWriteAt: number): void {
    const [oldest] = this.#tail.slice(after, upTo, 1) ?? [];
    if (!oldest) return;
    const { at, committedAt } = oldest;
    this.options.onBatch?.({
      businessId: this.businessId,
      events: upTo - after,
      receivers,
      toLastWrite: performance.now() - at,
      commitToFirstWrite: Math.max(0, firstWriteAt - committedAt),
      commitToLastWrite: Math.max(0, Date.now() - committedAt),
    });
  }

  #sendHeartbeat(): Promise<void> {
    const now = Date.now();
    const packet = encodeControl({
      type: 'heartbeat',
      businessId: this.businessId,
      timestamp: new Date(now).toISOString(),
      time: now,
      head: this.#sequencer.known,
    });
    return this.#visitLive((subscriber) => {
      this.options.onDelivered(0, packet.body.length);
      this.#fanOut.add(subscriber, packet);
    });
  }

  /** Calls `send` for each live stream, one slice per turn, and `between` after each slice. */
  async #visitLive(send: (subscriber: Subscriber) => void, between: () => void = () => {}): Promise<void> {
    let visited = 0;
    try {
      for (const subscriber of this.#live) {
        send(subscriber);
        visited += 1;
        if (visited % SLICE === 0) {
          this.#fanOut.flush();
          await turn();
          between();
        }
      }
    } finally {
      this.#fanOut.flush();
    }
  }

  async #follow(subscriber: Subscriber): Promise<void> {
    while (!subscriber.closed) {
      if (subscriber.sink.unsent > this.options.maxUnsentBytes && !(await this.#drained(subscriber))) {
        subscriber.close('slow-consumer');
      } else if (subscriber.last >= this.#sent) {
        this.#live.add(subscriber);
        return;
      } else {
        const { audience } = subscriber.grant;
        const write =
          this.#outgoing.next(subscriber.last, audience) ??
          writeOf(await this.#backlog.read(subscriber.last, this.#sent), audience);
        if (!write) return subscriber.close('resync-required');
        this.#account(subscriber, write);
        subscriber.send(write.packet);
      }
    }
  }

  #drained({ sink }: Subscriber): Promise<boolean> {
    return new Promise((resolve) => {
      const stall = setTimeout(() => resolve(false), this.options.stallMs).unref();
      sink.onDrain(() => {
        clearTimeout(stall);
        resolve(true);
      });
    });
  }
}
