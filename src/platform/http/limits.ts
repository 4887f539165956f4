import { lt } from 'drizzle-orm';
import { type RateLimiterAbstract, RateLimiterDrizzle, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { db } from '../db/transaction';
import { env } from '../env';
import { DomainError } from '../errors';
import { others } from '../fleet/others';
import { limitsHit, type RequestLimit } from '../metrics/instruments';
import { shared } from '../shared';
import { rateLimit } from './tables';

const requests = () =>
  shared('limits.requests', () => ({
    user: new RateLimiterMemory({ points: 1, duration: 60 }),
    business: new RateLimiterMemory({ points: 1, duration: 60 }),
    key: new RateLimiterMemory({ points: 1, duration: 60 }),
  }));

interface Asked {
  readonly userId: string;
  /** Null when the request concerns no single business, as in an operator's console of all. */
  readonly businessId: string | null;
  /** The number of requests that it counts as for its user. */
  readonly cost?: number;
  /** Whether an API key asks, which is `userId`. */
  readonly isKey?: boolean;
}

/**
 * Counts a request against its user, then against its business; each process grants an equal share of the limits. A request that the
 * user's own limit refuses does not count for the business, so that no member uses up what the others need. An API key has a limit
 * of its own and uses up nothing of the people's. Throws RATE_LIMITED.
 */
export async function admitRequest({ userId, businessId, cost = 1, isKey = false }: Asked): Promise<void> {
  const { user, business, key } = requests();
  const { RATE_LIMIT_REQUESTS_PER_USER_PER_MINUTE: ofUser, RATE_LIMIT_REQUESTS_PER_MINUTE: ofBusiness } = env();
  if (isKey) {
    key.points = share(env().RATE_LIMIT_REQUESTS_PER_KEY_PER_MINUTE);
    return consume(key, userId, 'requests_per_key', Math.min(cost, key.points));
  }
  user.points = share(ofUser);
  business.points = share(ofBusiness);
  await consume(user, userId, 'requests_per_user', Math.min(cost, user.points));
  if (businessId !== null) await consume(business, businessId, 'requests_per_business');
}

const share = (limit: number) => Math.max(1, Math.floor(limit / others().processes));

/** A limit that is exact across all processes, because it is counted in the database. `duration` in seconds. */
export function sharedLimiter(name: string, points: number, duration: number): RateLimiterAbstract {
  return new RateLimiterDrizzle({
    storeClient: db(),
    schema: rateLimit,
    keyPrefix: name,
    points,
    duration,
    clearExpiredByTimeout: false,
  });
}

/** A limit that each process counts by itself, for what is asked often and costs little. `duration` in seconds. */
export function localLimiter(points: number, duration: number): RateLimiterAbstract {
  return new RateLimiterMemory({ points, duration });
}

/** Removes windows that have ended, so that the table contains only those of the last minutes. */
export async function pruneLimits(now = new Date()): Promise<void> {
  await db().delete(rateLimit).where(lt(rateLimit.expire, now));
}

/** Throws RATE_LIMITED with the time to wait. */
export async function consume(
  limiter: RateLimiterAbstract,
  key: string,
  limit: RequestLimit,
  points = 1,
): Promise<void> {
  try {
    await limiter.consume(key, points);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    limitsHit.inc({ limit });
    throw new DomainError('RATE_LIMITED', { retryAfter: refusal.msBeforeNext });
  }
}
