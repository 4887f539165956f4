import type { Doorbell } from './link';

/**
 * Doorbells that wait to be sent: one per business, with its highest sequence, for at most `limit` businesses. Above the limit,
 * the one that has waited longest is dropped: a poll of the log serves its streams before those of the others.
 */
export class Outbox {
  readonly #highest = new Map<string, number>();
  /** Doorbells dropped because too many businesses were waiting. */
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

  /** Returns all waiting doorbells and empties the outbox. */
  take(): Doorbell[] {
    const bells = [...this.#highest].map(([businessId, seq]) => ({ businessId, seq }));
    this.#highest.clear();
    return bells;
  }
}
