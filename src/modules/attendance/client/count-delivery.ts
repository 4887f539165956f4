import { ApiError } from '@/platform/browser/http';
import { type IntendedCount, SESSION_ID } from './count';
import type { CountStore } from './count-store';
import { askedDelay, MAX_DELAY_MS, spreadDelay } from './retry';
import { type CustodyResult, type Delivery, syncEntryOf } from './sync-entry';
import type { TabLock } from './tab-lock';

/** Hands entries of one venue over. Resolves to the server's word on each, in their order; throws ApiError. */
export type Sync = (businessId: string, delivery: Delivery) => Promise<{ readonly results: readonly CustodyResult[] }>;

interface DeliveryOptions {
  readonly sync: Sync;
  readonly lock: TabLock;
  /** Whether a count is handed over, instead of being asked about. */
  readonly isDelivered: (count: IntendedCount) => boolean;
  /** Whether another tab, which made the count, hands it over first where no lock orders the tabs. */
  readonly isOfOtherTab: (nonce: string) => boolean;
  /** The server has these entries in custody. */
  readonly onResults: (results: readonly CustodyResult[]) => void;
  readonly onRefusal: () => void;
}

/** Why the server takes nothing from this page: nobody is signed in, or somebody who may not hand over. */
export type DeliveryRefusal = 'signed-out' | 'forbidden';

/** How one venue answers. */
interface Line {
  tries: number;
  /** Not before, by the clock that nobody sets; `isAsked` by the server, which no haste shortens. */
  until: number;
  isAsked: boolean;
  size: number;
}

/** The most entries of one request. */
const MOST = 100;

/**
 * Hands the phone's counts over to the server's custody: in order, in batches, one request at a time over all tabs. What
 * the server has not taken stays, and is handed over again with the same nonces.
 */
export class CountDelivery {
  readonly #store: CountStore;
  readonly #options: DeliveryOptions;
  readonly #lines = new Map<string, Line>();
  #isOpen = true;
  #isWorking = false;
  #isWoken = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #refusal: DeliveryRefusal | null = null;

  constructor(store: CountStore, options: DeliveryOptions) {
    this.#store = store;
    this.#options = options;
  }

  get refusal(): DeliveryRefusal | null {
    return this.#refusal;
  }

  close(): void {
    this.#isOpen = false;
    clearTimeout(this.#timer);
  }

  /** There is a reason to hope: the network is back, the page is seen, or the stream has come up. */
  hurry(): void {
    for (const line of this.#lines.values()) if (!line.isAsked) line.until = 0;
    this.wake();
  }

  /** Another tab was told to wait so long, in milliseconds. */
  postpone(businessId: string, ms: number): void {
    const { tries = 0, size = MOST } = this.#lines.get(businessId) ?? {};
    this.#lines.set(businessId, { tries, size, isAsked: true, until: performance.now() + ms });
  }

  /** Hands over what may be handed over now. */
  wake(): void {
    if (!this.#isOpen) return;
    this.#isWoken = true;
    if (!this.#isWorking) void this.#work();
  }

  async #work(): Promise<void> {
    this.#isWorking = true;
    clearTimeout(this.#timer);
    try {
      while (this.#isOpen && this.#isWoken) {
        this.#isWoken = false;
        if (this.#next()) await this.#options.lock.run(() => this.#empty());
      }
    } catch {
      // The browser gave no lock: it is asked again with the next try.
    } finally {
      this.#isWorking = false;
      this.#rest();
    }
  }

  /** With the lock in hand: until nothing is left, or no venue takes any more. */
  async #empty(): Promise<void> {
    for (let batch = this.#next(); batch && this.#isOpen; batch = this.#next()) await this.#send(batch);
  }

  /** The oldest counts that may go now, of one venue and made by one phone; null when there are none. */
  #next(): IntendedCount[] | null {
    const now = performance.now();
    let batch: IntendedCount[] | null = null;
    let size = MOST;
    for (const count of this.#store.counts.values()) {
      if (!this.#mayGo(count)) continue;
      const [first] = batch ?? [];
      const line = this.#lines.get(count.businessId);
      if (!batch) {
        if (line && line.until > now) continue;
        batch = [count];
        size = line?.size ?? MOST;
      } else if (first?.businessId === count.businessId) {
        // What another phone made has its own delivery; what follows it waits for it.
        if (first.deviceId !== count.deviceId) break;
        batch.push(count);
      }
      if (batch.length >= size) break;
    }
    return batch;
  }

  #mayGo(count: IntendedCount): boolean {
    const { isDelivered, isOfOtherTab, lock } = this.#options;
    return isDelivered(count) && (lock.isShared || !isOfOtherTab(count.nonce));
  }

  async #send(batch: IntendedCount[]): Promise<void> {
    const [first] = batch;
    if (!first) return;
    const { businessId, deviceId = this.#store.deviceId } = first;
    try {
      const { results } = await this.#options.sync(businessId, {
        ...{ deviceId, sessionId: SESSION_ID, entries: batch.map(syncEntryOf) },
        ...{ sentAt: new Date().toISOString(), sentMono: Math.round(performance.now()) },
        state: { queued: this.#store.counts.size },
      });
      const taken = batch.flatMap(({ nonce }, index) => {
        const result = results[index];
        return result && (result.nonce === null || result.nonce === nonce) ? [{ ...result, nonce }] : [];
      });
      // An answer about other entries is none of this request.
      if (taken.length === 0) throw new ApiError('UNKNOWN', 200);
      this.#lines.delete(businessId);
      this.#refuse(null);
      this.#options.onResults(taken);
    } catch (failure) {
      this.#wait(businessId, failure, batch.length);
    }
  }

  #wait(businessId: string, failure: unknown, sent: number): void {
    const before = this.#lines.get(businessId);
    const tries = (before?.tries ?? 0) + 1;
    const asked = askedDelay(failure);
    const isTooMuch = failure instanceof ApiError && (failure.status === 413 || failure.status === 400);
    const size = isTooMuch ? Math.max(1, Math.floor(sent / 2)) : (before?.size ?? MOST);
    const isSmaller = isTooMuch && size < sent;
    const delay = isSmaller ? 0 : Math.max(asked, spreadDelay(tries));
    this.#lines.set(businessId, { tries, size, isAsked: asked > 0, until: performance.now() + delay });
    if (asked > 0) this.#store.postpone(businessId, asked);
    if (failure instanceof ApiError) {
      if (failure.code === 'UNAUTHENTICATED' || failure.code === 'ACCOUNT_CHANGED') this.#refuse('signed-out');
      if (failure.code === 'FORBIDDEN') this.#refuse('forbidden');
    }
  }

  #refuse(refusal: DeliveryRefusal | null): void {
    if (this.#refusal === refusal) return;
    this.#refusal = refusal;
    this.#options.onRefusal();
  }

  /** Sleeps until the first venue may be asked again. */
  #rest(): void {
    if (!this.#isOpen) return;
    const now = performance.now();
    const waits = [...this.#store.counts.values()]
      .filter((count) => this.#options.isDelivered(count))
      .map(({ businessId }) => (this.#lines.get(businessId)?.until ?? now + MAX_DELAY_MS) - now);
    if (waits.length > 0) this.#timer = setTimeout(() => this.wake(), Math.max(0, Math.min(...waits)));
  }
}
