interface Bucket {
  tokens: number;
  at: number;
}

/** How often something may happen for each key: a bucket that holds one second's worth, and one token at least. */
export class Allowance {
  readonly #buckets = new Map<string, Bucket>();

  /** `rate` is per second, and may change. */
  constructor(private readonly rate: () => number) {}

  /** Whether it may happen once more now; if so it is counted. */
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

  /** Forgets the keys whose allowance is whole again. */
  sweep(now: number): void {
    const wholeAfter = 1_000 / Math.min(1, this.rate());
    for (const [key, { at }] of this.#buckets) if (now - at > wholeAfter) this.#buckets.delete(key);
  }
}
