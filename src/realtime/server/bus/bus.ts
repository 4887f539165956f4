import { setTimeout as delay } from 'node:timers/promises';
import { Interest } from './interest';
import type { Doorbell, Link, OpenLink } from './link';
import { Outbox } from './outbox';
import { backoff, patiently, untilAborted } from './patience';

export interface BusOptions {
  readonly open: OpenLink;
  /** Another process, or this one, reports that a business of interest has this sequence. */
  readonly onRing: (bell: Doorbell) => void;
  /** These businesses are subscribed from now on. Doorbells of earlier commits may have been missed, so the log must be read. */
  readonly onHeard: (businessIds: readonly string[]) => void;
  readonly onUp: () => void;
  /** The link was lost or could not be opened; called once until it is up again. The bus retries by itself. */
  readonly onDown: (error: unknown) => void;
  /** The wait before a retry grows from `first` to `most` milliseconds; each wait is shortened at random by up to half. */
  readonly retryMs: { readonly first: number; readonly most: number };
  /** Maximum number of businesses whose doorbells are stored while the link is down. */
  readonly maxWaiting: number;
  /** Milliseconds between two pings of the other side. */
  readonly pingMs: number;
  /** Milliseconds that the other side may take to answer anything. */
  readonly answerMs: number;
}

export interface BusStats {
  /** `connected`: every business of interest was subscribed when the link came up. */
  readonly state: 'connected' | 'connecting' | 'closed';
  /** Doorbells sent; those of one business are merged. */
  readonly published: number;
  /** Doorbells received for businesses of interest, including our own. */
  readonly received: number;
  /** How many times the bus has reconnected. */
  readonly reconnects: number;
  /** Doorbells dropped because too many businesses were waiting. */
  readonly dropped: number;
  /** Businesses subscribed now. */
  readonly heard: number;
}

/**
 * Notifies the other processes on the same database after a commit, and receives their notifications (doorbells).
 *
 * Invariants:
 * - `publish`, `listen` and `unlisten` return at once and never throw, whatever the state of the link.
 * - Whenever doorbells of a business may have been lost, `onHeard` follows: a caller that then reads the log is late by no more
 *   than the time that the bus was down.
 * - At most one link is open. At most one change of interest and one batch of doorbells are in progress, so that a slow other
 *   side makes batches larger, never queues longer.
 */
export class Bus {
  readonly #outbox: Outbox;
  readonly #interest = new Interest();
  readonly #pinging: NodeJS.Timeout;
  readonly #ending = new AbortController();
  readonly #finished: Promise<void>;
  #closing: Promise<void> | null = null;
  #link: Link | null = null;
  /** Aborted with the reason when the current link, or the current attempt to open one, has failed. */
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

  /** Announces, after this turn of the event loop, that the business has `seq`. */
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

  /** Sends the waiting doorbells, if the link accepts them in time, and closes it. Repeated calls return the same promise. */
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
      // A link that lasted does not count as a failed attempt.
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

  /** Sends the link the changes of interest since the last call. */
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

  /** Runs `work`; true when it succeeded. A link that failed, or did not answer in time, is abandoned. */
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
