import type { EventLog, LogEntry } from '@/realtime/protocol/log';
import { eventJson } from './event';

const EPOCH = 'bench';
/** More than the hub's own tail, so that a stream that comes late finds all it may ask for. */
const KEPT = 4_000;

/** One business's log in memory: what the product does after a commit, without the commit. */
export class MemoryLog implements EventLog {
  #head = 0;
  readonly #entries: LogEntry[] = [];

  constructor(private readonly businessId: string) {}

  append(): LogEntry {
    this.#head += 1;
    const entry = {
      businessId: this.businessId,
      epoch: EPOCH,
      seq: this.#head,
      json: eventJson(this.#head, this.businessId),
    };
    this.#entries.push(entry);
    if (this.#entries.length > 2 * KEPT) this.#entries.splice(0, KEPT);
    return entry;
  }

  async state(businessId: string) {
    if (businessId !== this.businessId) return null;
    return { head: { epoch: EPOCH, seq: this.#head }, floor: (this.#entries[0]?.seq ?? 1) - 1 };
  }

  async read(_: string, after: number, limit: number): Promise<LogEntry[]> {
    return this.#entries.filter(({ seq }) => seq > after).slice(0, limit);
  }

  async heads() {
    return new Map([[this.businessId, { epoch: EPOCH, seq: this.#head }]]);
  }
}
