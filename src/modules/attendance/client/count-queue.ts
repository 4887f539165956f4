import { ApiError } from '@/platform/browser/http';
import type { EntryAnswer, ScanAnswer } from '../answers';
import { type Basis, type CountAnswer, type IntendedCount, isDecisive } from './count';
import { CountDelivery, type DeliveryRefusal, type Sync } from './count-delivery';
import type { CountStore } from './count-store';
import { askedDelay, MAX_DELAY_MS, retryDelay } from './retry';
import { type Asking, isOfParty } from './send-count';
import type { CustodyResult } from './sync-entry';
import { browserLock, type TabLock } from './tab-lock';

/**
 * What became of a count: the server's decision, of a party (`counted`) or of other people (`entered`), or its word that
 * a count of the phone is in its custody (`kept`).
 */
export type Verdict =
  | { readonly kind: 'counted'; readonly answer: ScanAnswer }
  | { readonly kind: 'entered'; readonly answer: EntryAnswer }
  | { readonly kind: 'kept'; readonly result: CustodyResult }
  | { readonly kind: 'refused'; readonly error: ApiError };

export interface PendingCount {
  readonly count: IntendedCount;
  /** The page's account made the count, or an older version saved it without an author. */
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
  /** Asks the server to decide. Resolves to its answer; throws ApiError. */
  readonly send: (count: IntendedCount, asking: Asking) => Promise<CountAnswer>;
  readonly sync: Sync;
  /** Called once per count that the server decided, or took, while the queue was open. */
  readonly onAnswer: (pending: PendingCount, verdict: Verdict) => void;
  /** Called once per count of this page when it begins to wait. */
  readonly onWait?: (pending: PendingCount) => void;
}

/** The phone's word on a count. */
export interface Word {
  readonly basis: Exclude<Basis, 'LIVE'>;
  readonly manifestSeq?: number | undefined;
}

/** The screen stops waiting for one try after this many milliseconds. Its answer still counts when it arrives later. */
const DEADLINE_MS = 8000;
const SLOW_MS = 2500;
/** The page that made a count may still be open in another tab, and be told of a refusal: for so long it is left to that page. */
const ABANDONED_MS = 6000;

/**
 * Sends each count until the server has it; the count leaves the store only then, or when a person discards it. The
 * server decides what this page's account counts. What the phone has already admitted, and what another account made, is
 * handed over to the server's custody instead. A waiting count does not delay the next guest.
 */
export class CountQueue {
  readonly #store: CountStore;
  readonly #lock: TabLock;
  #options: CountQueueOptions | null = null;
  #delivery: CountDelivery | null = null;
  #pending = new Map<string, PendingCount>();
  #shown: readonly PendingCount[] = [];
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #sending = new Set<string>();
  /** Counts that were refused with a time to wait; a retry by a person does not shorten it. */
  readonly #held = new Set<string>();
  /** Clicks and exits of an earlier page, which by now would have heard the answer. */
  readonly #abandoned = new Set<string>();
  /** The requests of each count in progress: the oldest, whose answer is expected first, and the newest. */
  readonly #requests = new Map<string, AbortController[]>();
  readonly #listeners = new Set<() => void>();
  #leaveStore = () => {};

  constructor(store: CountStore, lock: TabLock = browserLock) {
    this.#store = store;
    this.#lock = lock;
  }

  /** Every undecided count of the device, oldest first. The array keeps its identity until something changes. */
  get pending(): readonly PendingCount[] {
    return this.#shown;
  }

  /** Identifies this phone to the server, whoever is signed in. */
  get deviceId(): string {
    return this.#store.deviceId;
  }

