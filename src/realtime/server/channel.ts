import { setImmediate as turn } from 'node:timers/promises';
import type { Cursor } from '../protocol/cursor';
import type { EventLog, LogEntry } from '../protocol/log';
import { Backlog } from './backlog';
import { encodeControl, Frame, joinFrames, type Project } from './frame';
import { Sequencer } from './sequencer';
import type { Subscriber } from './subscriber';
import { Tail, type TailBounds } from './tail';

export interface ChannelOptions {
  readonly log: EventLog;
  readonly project: Project;
  readonly heartbeatMs: number;
  readonly tail: TailBounds;
  /** Unsent bytes at which a stream is no longer sent to until its peer has taken them. */
  readonly maxUnsentBytes: number;
  /** How long a peer may take for them before it is cut. */
  readonly stallMs: number;
  readonly onError: (error: unknown, where: string) => void;
  readonly onDelivered: (events: number, bytes: number) => void;
}

/** Sockets written to before other work gets its turn. */
const SLICE = 500;
/** Of JSON in one write: small beside `maxUnsentBytes`, large beside an event. */
const BATCH_BYTES = 64 * 1024;
const INTERNAL_RETRY_MS = 3_000;

/**
 * One business's streams.
 *
 * Invariants:
 * - `sent <= sequencer.head`; everything above `sent` is in the tail and goes out in the next turn, as one write per socket.
 * - A stream is either live (it gets every batch) or catching up (it reads the tail, or the log behind it, until it has
 *   `sent`). It changes sides only between two writes, so it neither misses nor repeats a sequence. The tail is its buffer.
 * - A stream whose peer does not read goes back to catching up: at most `maxUnsentBytes` and one batch wait for it.
 */
export class Channel {
  readonly members = new Set<Subscriber>();
  idleSince = Date.now();
  #live = new Set<Subscriber>();
  #sent = 0;
  #lastSentAt = Date.now();
  #beatDue = false;
  #running = false;
  #repairing = false;
  readonly #tail: Tail;
  readonly #backlog: Backlog;
  readonly #sequencer: Sequencer;
  /** False when there is no such business; rejects when the log cannot be read. */
  readonly ready: Promise<boolean>;

  constructor(
    readonly businessId: string,
    private readonly options: ChannelOptions,
  ) {
    this.#tail = new Tail(options.tail);
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

  /** Where the next stream without a cursor starts. */
  get cursor(): Cursor {
    return { epoch: this.#sequencer.epoch, seq: this.#sent };
  }

  get head(): number {
    return this.#sequencer.head;
  }

  offer(entry: LogEntry): void {
    this.#sequencer.offer(entry);
    this.#repair();
  }

  observe(head: Cursor, asked: number): void {
    this.#sequencer.observe(head, asked);
    this.#repair();
  }

  /** Whether the log still continues `cursor`. One that we cannot place is checked against the log before it is refused. */
  async continues({ epoch, seq }: Cursor): Promise<boolean> {
    const unknown = () => epoch !== this.#sequencer.epoch || seq > this.#sequencer.head;
    if (unknown()) await this.#sequencer.verify();
    return !unknown() && (seq >= this.#sequencer.floor || seq + 1 >= this.#tail.first);
  }

  /** From here on the stream gets every sequence after its `last`. */
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
    // Rings that came while the state was read stand in the tail already, above what the state says was there.
    this.#sent = Math.min(this.#sequencer.head, this.#tail.first - 1);
    this.#repair();
    return exists;
  }

  #reset(): void {
    // A fan-out under way keeps walking the old set, which empties; streams of the new history are not in it.
    this.#live = new Set();
    this.#tail.clear();
    this.#backlog.forget();
    this.#sent = this.#sequencer.head;
    for (const subscriber of [...this.members]) subscriber.close('resync-required');
  }

  /** Reads what rings did not bring, after this turn: most holes are rings out of order and close by themselves. */
  #repair(): void {
    if (this.#repairing || !this.#sequencer.behind) return;
    this.#repairing = true;
    setImmediate(() => {
      const reading = this.#sequencer.behind ? this.#sequencer.pull() : Promise.resolve();
      reading.then(
        () => {
          this.#repairing = false;
          this.#repair();
        },
        (error: unknown) => {
          // The next look at the log tries again.
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
        if (this.#sent < this.#sequencer.head) await this.#sendBatch();
        else await this.#sendHeartbeat();
        this.#beatDue = false;
        this.#lastSentAt = Date.now();
      }
    } finally {
      this.#running = false;
    }
  }

  async #sendBatch(): Promise<void> {
    const from = this.#sent + 1;
    const frames = this.#tail.slice(this.#sent, this.#sequencer.head, BATCH_BYTES) ?? [];
    const to = frames.at(-1)?.seq;
    if (to === undefined) throw new Error('the tail lost an unsent event');
    this.#sent = to;
    const joined = new Map<string, Buffer>();
    await this.#fanOut((subscriber) => {
      if (subscriber.last >= to) return;
      const { audience } = subscriber.grant;
      let bytes = joined.get(audience) ?? joinFrames(frames, audience);
      joined.set(audience, bytes);
      // Only a stream that resumed at a sequence not yet sent to the others has part of the batch.
      if (subscriber.last >= from) bytes = joinFrames(frames.slice(subscriber.last + 1 - from), audience);
      this.options.onDelivered(to - subscriber.last, bytes.length);
      subscriber.last = to;
      subscriber.send(bytes);
    });
    this.#tail.trim(this.#sent);
  }

  #sendHeartbeat(): Promise<void> {
    const now = Date.now();
    const bytes = encodeControl({
      type: 'heartbeat',
      businessId: this.businessId,
      timestamp: new Date(now).toISOString(),
      time: now,
      head: this.#sequencer.known,
    });
    return this.#fanOut((subscriber) => {
      this.options.onDelivered(0, bytes.length);
      subscriber.send(bytes);
    });
  }

  async #fanOut(send: (subscriber: Subscriber) => void): Promise<void> {
    let written = 0;
    for (const subscriber of this.#live) {
      send(subscriber);
      if (subscriber.sink.unsent > this.options.maxUnsentBytes) {
        this.#live.delete(subscriber);
        this.attach(subscriber);
      }
      written += 1;
      if (written % SLICE === 0) await turn();
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
        const frames =
          this.#tail.slice(subscriber.last, this.#sent, BATCH_BYTES) ??
          (await this.#backlog.read(subscriber.last, this.#sent));
        const last = frames.at(-1)?.seq;
        if (last === undefined) return subscriber.close('resync-required');
        const bytes = joinFrames(frames, subscriber.grant.audience);
        this.options.onDelivered(frames.length, bytes.length);
        subscriber.last = last;
        subscriber.send(bytes);
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
