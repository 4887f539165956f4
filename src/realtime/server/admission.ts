import { ALONE, type Elsewhere, type StreamCounts } from './elsewhere';

/** `maxStreams` is this process's own; the others hold over all processes. */
export interface StreamLimits {
  readonly maxStreams: number;
  readonly maxPerBusiness: number;
  readonly maxPerUser: number;
  /** Per business. */
  readonly connectsPerSecond: number;
}

/** Which limit refused a stream. */
export type StreamLimit = 'process' | 'business' | 'user' | 'connects';

export interface Refusal {
  readonly cause: StreamLimit | 'draining' | 'unknown_business';
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

  constructor(
    private readonly limits: StreamLimits,
    private readonly elsewhere: Elsewhere = ALONE,
  ) {}

  get total(): number {
    return this.#total;
  }

  get counts(): StreamCounts {
    return { businesses: this.#businesses, users: this.#users };
  }

  admit(businessId: string, userId: string): Refusal | null {
    const { maxStreams, maxPerBusiness, maxPerUser } = this.limits;
    if (this.#total >= maxStreams) return { cause: 'process', refused: 'OVERLOADED', retryAfter: spread(5_000) };
    const full = (cause: StreamLimit): Refusal => ({ cause, refused: 'RATE_LIMITED', retryAfter: spread(10_000) });
    const ofBusiness = (this.#businesses.get(businessId) ?? 0) + this.elsewhere.streamsOfBusiness(businessId);
    if (ofBusiness >= maxPerBusiness) return full('business');
    const ofUser = (this.#users.get(userId) ?? 0) + this.elsewhere.streamsOfUser(userId);
    if (ofUser >= maxPerUser) return full('user');
    if (!this.#takeToken(businessId)) {
      return { cause: 'connects', refused: 'RATE_LIMITED', retryAfter: spread(2_000) };
    }
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
    const wholeAfter = 1_000 / Math.min(1, this.#rate);
    for (const [id, { at }] of this.#buckets) if (now - at > wholeAfter) this.#buckets.delete(id);
  }

  /** This process's share. */
  get #rate(): number {
    return this.limits.connectsPerSecond / this.elsewhere.processes;
  }

  /** A bucket that holds one second's worth, and one token at least. */
  #takeToken(businessId: string): boolean {
    const rate = this.#rate;
    const size = Math.max(1, rate);
    const now = Date.now();
    const bucket = this.#buckets.get(businessId) ?? { tokens: size, at: now };
    bucket.tokens = Math.min(size, bucket.tokens + ((now - bucket.at) / 1_000) * rate);
    bucket.at = now;
    this.#buckets.set(businessId, bucket);
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }
}

const SHORTEST_SPREAD_MS = 2_000;
/** Clients wait no longer than a minute for a hand-over. */
const LONGEST_SPREAD_MS = 30_000;
/** Of all businesses, that the remaining processes take without delay; a fraction of what one measured. */
const CONNECTS_PER_SECOND = 2_000;
/** Of the limit of one business: the rest is for those who come by themselves. */
const SHARE = 0.7;

/** Milliseconds over which streams that are handed over come back without meeting the limit of connects. */
export function handOverSpread({ businesses }: StreamCounts, { connectsPerSecond }: StreamLimits): number {
  let largest = 0;
  let total = 0;
  for (const streams of businesses.values()) {
    largest = Math.max(largest, streams);
    total += streams;
  }
  const seconds = Math.max(largest / (connectsPerSecond * SHARE), total / CONNECTS_PER_SECOND);
  return Math.min(LONGEST_SPREAD_MS, Math.max(SHORTEST_SPREAD_MS, seconds * 1_000));
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
