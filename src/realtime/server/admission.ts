import { Allowance } from './allowance';
import { ALONE, type Elsewhere, type StreamCounts } from './elsewhere';

/** `maxStreams` is this process's own; the others hold over all processes. */
export interface StreamLimits {
  readonly maxStreams: number;
  readonly maxPerBusiness: number;
  readonly maxPerUser: number;
  /** Per business. */
  readonly connectsPerSecond: number;
  readonly connectsPerUser: number;
}

/** Which limit refused a stream. */
export type StreamLimit = 'process' | 'business' | 'user' | 'connects' | 'user_connects';

export interface Refusal {
  readonly cause: StreamLimit | 'draining' | 'unknown_business';
  readonly refused: 'OVERLOADED' | 'RATE_LIMITED' | 'NOT_FOUND';
  /** Milliseconds. */
  readonly retryAfter: number;
}

/**
 * Counts open streams against the limits; a user's own come first, so that what they refuse costs the business nothing.
 * Invariant: every `admit` that answers null is followed by exactly one `release` with the same ids.
 */
export class Admission {
  #total = 0;
  readonly #businesses = new Map<string, number>();
  readonly #users = new Map<string, number>();
  readonly #connects: Allowance;
  readonly #userConnects: Allowance;

  constructor(
    private readonly limits: StreamLimits,
    private readonly elsewhere: Elsewhere = ALONE,
  ) {
    // This process's share.
    this.#connects = new Allowance(() => limits.connectsPerSecond / elsewhere.processes);
    this.#userConnects = new Allowance(() => limits.connectsPerUser / elsewhere.processes);
  }

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
    const tooFast = (cause: StreamLimit): Refusal => ({ cause, refused: 'RATE_LIMITED', retryAfter: spread(2_000) });
    const ofUser = (this.#users.get(userId) ?? 0) + this.elsewhere.streamsOfUser(userId);
    if (ofUser >= maxPerUser) return full('user');
    if (!this.#userConnects.take(userId)) return tooFast('user_connects');
    const ofBusiness = (this.#businesses.get(businessId) ?? 0) + this.elsewhere.streamsOfBusiness(businessId);
    if (ofBusiness >= maxPerBusiness) return full('business');
    if (!this.#connects.take(businessId)) return tooFast('connects');
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

  /** Forgets those whose allowance is whole again. */
  sweep(now = Date.now()): void {
    this.#connects.sweep(now);
    this.#userConnects.sweep(now);
  }
}

const SHORTEST_SPREAD_MS = 2_000;
/** Clients wait no longer than a minute for a hand-over. */
const LONGEST_SPREAD_MS = 30_000;
/** Of all businesses, that the remaining processes take without delay; a fraction of what one measured. */
const CONNECTS_PER_SECOND = 2_000;
/** Of the limit of one business or user: the rest is for those who come by themselves. */
const SHARE = 0.7;

/** Milliseconds over which streams that are handed over come back without meeting the limit of connects. */
export function handOverSpread({ businesses, users }: StreamCounts, limits: StreamLimits): number {
  let total = 0;
  for (const streams of businesses.values()) total += streams;
  const seconds = Math.max(
    largest(businesses) / (limits.connectsPerSecond * SHARE),
    largest(users) / (limits.connectsPerUser * SHARE),
    total / CONNECTS_PER_SECOND,
  );
  return Math.min(LONGEST_SPREAD_MS, Math.max(SHORTEST_SPREAD_MS, seconds * 1_000));
}

function largest(counts: ReadonlyMap<string, number>): number {
  let found = 0;
  for (const count of counts.values()) found = Math.max(found, count);
  return found;
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
