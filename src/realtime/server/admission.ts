export interface StreamLimits {
  readonly maxStreams: number;
  readonly maxPerBusiness: number;
  readonly maxPerUser: number;
  /** Per business. */
  readonly connectsPerSecond: number;
}

export interface Refusal {
  readonly refused: 'OVERLOADED' | 'RATE_LIMITED' | 'NOT_FOUND';
  /** Milliseconds. */
  readonly retryAfter: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/**
 * Counts open streams against the limits.
 * Invariant: every `admit` that answers null is followed by exactly one `release` with the same ids.
 */
export class Admission {
  #total = 0;
  readonly #businesses = new Map<string, number>();
  readonly #users = new Map<string, number>();
  readonly #buckets = new Map<string, Bucket>();

  constructor(private readonly limits: StreamLimits) {}

  get total(): number {
    return this.#total;
  }

  admit(businessId: string, userId: string): Refusal | null {
    const { maxStreams, maxPerBusiness, maxPerUser } = this.limits;
    if (this.#total >= maxStreams) return { refused: 'OVERLOADED', retryAfter: spread(5_000) };
    const full =
      (this.#businesses.get(businessId) ?? 0) >= maxPerBusiness || (this.#users.get(userId) ?? 0) >= maxPerUser;
    if (full) return { refused: 'RATE_LIMITED', retryAfter: spread(10_000) };
    if (!this.#takeToken(businessId)) return { refused: 'RATE_LIMITED', retryAfter: spread(2_000) };
    this.#total += 1;
    add(this.#businesses, businessId, 1);
    add(this.#users, userId, 1);
    return null;
  }

  release(businessId: string, userId: string): void {
    this.#total -= 1;
    add(this.#businesses, businessId, -1);
    add(this.#users, userId, -1);
  }

  /** Forgets businesses whose allowance is whole again. */
  sweep(now = Date.now()): void {
    for (const [id, { at }] of this.#buckets) if (now - at > 1_000) this.#buckets.delete(id);
  }

  /** A bucket that holds one second's worth. */
  #takeToken(businessId: string): boolean {
    const rate = this.limits.connectsPerSecond;
    const now = Date.now();
    const bucket = this.#buckets.get(businessId) ?? { tokens: rate, at: now };
    bucket.tokens = Math.min(rate, bucket.tokens + ((now - bucket.at) / 1_000) * rate);
    bucket.at = now;
    this.#buckets.set(businessId, bucket);
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }
}

/** Between the base and twice it: those refused together do not come back together. */
function spread(base: number): number {
  return base * (1 + Math.random());
}

function add(counts: Map<string, number>, key: string, by: number): void {
  const count = (counts.get(key) ?? 0) + by;
  if (count > 0) counts.set(key, count);
  else counts.delete(key);
}
