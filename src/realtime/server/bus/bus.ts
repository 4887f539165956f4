import { setTimeout as delay } from 'node:timers/promises';
import { Interest } from './interest';
import type { Doorbell, Link, OpenLink } from './link';
import { Outbox } from './outbox';
import { backoff, patiently, untilAborted } from './patience';

export interface BusOptions {
  readonly open: OpenLink;
  /** A business of interest has this sequence, as another process or this one says. */
  readonly onRing: (bell: Doorbell) => void;
  /** From now on these are heard. What was committed before may have rung while nobody listened: it must be looked up. */
  readonly onHeard: (businessIds: readonly string[]) => void;
  readonly onUp: () => void;
  /** The link was lost or could not be opened; called once until it is up again. The bus tries again by itself. */
  readonly onDown: (error: unknown) => void;
  /** Waits before the next try grow from `first` to `most` milliseconds, each shortened at random by up to a half. */
  readonly retryMs: { readonly first: number; readonly most: number };
  /** Businesses whose doorbells are kept while the link is away. */
  readonly maxWaiting: number;
  /** How often the other side is asked whether it still lives. */
  readonly pingMs: number;
  /** How long it may take to answer anything. */
  readonly answerMs: number;
}

export interface BusStats {
  /** `connected`: every business of interest was heard when the link came up. */
  readonly state: 'connected' | 'connecting' | 'closed';
  /** Doorbells sent, those of one business merged. */
  readonly published: number;
  /** Doorbells of businesses of interest, our own included. */
  readonly received: number;
  /** Times that the bus was up again. */
  readonly reconnects: number;
  /** Doorbells given up because too many businesses waited. */
  readonly dropped: number;
  /** Businesses heard now. */
  readonly heard: number;
}

/**
 * Rings other processes on the same database after a commit, and hears them.
 *
 * Invariants:
 * - `publish`, `listen` and `unlisten` return at once and never throw, whatever has become of the link.
 * - Whatever rings may have been lost for a business, `onHeard` follows: whoever looks at the log then misses nothing for longer
 *   than the bus is away.
 * - One link is open at most; one change of interest and one batch of doorbells are under way at most, so that a slow other side
 *   makes batches larger, never queues longer.
 */
export class Bus {
  readonly #outbox: Outbox;
  readonly #interest = new Interest();
  readonly #pinging: NodeJS.Timeout;
  readonly #ending = new AbortController();
  readonly #finished: Promise<void>;
  #closing: Promise<void> | null = null;
  #link: Link | null = null;
  /** Aborted with the reason when the link of the moment, or the attempt at one, has failed. */
  #life = new AbortController();
  #connected = false;
  #down = false;
  #ups = 0;
  #sending = false;
  #telling = false;
  #published = 0;
  #received = 0;

  constructor(private readonly options: BusOptions) {
    this.#outbox = new Outbox(options.maxWaiting);
    this.#pinging = setInterval(() => void this.#use((link) => link.ping()), options.pingMs).unref();
    this.#finished = this.#keepOpen();
  }

  /** Says, after this turn, that the business has `seq`. */
  publish(bell: Doorbell): void {
    if (this.#ending.signal.aborted) return;
    this.#outbox.add(bell);
    this.#wakeSender();
  }

  listen(businessId: string): void {
    this.#interest.set(businessId, true);
    setImmediate(() => void this.#tell());
  }

  unlisten(businessId: string): void {
    this.#interest.set(businessId, false);
    setImmediate(() => void this.#tell());
  }

  stats(): BusStats {
    const open = this.#connected ? 'connected' : 'connecting';
    return {
      state: this.#ending.signal.aborted ? 'closed' : open,
      published: this.#published,
      received: this.#received,
      reconnects: Math.max(0, this.#ups - 1),
      dropped: this.#outbox.dropped,
      heard: this.#interest.heard,
    };
  }

  /** Sends what waits, if the link takes it in time, and closes it. Repeated calls wait for the same end. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const bells = this.#outbox.take();
    if (bells.length > 0) await this.#use((link) => link.publish(bells));
    clearInterval(this.#pinging);
    this.#ending.abort();
    this.#life.abort(new Error('closed'));
    await this.#finished;
  }

  async #keepOpen(): Promise<void> {
    const { signal } = this.#ending;
    for (let tries = 0; !signal.aborted; tries++) {
      const started = Date.now();
      const error = await this.#live().catch((reason: unknown) => reason);
      if (signal.aborted) return;
      if (!this.#down) this.options.onDown(error);
      this.#down = true;
      // A link that lasted was no failed try.
      if (Date.now() - started > this.options.retryMs.most) tries = 0;
      await delay(backoff(this.options.retryMs, tries), undefined, { signal, ref: false }).catch(() => {});
    }
  }

  /** Opens a link and uses it until it is lost; rejects with the reason. */
  async #live(): Promise<never> {
    const life = new AbortController();
    this.#life = life;
    const opening = this.options.open({
      onRing: (bell) => this.#hear(bell),
      onLost: (error) => life.abort(error),
    });
    const link = await patiently(opening, this.options.answerMs, life.signal).catch((error: unknown) => {
      opening.then(
        (late) => late.close(),
        () => {},
      );
      throw error;
    });
    this.#link = link;
    try {
      await this.#tell();
      if (!life.signal.aborted) this.#up();
      return await untilAborted(life.signal);
    } finally {
      this.#link = null;
      this.#connected = false;
      this.#interest.restart();
      await link.close();
    }
  }

  #up(): void {
    this.#connected = true;
    this.#down = false;
    this.#ups += 1;
    this.options.onUp();
    this.#wakeSender();
  }

  #hear(bell: Doorbell): void {
    if (!this.#interest.wants(bell.businessId)) return;
    this.#received += 1;
    this.options.onRing(bell);
  }

  #wakeSender(): void {
    if (this.#sending) return;
    this.#sending = true;
    setImmediate(() => void this.#send());
  }

  async #send(): Promise<void> {
    while (this.#connected && this.#outbox.size > 0) {
      const bells = this.#outbox.take();
      if (await this.#use((link) => link.publish(bells))) {
        this.#published += bells.length;
      } else {
        for (const bell of bells) this.#outbox.add(bell);
        break;
      }
    }
    this.#sending = false;
  }

  /** Tells the link what has changed since it was last told. */
  async #tell(): Promise<void> {
    if (this.#telling) return;
    this.#telling = true;
    while (this.#link && this.#interest.pending) {
      const change = this.#interest.take();
      const { add, drop } = change;
      const told = await this.#use(async (link) => {
        if (drop.length > 0) await link.unsubscribe(drop);
        if (add.length > 0) await link.subscribe(add);
      });
      if (!told) break;
      this.#interest.settle(change);
      if (add.length > 0) this.options.onHeard(add);
    }
    this.#telling = false;
  }

  /** Whether the link did it. One that failed, or did not answer in time, is given up. */
  async #use(work: (link: Link) => Promise<void>): Promise<boolean> {
    const link = this.#link;
    const life = this.#life;
    if (!link) return false;
    try {
      await patiently(work(link), this.options.answerMs, life.signal);
      return true;
    } catch (error) {
      life.abort(error);
      return false;
    }
  }
}
