interface Bucket {
  tokens: number;
  at: number;
}

/** A token-bucket rate limit per key. A bucket holds the tokens of one second, and at least one token. */
export class Allowance {
  readonly #buckets = new Map<string, Bucket>();

  /** `rate` returns the tokens per second; its result may change over time. */
  constructor(private readonly rate: () => number) {}

  /** Takes one token; false when none is left. */
  take(key: string): boolean {
    const rate = this.rate();
    const size = Math.max(1, rate);
    const now = Date.now();
    const bucket = this.#buckets.get(key) ?? { tokens: size, at: now };
    bucket.tokens = Math.min(size, bucket.tokens + ((now - bucket.at) / 1_000) * rate);
    bucket.at = now;
    this.#buckets.set(key, bucket);
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }

  /** Drops the keys whose bucket is full again. */
  sweep(now: number): void {
    const wholeAfter = 1_000 / Math.min(1, this.rate());
    for (const [key, { at }] of this.#buckets) if (now - at > wholeAfter) this.#buckets.delete(key);
  }
}
