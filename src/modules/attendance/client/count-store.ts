import * as z from 'zod/mini';
import { newKey } from '@/platform/browser/new-key';
import { IntendedCount } from './count';
import type { CountShelf, Mark } from './kept-counts';
import { isOldKey, readOldCounts } from './old-counts';
import { CustodyResult } from './sync-entry';

/** The channel between the tabs of one browser. */
export interface TabChannel {
  onmessage: ((event: MessageEvent<unknown>) => void) | null;
  postMessage(message: unknown): void;
  close(): void;
}

/** What a store needs from its page. All but the shelf may throw. */
export interface StorePage {
  readonly shelf: CountShelf;
  /** Where earlier versions kept counts. */
  readonly old: () => Storage;
  readonly channel: () => TabChannel;
  readonly events: () => Pick<Window, 'addEventListener' | 'removeEventListener'>;
}

/**
 * What one tab tells the others: what it keeps, what has left the phone, with the server's word on it, and how long the
 * server wants a venue's counts to wait.
 */
const Message = z.object({
  kept: z.optional(z.array(IntendedCount)),
  gone: z.optional(z.array(z.string())),
  results: z.optional(z.array(CustodyResult)),
  postponed: z.optional(z.object({ businessId: z.string(), ms: z.number() })),
});
type Message = z.infer<typeof Message>;

/** How long, in milliseconds, a count waits for the storage before the screen goes on without it. */
const KEEP_MS = 700;
/** Milliseconds between two looks at whether the storage still has what was written. */
const LOOK_MS = 30_000;

/** Whether the storage keeps what is written; `unknown` until it has answered once. */
export type Keeping = 'unknown' | 'works' | 'refused';

/**
 * The undecided counts of this device, of every account, venue and tab: in memory, and on the shelf of the browser. What
 * the shelf refuses stays in this page's memory. The store reads nothing and listens to nothing before the first
 * subscription.
 */
export class CountStore {
  readonly #page: StorePage;
  #counts: ReadonlyMap<string, IntendedCount> = new Map();
  readonly #unsaved = new Set<string>();
  /** What has left the phone: a tab of an older version may write such a count again. */
  readonly #settled = new Set<string>();
  /** What the shelf has not removed yet. */
  readonly #leftovers = new Set<string>();
  readonly #listeners = new Set<() => void>();
  #channel: TabChannel | null = null;
  #keeping: Keeping = 'unknown';
  #mark: Mark | null = null;
  #wasErased = false;
  #last = 0;
  #deviceId = newKey();
  #ready: Promise<void> = Promise.resolve();
  #looking: ReturnType<typeof setInterval> | undefined;
  /** Called with the server's word on counts that another tab has delivered. */
  onResults: (results: readonly CustodyResult[]) => void = () => {};

  /** Called with how long, in milliseconds, another tab was told to wait. */
  onPostponed: (businessId: string, ms: number) => void = () => {};

  constructor(page: StorePage) {
    this.#page = page;
  }

  /** Resolves when what was kept before the first subscription is known. */
  get ready(): Promise<void> {
    return this.#ready;
  }

  /** In the order in which the phone made them. */
  get counts(): ReadonlyMap<string, IntendedCount> {
    return this.#counts;
  }

  /** How many counts would be lost when this page closes. */
  get unsaved(): number {
    return this.#unsaved.size;
  }

  get keeping(): Keeping {
    return this.#keeping;
  }

  /** The browser's data was erased while counts waited; they are kept again. */
  get wasErased(): boolean {
    return this.#wasErased && this.#counts.size > 0;
  }

  /** Identifies this browser to the server, whoever is signed in. */
  get deviceId(): string {
    return this.#mark?.deviceId ?? this.#deviceId;
  }

