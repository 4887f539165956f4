import { ApiError } from '@/platform/browser/http';
import type { ScanAnswer } from '../answers';
import { type IntendedCount, isDecisive, type Verdict } from './count';
import type { CountStore } from './count-store';
import type { Asking } from './send-count';

export interface PendingCount {
  readonly count: IntendedCount;
  /** This page's account made it, or an older version did not say who: this page sends it. */
  readonly own: boolean;
  /** Made in this page, saved before the page opened, or made meanwhile in another tab, which sends it first. */
  readonly origin: 'here' | 'before' | 'elsewhere';
  /** Times that it was sent without an answer. */
  readonly tries: number;
  /** It takes longer than a person notices: the screen says that it waits. */
  readonly waiting: boolean;
}

export interface CountQueueOptions {
  /** The account of the page. */
  readonly accountId: string;
  /** Resolves to the server's answer; throws ApiError. */
  readonly send: (count: IntendedCount, asking: Asking) => Promise<ScanAnswer>;
  /** Called once per count that the server decided while the queue was open. */
  readonly onAnswer: (pending: PendingCount, verdict: Verdict) => void;
  /** A count of this page begins to wait; called once. */
  readonly onWait?: (pending: PendingCount) => void;
}

/** Milliseconds after which one try is given up by the screen. Its answer still counts when it comes. */
const DEADLINE_MS = 8000;
const SLOW_MS = 2500;
const FIRST_DELAY_MS = 800;
const MAX_DELAY_MS = 15_000;

/** The longest that a refusal keeps a count waiting: nobody says who wrote a Retry-After on the way. */
const MAX_HELD_MS = 120_000;

/** Milliseconds before the next try after `tries` failed ones. */
export function retryDelay(tries: number): number {
  return Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** (tries - 1));
}

/** Milliseconds for which a refusal asks not to be asked again; 0 when it does not say. */
export function askedDelay(failure: unknown): number {
  return failure instanceof ApiError ? Math.min(MAX_HELD_MS, (failure.retryAfter ?? 0) * 1000) : 0;
}

/**
 * Sends each count of its account until the server decides; only then, or when a person gives it up, does the count leave the
 * store. Counts are independent: one that waits does not hold up the next guest.
 */
export class CountQueue {
  readonly #store: CountStore;
  #options: CountQueueOptions | null = null;
  #pending = new Map<string, PendingCount>();
  #shown: readonly PendingCount[] = [];
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #sending = new Set<string>();
  /** Refused with a time to wait, which nobody's haste shortens. */
  readonly #held = new Set<string>();
  /** The requests of each count that are on their way: the oldest, whose answer is the nearest, and the newest. */
  readonly #requests = new Map<string, AbortController[]>();
  readonly #listeners = new Set<() => void>();
  #leaveStore = () => {};

  constructor(store: CountStore) {
    this.#store = store;
  }

