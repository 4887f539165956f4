import type { Cursor } from '../protocol/cursor';
import type { EventLog, LogEntry, LogState } from '../protocol/log';

/** Entries per read of the log. */
const PAGE = 500;
/** Entries stored while a gap before them is read; entries beyond this number are read from the log as well. */
const MAX_PENDING = 1_000;

interface Listener {
  /** The next entry, in order. */
  accept(entry: LogEntry): void;
  /** The history was replaced: nothing sent so far can be continued. */
  reset(): void;
}

/**
 * Restores one business's history from rings, which may be out of order, repeated or missing.
 *
 * Invariants:
 * - `accept` is called with head+1, head+2, … of one epoch, each once, whatever was offered in whatever order.
 * - A ring is only a hint. A gap is filled from the log; at most one read is in progress, and rings that arrive during it make it
 *   check again before it ends.
 * - The log is read from a primary, so a head older than the one known before the query proves that the history was replaced.
 * - `reset` is called before anything of the new history is accepted.
 */
export class Sequencer {
  epoch = '';
  /** Newest sequence accepted. */
  head = 0;
  /** The sequence up to which the log was pruned at the last query. */
  floor = 0;
  #known = 0;
  #opened = false;
  /** Something arrived that the current epoch does not explain: the state must be read. */
  #suspect = false;
  #pulling: Promise<void> | null = null;
  readonly #pending = new Map<number, LogEntry>();

  constructor(
    private readonly businessId: string,
    private readonly log: EventLog,
    private readonly listener: Listener,
  ) {}

  /** Starts at the log's head; rings offered or reported before are kept. False when there is no such business. */
  async open(): Promise<boolean> {
    const state = await this.log.state(this.businessId);
    if (!state) return false;
    const early = this.#known;
    this.#follow(state);
    this.#known = Math.max(early, state.head.seq);
    this.#opened = true;
    const offered = [...this.#pending.values()].sort((a, b) => a.seq - b.seq);
    this.#pending.clear();
    for (const entry of offered) this.offer(entry);
    return true;
  }

  /** Newest sequence known to exist, accepted or not. */
  get known(): number {
    return Math.max(this.#known, this.head);
  }

  /** Whether the log must be read to go on. */
  get behind(): boolean {
    return this.#opened && (this.#suspect || this.#known > this.head);
  }

  offer(entry: LogEntry): void {
    if (this.#opened && entry.epoch !== this.epoch) {
      this.#suspect = true;
      return;
    }
    if (this.#opened && entry.seq <= this.head) return;
    if (this.#opened && entry.seq === this.head + 1) {
      this.#accept(entry);
      return;
    }
    this.#known = Math.max(this.#known, entry.seq);
    if (this.#pending.size < MAX_PENDING) this.#pending.set(entry.seq, entry);
  }

  /** Records that the log is reported to have `seq`. */
  hear(seq: number): void {
    this.#known = Math.max(this.#known, seq);
  }

  /** Records the log's head as another query found it; `asked` is our head when that query was sent. */
  observe(head: Cursor, asked: number): void {
    if (this.#opened && (head.epoch !== this.epoch || head.seq < asked)) this.#suspect = true;
    else this.hear(head.seq);
  }

  /** Reads the log's state before trusting our own. Rejects when the log cannot be read. */
  verify(): Promise<void> {
    this.#suspect = true;
    return this.pull();
  }

  /** Reads from the head until nothing is missing. Concurrent calls share one run. Rejects when the log cannot be read. */
  pull(): Promise<void> {
    this.#pulling ??= this.#readOn().finally(() => {
      this.#pulling = null;
    });
    return this.#pulling;
  }

  async #readOn(): Promise<void> {
    let misses = 0;
    while (this.behind) {
      const before = this.head;
      const entries = await this.log.read(this.businessId, before, PAGE);
      for (const entry of entries) this.offer(entry);
      if (this.head === before || this.#suspect) misses = (await this.#check(before)) ? misses + 1 : 0;
      // The log reports more entries but twice returned none that continue ours: its history has a gap.
      if (misses > 1) {
        misses = 0;
        await this.#restart();
      }
    }
  }

  /** Compares with the log's state; true when the log has more entries than it returned. */
  async #check(before: number): Promise<boolean> {
    this.#suspect = false;
    const state = await this.log.state(this.businessId).catch((error: unknown) => {
      this.#suspect = true;
      throw error;
    });
    if (!state) {
      this.#known = this.head;
      return false;
    }
    const { head, floor } = state;
    if (head.epoch !== this.epoch || head.seq < before || floor > this.head) {
      this.#restartAt(state);
      return false;
    }
    this.floor = floor;
    // A ring whose sequence the log does not have waits for the next poll; otherwise this loop would query for ever.
    this.#known = Math.max(this.head, head.seq);
    return this.#known > this.head;
  }

  async #restart(): Promise<void> {
    const state = await this.log.state(this.businessId);
    if (state) this.#restartAt(state);
  }

  #restartAt(state: LogState): void {
    this.#pending.clear();
    this.#follow(state);
    this.listener.reset();
  }

  #follow({ head, floor }: LogState): void {
    this.epoch = head.epoch;
    this.head = head.seq;
    this.#known = head.seq;
    this.floor = floor;
  }

  #accept(entry: LogEntry): void {
    let next: LogEntry | undefined = entry;
    while (next) {
      this.head = next.seq;
      this.#pending.delete(next.seq);
      this.listener.accept(next);
      next = this.#pending.get(this.head + 1);
    }
    // Entries below the head can only remain from a read that was faster than their ring.
    if (this.#pending.size > 0 && this.#known <= this.head) this.#pending.clear();
  }
}
