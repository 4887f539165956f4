import * as z from 'zod/mini';
import { IntendedCount } from './count';

/** One record per count, so that no tab overwrites the record of another. */
const KEY = 'aforo.count.';
/** The key under which the previous version stored all counts of one venue, without their author. */
const OLD_KEY = 'aforo.door.unanswered.';
const OldCounts = z.array(z.omit(IntendedCount, { businessId: true, venue: true, author: true }));

/** What a store needs from its page; either may throw. */
export interface StorePage {
  readonly storage: () => Storage;
  readonly events: () => Pick<Window, 'addEventListener' | 'removeEventListener'>;
}

/**
 * The undecided counts of this device, of every account, venue and tab. When the storage is full or forbidden, they
 * stay in this page's memory. The store reads nothing and listens to nothing before the first subscription.
 */
export class CountStore {
  readonly #page: StorePage;
  #counts: ReadonlyMap<string, IntendedCount> = new Map();
  readonly #unsaved = new Map<string, IntendedCount>();
  /** What this page settled: a tab of an older version may write such a count again. */
  readonly #settled = new Set<string>();
  readonly #listeners = new Set<() => void>();

  constructor(page: StorePage) {
    this.#page = page;
  }

  get counts(): ReadonlyMap<string, IntendedCount> {
    return this.#counts;
  }

  /** How many counts would be lost when this page closes. */
  get unsaved(): number {
    return this.#unsaved.size;
  }

  /** Calls back after each change, including changes by another tab. Returns the function that unsubscribes. */
  readonly subscribe = (listener: () => void): (() => void) => {
    if (this.#listeners.size === 0) this.#listen();
    this.#listeners.add(listener);
    return () => {
      if (this.#listeners.delete(listener) && this.#listeners.size === 0) this.#deafen();
    };
  };

  add(count: IntendedCount): void {
    if (this.#settled.has(count.nonce)) return;
    this.#save(count);
    this.#show(new Map(this.#counts).set(count.nonce, count));
  }

  /** Removes a count after the server decided, or a person discarded it. */
  settle(nonce: string): void {
    this.#settled.add(nonce);
    this.#unsaved.delete(nonce);
    try {
      this.#page.storage().removeItem(KEY + nonce);
    } catch {}
    this.#saveRest();
    const left = new Map(this.#counts);
    left.delete(nonce);
    this.#show(left);
  }

  #listen(): void {
    const events = this.#page.events();
    events.addEventListener('storage', this.#hear);
    // A page that returns from the back-forward cache has missed the storage events meanwhile.
    events.addEventListener('pageshow', this.#read);
    this.#read();
  }

  #deafen(): void {
    const events = this.#page.events();
    events.removeEventListener('storage', this.#hear);
    events.removeEventListener('pageshow', this.#read);
  }

  readonly #hear = ({ key }: StorageEvent): void => {
    // Clearing the storage decides no count, so they are saved again.
    if (key === null) for (const count of this.#counts.values()) this.#save(count);
    if (key === null || key.startsWith(KEY) || key.startsWith(OLD_KEY)) this.#read();
  };

  readonly #read = (): void => {
    const found = new Map<string, IntendedCount>();
    try {
      const storage = this.#page.storage();
      this.#convertOld(storage);
      for (const key of keysOf(storage, KEY)) {
        const record = IntendedCount.safeParse(parseJson(storage.getItem(key)));
        if (record.success && key === KEY + record.data.nonce) found.set(record.data.nonce, record.data);
      }
    } catch {
      return;
    }
    this.#saveRest();
    for (const count of this.#unsaved.values()) found.set(count.nonce, count);
    for (const nonce of this.#settled) found.delete(nonce);
    this.#show(found);
  };

  /** The old list is removed only when every count of it has a record. */
  #convertOld(storage: Storage): void {
    for (const key of keysOf(storage, OLD_KEY)) {
      const old = OldCounts.safeParse(parseJson(storage.getItem(key)));
      if (!old.success) continue;
      const businessId = key.slice(OLD_KEY.length);
      const counts = old.data
        .map((count) => ({ ...count, businessId, venue: null, author: null }))
        .filter(({ nonce }) => !this.#settled.has(nonce));
      for (const count of counts) this.#save(count);
      if (counts.every(({ nonce }) => !this.#unsaved.has(nonce))) storage.removeItem(key);
    }
  }

  #save(count: IntendedCount): void {
    try {
      this.#page.storage().setItem(KEY + count.nonce, JSON.stringify(count));
      this.#unsaved.delete(count.nonce);
    } catch {
      this.#unsaved.set(count.nonce, count);
    }
  }

  #saveRest(): void {
    for (const count of [...this.#unsaved.values()]) this.#save(count);
  }

  #show(counts: ReadonlyMap<string, IntendedCount>): void {
    this.#counts = counts;
    for (const listener of [...this.#listeners]) listener();
  }
}

function keysOf(storage: Storage, prefix: string): string[] {
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index));
  return keys.filter((key) => key?.startsWith(prefix) === true) as string[];
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return undefined;
  }
}