  /** Calls back after each change, including changes by another tab. Returns the function that unsubscribes. */
  readonly subscribe = (listener: () => void): (() => void) => {
    if (this.#listeners.size === 0) this.#listen();
    this.#listeners.add(listener);
    return () => {
      if (this.#listeners.delete(listener) && this.#listeners.size === 0) this.#deafen();
    };
  };

  /**
   * Takes new counts, and changes of known ones. Resolves as soon as they are on the disk, or after a moment without
   * the storage's word: to whether they are.
   */
  async add(counts: readonly IntendedCount[]): Promise<boolean> {
    const taken = counts.filter(({ nonce }) => !this.#settled.has(nonce)).map((count) => this.#placed(count));
    if (taken.length === 0) return true;
    for (const { nonce } of taken) this.#unsaved.add(nonce);
    this.#show(withAll(this.#counts, taken));
    const keeping = this.#keep(taken);
    const patience = this.#keeping === 'refused' ? 0 : KEEP_MS;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const lapse = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), patience);
    });
    const isKept = await Promise.race([keeping, lapse]);
    clearTimeout(timer);
    if (isKept === null) this.#judgeStorage('refused');
    return isKept ?? false;
  }

  /** Removes counts after the server decided, or a person discarded them. `results` is told to the other tabs. */
  settle(nonces: readonly string[], results: readonly CustodyResult[] = []): void {
    this.#forget(nonces);
    this.#tell({ gone: [...nonces], results: [...results] });
    void this.#sweep();
    if (this.#unsaved.size > 0) void this.#keepRest();
  }

  /** Tells the other tabs how long the server wants a venue's counts to wait. */
  postpone(businessId: string, ms: number): void {
    this.#tell({ postponed: { businessId, ms } });
  }

  /** The page is seen again: looks at whether the storage has what was written. */
  look(): void {
    if (this.#listeners.size === 0) return;
    if (this.#channel) void this.#keepRest();
    else void this.#read();
  }

  #listen(): void {
    const events = this.#page.events();
    events.addEventListener('storage', this.#hearOld);
    // A page that returns from the back-forward cache has missed what the others told meanwhile.
    events.addEventListener('pageshow', this.#read);
    try {
      this.#channel = this.#page.channel();
      this.#channel.onmessage = ({ data }) => this.#hear(data);
    } catch {
      this.#channel = null;
    }
    this.#looking = setInterval(() => this.#counts.size > 0 && this.look(), LOOK_MS);
    this.#ready = this.#read();
  }

  #deafen(): void {
    const events = this.#page.events();
    events.removeEventListener('storage', this.#hearOld);
    events.removeEventListener('pageshow', this.#read);
    clearInterval(this.#looking);
    this.#channel?.close();
    this.#channel = null;
  }

  #hear(data: unknown): void {
    const message = Message.safeParse(data);
    if (!message.success) return;
    const { kept = [], gone = [], results = [], postponed } = message.data;
    if (postponed) this.onPostponed(postponed.businessId, postponed.ms);
    const news = kept.filter(({ nonce }) => !this.#settled.has(nonce));
    for (const { place } of news) this.#last = Math.max(this.#last, place);
    for (const { nonce } of news) this.#unsaved.delete(nonce);
    if (results.length > 0) this.onResults(results);
    if (gone.length > 0) this.#forget(gone);
    if (news.length > 0) this.#show(withAll(this.#counts, news));
  }

  readonly #hearOld = ({ key }: StorageEvent): void => {
    if (isOldKey(key)) void this.#takeOver();
  };

  readonly #read = async (): Promise<void> => {
    const before = this.#counts;
    const taking = this.#takeOver();
    try {
      const { rows, mark } = await this.#page.shelf.read();
      const found = rows.flatMap((row) => IntendedCount.safeParse(row).data ?? []);
      found.sort((one, other) => one.place - other.place || (one.occurredAt < other.occurredAt ? -1 : 1));
      const isSame = this.#mark === null || this.#mark.made === mark?.made;
      const isHeld = ({ nonce }: IntendedCount) => !isSame || this.#unsaved.has(nonce) || !before.has(nonce);
      const held = [...this.#counts.values()].filter(isHeld);
      const read = withAll(new Map(), [...found, ...held]);
      for (const nonce of this.#settled) read.delete(nonce);
      for (const { place } of read.values()) this.#last = Math.max(this.#last, place);
      if (mark && this.#mark === null) this.#mark = mark;
      this.#show(read);
    } catch {
      this.#judgeStorage('refused');
    }
    await this.#keepRest();
    await taking;
  };

  /** What earlier versions left: each record is removed when all of its counts are on the shelf, or decided. */
  async #takeOver(): Promise<void> {
    try {
      const storage = this.#page.old();
      for (const { key, counts } of readOldCounts(storage)) {
        const left = counts.filter(({ nonce }) => !this.#settled.has(nonce));
        const news = left.filter(({ nonce }) => !this.#counts.has(nonce)).map((count) => this.#placed(count));
        if (news.length > 0) this.#show(withAll(this.#counts, news));
        if (left.length === 0 || (await this.#keep(left.map(({ nonce }) => this.#counts.get(nonce)).filter(isCount))))
          storage.removeItem(key);
      }
    } catch {
      // The browser gives no access to what earlier versions kept, so that there is nothing of them.
    }
  }

  /** Resolves to whether the counts are on the disk. Where the data was erased, everything known is written again. */
  async #keep(counts: readonly IntendedCount[]): Promise<boolean> {
    try {
      const mark = await this.#page.shelf.write(counts, this.deviceId);
      if (this.#mark && this.#mark.made !== mark.made) {
        this.#wasErased = true;
        await this.#page.shelf.write([...this.#counts.values()], this.deviceId);
      }
      this.#mark = mark;
    } catch {
      for (const { nonce } of counts) if (this.#counts.has(nonce)) this.#unsaved.add(nonce);
      this.#judgeStorage('refused');
      return false;
    }
    const known = counts.filter(({ nonce }) => !this.#settled.has(nonce));
    // A count that has changed meanwhile is not on the disk as it is now.
    for (const count of known) if (this.#counts.get(count.nonce) === count) this.#unsaved.delete(count.nonce);
    if (known.length > 0) this.#tell({ kept: known });
    const late = counts.filter(({ nonce }) => this.#settled.has(nonce));
    for (const { nonce } of late) this.#leftovers.add(nonce);
    if (late.length > 0) void this.#sweep();
    this.#judgeStorage('works');
    return true;
  }

  async #keepRest(): Promise<void> {
    const rest = [...this.#unsaved].map((nonce) => this.#counts.get(nonce)).filter(isCount);
    await this.#keep(rest);
  }

  /** Removes from the shelf what has left the phone. What it does not remove now is removed with the next. */
  async #sweep(): Promise<void> {
    const nonces = [...this.#leftovers];
    if (nonces.length === 0) return;
    try {
      await this.#page.shelf.remove(nonces);
      for (const nonce of nonces) this.#leftovers.delete(nonce);
    } catch {
      this.#judgeStorage('refused');
    }
    await this.#takeOver();
  }

  #forget(nonces: readonly string[]): void {
    const left = new Map(this.#counts);
    for (const nonce of nonces) {
      this.#settled.add(nonce);
      this.#leftovers.add(nonce);
      this.#unsaved.delete(nonce);
      left.delete(nonce);
    }
    this.#show(left);
  }

  #placed(count: IntendedCount): IntendedCount {
    const known = this.#counts.get(count.nonce);
    if (known) return { ...count, place: known.place };
    this.#last += 1;
    return { ...count, place: this.#last };
  }

  #tell(message: Message): void {
    try {
      this.#channel?.postMessage(message);
    } catch {
      // Nobody hears: each tab sends what it knows, and the server counts a nonce once.
    }
  }

  #judgeStorage(keeping: Keeping): void {
    this.#keeping = keeping;
    this.#show(this.#counts);
  }

  #show(counts: ReadonlyMap<string, IntendedCount>): void {
    this.#counts = counts;
    for (const listener of [...this.#listeners]) listener();
  }
}

function withAll(known: ReadonlyMap<string, IntendedCount>, counts: readonly IntendedCount[]) {
  const all = new Map(known);
  for (const count of counts) all.set(count.nonce, count);
  return all;
}

function isCount(count: IntendedCount | undefined): count is IntendedCount {
  return count !== undefined;
}
