import type { Doorbell } from './link';

/**
 * Doorbells that wait to be sent: one a business, with its highest sequence, of at most `limit` businesses. Past it the one that
 * waits longest goes: its streams have been served by a look at the log before those of the others.
 */
export class Outbox {
  readonly #highest = new Map<string, number>();
  /** Doorbells given up because too many businesses waited. */
  dropped = 0;

  constructor(private readonly limit: number) {}

  get size(): number {
    return this.#highest.size;
  }

  add({ businessId, seq }: Doorbell): void {
    const waiting = this.#highest.get(businessId);
    if (waiting === undefined && this.#highest.size >= this.limit) {
      const [oldest] = this.#highest.keys();
      if (oldest !== undefined) this.#highest.delete(oldest);
      this.dropped += 1;
    }
    if (waiting === undefined || seq > waiting) this.#highest.set(businessId, seq);
  }

  /** Everything that waits; then nothing waits. */
  take(): Doorbell[] {
    const bells = [...this.#highest].map(([businessId, seq]) => ({ businessId, seq }));
    this.#highest.clear();
    return bells;
  }
}
