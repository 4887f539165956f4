import { ApiError } from '@/platform/browser/http';
import type { ScanAnswer } from '../answers';
import { type IntendedCount, isDecisive, type Verdict } from './count';
import type { CountStore } from './count-store';
import type { Asking } from './send-count';

export interface PendingCount {
  readonly count: IntendedCount;
  /** This page sends the count: its account made it, or an older version saved it without an author. */
  readonly own: boolean;
  /**
   * `here`: made in this page. `before`: saved before the page opened. `elsewhere`: made meanwhile in another tab,
   * which sends it first.
   */
  readonly origin: 'here' | 'before' | 'elsewhere';
  /** How many times it was sent without an answer. */
  readonly tries: number;
  /** It takes so long that a person notices: the screen shows that the count is waiting. */
  readonly waiting: boolean;
}

export interface CountQueueOptions {
  /** The account of the page. */
  readonly accountId: string;
  /** Resolves to the server's answer; throws ApiError. */
  readonly send: (count: IntendedCount, asking: Asking) => Promise<ScanAnswer>;
  /** Called once per count that the server decided while the queue was open. */
  readonly onAnswer: (pending: PendingCount, verdict: Verdict) => void;
  /** Called once per count of this page when it begins to wait. */
  readonly onWait?: (pending: PendingCount) => void;
}

/** The screen stops waiting for one try after this many milliseconds. Its answer still counts when it arrives later. */
const DEADLINE_MS = 8000;
const SLOW_MS = 2500;
const FIRST_DELAY_MS = 800;
const MAX_DELAY_MS = 15_000;

/** The longest delay that a refusal can impose on a count: a Retry-After may come from any intermediary on the way. */
const MAX_HELD_MS = 120_000;

/** Milliseconds before the next try after `tries` failed ones. */
export function retryDelay(tries: number): number {
  return Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** (tries - 1));
}

/** The delay in milliseconds that a refusal asks for; 0 when it states none. */
export function askedDelay(failure: unknown): number {
  return failure instanceof ApiError ? Math.min(MAX_HELD_MS, (failure.retryAfter ?? 0) * 1000) : 0;
}

/**
 * Sends each count of its account until the server decides; the count leaves the store only then, or when a person
 * discards it. Counts are independent: a waiting count does not delay the next guest.
 */
export class CountQueue {
  readonly #store: CountStore;
  #options: CountQueueOptions | null = null;
  #pending = new Map<string, PendingCount>();
  #shown: readonly PendingCount[] = [];
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #sending = new Set<string>();
  /** Counts that were refused with a time to wait; a retry by a person does not shorten it. */
  readonly #held = new Set<string>();
  /** The requests of each count in progress: the oldest, whose answer is expected first, and the newest. */
  readonly #requests = new Map<string, AbortController[]>();
  readonly #listeners = new Set<() => void>();
  #leaveStore = () => {};

  constructor(store: CountStore) {
    this.#store = store;
  }

  /** Every undecided count of the device, oldest first. The array keeps its identity until something changes. */
  get pending(): readonly PendingCount[] {
    return this.#shown;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Starts to send the counts that wait on the device. */
  open(options: CountQueueOptions): void {
    this.#options = options;
    this.#leaveStore = this.#store.subscribe(() => this.#follow('elsewhere'));
    this.#follow('before');
  }

  /** Stops sending. Undecided counts stay saved, and the answer of a request in progress still settles its count. */
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

  /** Retries every count now: the network is back, or the page is visible again. */
  retryNow(): void {
    for (const nonce of [...this.#pending.keys()]) this.retry(nonce);
  }

  retry(nonce: string): void {
    void this.#send(nonce);
  }

  /** Discards one count of the user's own. The device then does not know whether the server counted it. */
  discard(nonce: string): void {
    if (this.#pending.get(nonce)?.own !== true) return;
    this.#drop(nonce);
    this.#store.settle(nonce);
    this.#publish();
  }

  /** Synchronises with the store. A count that is no longer in the store was settled by another tab. */
  #follow(origin: 'before' | 'elsewhere'): void {
    const { counts } = this.#store;
    for (const nonce of [...this.#pending.keys()]) {
      // A count with a request in progress stays: a person at this tab may be waiting for the answer.
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

  /** Resolves to the failure, or to null when the server decided. Only the first decision is used. */
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
