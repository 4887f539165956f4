import { Allowance } from './allowance';
import { ALONE, type Elsewhere, type StreamCounts } from './elsewhere';

/** `maxStreams` limits this process alone; the other limits apply across all processes. */
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
 * Counts open streams against the limits. The limits of the user are checked before those of the business, so that a refused user
 * uses up none of the business's allowance.
 * Invariant: every `admit` that returns null is followed by exactly one `release` with the same ids.
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
    // Each process gets an equal share of the rates.
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

  /** Drops the businesses and users whose allowance is full again. */
  sweep(now = Date.now()): void {
    this.#connects.sweep(now);
    this.#userConnects.sweep(now);
  }
}

const SHORTEST_SPREAD_MS = 2_000;
/** Clients wait at most a minute for a handover. */
const LONGEST_SPREAD_MS = 30_000;
/**
 * Connects per second, over all businesses, that the remaining processes accept without delay; a fraction of what one process was
 * measured to accept.
 */
const CONNECTS_PER_SECOND = 2_000;
/**
 * The share of the connect limit of a business or user that a handover may use; the rest is left for clients that connect for
 * other reasons.
 */
const SHARE = 0.7;

/** Milliseconds over which the streams of a handover must be spread, so that they reconnect without exceeding the connect limits. */
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

/** A random wait from `base` to twice `base`, so that clients refused at the same time do not retry at the same time. */
function spread(base: number): number {
  return base * (1 + Math.random());
}

function add(counts: Map<string, number>, key: string, by: number): void {
  const count = (counts.get(key) ?? 0) + by;
  if (count > 0) counts.set(key, count);
  else counts.delete(key);
}