  /** Why the server takes nothing from this page; null while it does, or does not answer. */
  get refusal(): DeliveryRefusal | null {
    return this.#delivery?.refusal ?? null;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Starts to send the counts that wait on the device. */
  open(options: CountQueueOptions): void {
    this.#options = options;
    this.#delivery = new CountDelivery(this.#store, {
      ...{ sync: options.sync, lock: this.#lock, onRefusal: () => this.#publish() },
      isDelivered: (count) => this.#isDelivered(count),
      isOfOtherTab: (nonce) => this.#pending.get(nonce)?.origin === 'elsewhere' && !this.#isWaiting(nonce),
      onResults: (results) => this.#take(results),
    });
    this.#store.onResults = (results) => this.#tell(results, 'here');
    this.#store.onPostponed = (businessId, ms) => this.#delivery?.postpone(businessId, ms);
    let isFirst = true;
    const follow = () => this.#follow(isFirst ? 'before' : 'elsewhere');
    this.#leaveStore = this.#store.subscribe(follow);
    follow();
    void this.#store.ready.then(() => {
      isFirst = false;
    });
  }

  /** Stops sending. Undecided counts stay saved, and the answer of a request in progress still settles its count. */
  close(): void {
    this.#leaveStore();
    this.#store.onResults = () => {};
    this.#store.onPostponed = () => {};
    this.#delivery?.close();
    this.#delivery = null;
    this.#options = null;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#held.clear();
    this.#abandoned.clear();
    this.#pending.clear();
    this.#publish();
  }

  /** Saves a new count, then sends it. Resolves to whether it is on the disk, after a moment at most. */
  async add(count: IntendedCount): Promise<boolean> {
    if (!this.#options || this.#pending.has(count.nonce)) return false;
    this.#admit([count], 'here');
    const isKept = await this.#store.add([count]);
    void this.#send(count.nonce);
    return isKept;
  }

  /**
   * The phone has admitted people whom the server has not decided about: from now on the count is handed over, and no
   * refusal takes it back. What is handed over already stays as it is: a second content of one nonce would be another entry.
   * Resolves, when that is on the disk or after a moment, to whether it is still undecided.
   */
  async vouch(nonce: string, { basis, manifestSeq }: Word): Promise<boolean> {
    const pending = this.#pending.get(nonce);
    if (!pending) return false;
    if (this.#isDelivered(pending.count)) return true;
    const count = { ...pending.count, basis, ...(manifestSeq === undefined ? {} : { manifestSeq }) };
    this.#pending.set(nonce, { ...pending, count });
    await this.#store.add([count]);
    this.#delivery?.wake();
    return this.#pending.has(nonce);
  }

  /** Takes what another phone has kept in a file. */
  async load(counts: readonly IntendedCount[]): Promise<void> {
    await this.#store.add(counts);
    this.#delivery?.hurry();
  }

  /** Retries every count now: the network is back, or the page is visible again. */
  retryNow(): void {
    for (const nonce of [...this.#pending.keys()]) void this.#send(nonce);
    this.#delivery?.hurry();
  }

  retry(nonce: string): void {
    void this.#send(nonce);
  }

  /** Discards one count of the user's own. The device then does not know whether the server counted it. */
  discard(nonce: string): void {
    if (this.#pending.get(nonce)?.own !== true) return;
    this.#drop(nonce);
    this.#store.settle([nonce]);
    this.#publish();
  }

  /**
   * Whether the count is handed over: its people are in, or this page cannot ask in its author's name. Nobody waits at the
   * door for the answer to a click or an exit that a page has left behind.
   */
  #isDelivered(count: IntendedCount): boolean {
    const { nonce, basis, author, deviceId } = count;
    return basis !== 'LIVE' || deviceId !== undefined || !this.#isOwn(author) || this.#abandoned.has(nonce);
  }

  /** A click or an exit that an earlier page has kept is not asked about. */
  #isPast(nonce: string): boolean {
    const pending = this.#pending.get(nonce);
    return pending?.origin === 'before' && !isOfParty(pending.count);
  }

  #abandon(nonce: string): void {
    this.#abandoned.add(nonce);
    this.#delivery?.wake();
  }

  #isOwn(author: IntendedCount['author']): boolean {
    return author === null || author.id === this.#options?.accountId;
  }

  #isWaiting(nonce: string): boolean {
    return this.#pending.get(nonce)?.waiting === true;
  }

  /** Synchronises with the store. A count that is no longer in the store was settled by another tab. */
  #follow(origin: 'before' | 'elsewhere'): void {
    const { counts } = this.#store;
    for (const [nonce, pending] of [...this.#pending]) {
      const count = counts.get(nonce);
      // A count with a request in progress stays: a person at this tab may be waiting for the answer.
      if (!count && !this.#sending.has(nonce)) this.#drop(nonce);
      if (count && count !== pending.count) this.#pending.set(nonce, { ...pending, count });
    }
    const news = [...counts.values()].filter(({ nonce }) => !this.#pending.has(nonce));
    if (news.length > 0) {
      this.#admit(news, origin);
      for (const { nonce } of news) {
        if (this.#isPast(nonce)) this.#later(nonce, ABANDONED_MS, () => this.#abandon(nonce));
        else if (origin === 'before') void this.#send(nonce);
        else this.#later(nonce, MAX_DELAY_MS, () => void this.#send(nonce));
      }
    }
    this.#publish();
  }

  #admit(counts: readonly IntendedCount[], origin: PendingCount['origin']): void {
    for (const count of counts) {
      const own = this.#isOwn(count.author);
      this.#pending.set(count.nonce, { count, own, origin, tries: 0, waiting: !own });
    }
    const nonces = counts.map(({ nonce }) => nonce);
    setTimeout(() => this.#change(nonces, { waiting: true }), SLOW_MS);
  }

  async #send(nonce: string): Promise<void> {
    const options = this.#options;
    const pending = this.#pending.get(nonce);
    if (!options || !pending) return;
    if (this.#isDelivered(pending.count)) {
      this.#cancel(nonce);
      this.#delivery?.wake();
      return;
    }
    if (this.#sending.has(nonce) || this.#held.has(nonce) || this.#isPast(nonce)) return;
    const { count } = pending;
    this.#cancel(nonce);
    this.#sending.add(nonce);
    const [oldest, ...others] = this.#requests.get(nonce) ?? [];
    for (const other of others) other.abort();
    const request = new AbortController();
    this.#requests.set(nonce, oldest ? [oldest, request] : [request]);
    const ended = () => this.#forget(nonce, request);
    const account = count.author?.id ?? options.accountId;
    const onLate = (late: Promise<CountAnswer>) => void this.#hear(nonce, late).finally(ended);
    const asking = { account, deadline: DEADLINE_MS, onLate, signal: request.signal };
    const failure = await this.#hear(nonce, options.send(count, asking));
    this.#sending.delete(nonce);
    if (!(failure?.cause instanceof ApiError && failure.cause.underWay)) ended();
    if (failure) this.#wait(nonce, askedDelay(failure.cause));
  }

  /** Resolves to the failure, or to null when the server decided. Only the first decision is used. */
  async #hear(nonce: string, coming: Promise<CountAnswer>): Promise<{ readonly cause: unknown } | null> {
    let verdict: Verdict;
    try {
      const answer = await coming;
      verdict = 'reservation' in answer ? { kind: 'counted', answer } : { kind: 'entered', answer };
    } catch (cause) {
      const count = this.#pending.get(nonce)?.count ?? this.#store.counts.get(nonce);
      // People who are in stay counted: what is to be said about them, the server says when it has them in custody.
      if (!isDecisive(cause) || (count && this.#isDelivered(count))) return { cause };
      verdict = { kind: 'refused', error: cause };
    }
    this.#settle(nonce, verdict);
    return null;
  }

  #settle(nonce: string, verdict: Verdict): void {
    const pending = this.#pending.get(nonce);
    const isNews = this.#store.counts.has(nonce) || pending?.origin === 'here';
    this.#drop(nonce);
    try {
      if (pending && isNews) this.#options?.onAnswer(pending, verdict);
    } finally {
      this.#store.settle([nonce]);
      this.#publish();
    }
  }

  /** The server has entries in custody that this page has handed over. */
  #take(results: readonly CustodyResult[]): void {
    try {
      this.#tell(results);
    } finally {
      this.#store.settle(
        results.flatMap(({ nonce }) => nonce ?? []),
        results,
      );
    }
  }

  /** Reports the server's word on counts of that origin, or of any, each once. */
  #tell(results: readonly CustodyResult[], origin?: PendingCount['origin']): void {
    for (const result of results) {
      const pending = result.nonce === null ? undefined : this.#pending.get(result.nonce);
      if (!pending || (origin !== undefined && pending.origin !== origin)) continue;
      this.#drop(pending.count.nonce);
      this.#options?.onAnswer(pending, { kind: 'kept', result });
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
    this.#change([nonce], { tries, waiting: true });
  }

  #change(nonces: readonly string[], changes: Partial<PendingCount>): void {
    const changed = nonces.flatMap((nonce) => {
      const before = this.#pending.get(nonce);
      if (!before) return [];
      const pending = { ...before, ...changes };
      this.#pending.set(nonce, pending);
      return [{ before, pending }];
    });
    if (changed.length === 0) return;
    this.#publish();
    for (const { before, pending } of changed) {
      if (pending.waiting && !before.waiting && pending.origin === 'here') this.#options?.onWait?.(pending);
    }
  }

  #drop(nonce: string): void {
    this.#cancel(nonce);
    this.#held.delete(nonce);
    this.#abandoned.delete(nonce);
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
    const pending = [...this.#pending.values()];
    const isSame = pending.length === this.#shown.length && pending.every((each, at) => each === this.#shown[at]);
    if (!isSame) this.#shown = pending;
    for (const listener of [...this.#listeners]) listener();
  }
}