  /** Every undecided count of the device, oldest first. The same array until something changes. */
  get pending(): readonly PendingCount[] {
    return this.#shown;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Starts to send what waits on the device. */
  open(options: CountQueueOptions): void {
    this.#options = options;
    this.#leaveStore = this.#store.subscribe(() => this.#follow('elsewhere'));
    this.#follow('before');
  }

  /** Stops sending. What is undecided stays saved, and an answer that is on its way still settles it. */
  close(): void {
    this.#leaveStore();
    this.#options = null;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#held.clear();
    this.#pending.clear();
    this.#publish();
  }

  /** Saves a new count, then sends it. */
  add(count: IntendedCount): void {
    if (!this.#options || this.#pending.has(count.nonce)) return;
    this.#admit(count, 'here');
    this.#store.add(count);
    void this.#send(count.nonce);
  }

  /** The network is back, or someone looks at the page again: asks for every count now. */
  retryNow(): void {
    for (const nonce of [...this.#pending.keys()]) this.retry(nonce);
  }

  retry(nonce: string): void {
    void this.#send(nonce);
  }

  /** A person gives up one count of their own. Whether the server counted it is then unknown to this device. */
  discard(nonce: string): void {
    if (this.#pending.get(nonce)?.own !== true) return;
    this.#drop(nonce);
    this.#store.settle(nonce);
    this.#publish();
  }

  /** Takes over what the store holds. A count that left it was settled by another tab. */
  #follow(origin: 'before' | 'elsewhere'): void {
    const { counts } = this.#store;
    for (const nonce of [...this.#pending.keys()]) {
      // One that is on its way is heard out: a person of this tab may be waiting for the answer.
      if (!counts.has(nonce) && !this.#sending.has(nonce)) this.#drop(nonce);
    }
    for (const count of counts.values()) {
      if (this.#pending.has(count.nonce)) continue;
      this.#admit(count, origin);
      if (origin === 'before') void this.#send(count.nonce);
      else this.#later(count.nonce, MAX_DELAY_MS, () => void this.#send(count.nonce));
    }
    this.#publish();
  }

  #admit(count: IntendedCount, origin: PendingCount['origin']): void {
    const { nonce, author } = count;
    const own = author === null || author.id === this.#options?.accountId;
    this.#pending.set(nonce, { count, own, origin, tries: 0, waiting: !own });
    if (own) setTimeout(() => this.#change(nonce, { waiting: true }), SLOW_MS);
  }

  async #send(nonce: string): Promise<void> {
    const options = this.#options;
    const pending = this.#pending.get(nonce);
    if (!options || !pending?.own || this.#sending.has(nonce) || this.#held.has(nonce)) return;
    const { count } = pending;
    this.#cancel(nonce);
    this.#sending.add(nonce);
    const [oldest, ...others] = this.#requests.get(nonce) ?? [];
    for (const other of others) other.abort();
    const request = new AbortController();
    this.#requests.set(nonce, oldest ? [oldest, request] : [request]);
    const ended = () => this.#forget(nonce, request);
    const account = count.author?.id ?? options.accountId;
    const onLate = (late: Promise<ScanAnswer>) => void this.#hear(count, late).finally(ended);
    const asking = { account, deadline: DEADLINE_MS, onLate, signal: request.signal };
    const failure = await this.#hear(count, options.send(count, asking));
    this.#sending.delete(nonce);
    if (!(failure?.cause instanceof ApiError && failure.cause.underWay)) ended();
    if (failure) this.#wait(nonce, askedDelay(failure.cause));
  }

  /** Resolves to what failed, or to null when the server decided. The first decision is the one. */
  async #hear(count: IntendedCount, coming: Promise<ScanAnswer>): Promise<{ readonly cause: unknown } | null> {
    let verdict: Verdict;
    try {
      verdict = { kind: 'counted', answer: await coming };
    } catch (cause) {
      if (!isDecisive(cause)) return { cause };
      verdict = { kind: 'refused', error: cause };
    }
    this.#settle(count, verdict);
    return null;
  }

  #settle({ nonce }: IntendedCount, verdict: Verdict): void {
    const pending = this.#pending.get(nonce);
    const isNews = this.#store.counts.has(nonce) || pending?.origin === 'here';
    this.#drop(nonce);
    try {
      if (pending && isNews) this.#options?.onAnswer(pending, verdict);
    } finally {
      this.#store.settle(nonce);
      this.#publish();
    }
  }

  #wait(nonce: string, held: number): void {
    const pending = this.#pending.get(nonce);
    if (!pending) return;
    if (!this.#store.counts.has(nonce)) {
      this.#drop(nonce);
      this.#publish();
      return;
    }
    const tries = pending.tries + 1;
    if (held > 0) this.#held.add(nonce);
    this.#later(nonce, Math.max(held, retryDelay(tries)), () => {
      this.#held.delete(nonce);
      void this.#send(nonce);
    });
    this.#change(nonce, { tries, waiting: true });
  }

  #change(nonce: string, changes: Partial<PendingCount>): void {
    const before = this.#pending.get(nonce);
    if (!before) return;
    const pending = { ...before, ...changes };
    this.#pending.set(nonce, pending);
    this.#publish();
    if (pending.waiting && !before.waiting && pending.origin === 'here') this.#options?.onWait?.(pending);
  }

  #drop(nonce: string): void {
    this.#cancel(nonce);
    this.#held.delete(nonce);
    for (const request of this.#requests.get(nonce) ?? []) request.abort();
    this.#requests.delete(nonce);
    this.#pending.delete(nonce);
  }

  #forget(nonce: string, request: AbortController): void {
    const left = this.#requests.get(nonce)?.filter((each) => each !== request) ?? [];
    if (left.length > 0) this.#requests.set(nonce, left);
    else this.#requests.delete(nonce);
  }

  #later(nonce: string, delay: number, work: () => void): void {
    this.#cancel(nonce);
    this.#timers.set(nonce, setTimeout(work, delay));
  }

  #cancel(nonce: string): void {
    clearTimeout(this.#timers.get(nonce));
    this.#timers.delete(nonce);
  }

  #publish(): void {
    this.#shown = [...this.#pending.values()];
    for (const listener of [...this.#listeners]) listener();
  }
}
