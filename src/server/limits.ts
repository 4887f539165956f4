import { rateLimit } from '@db/schema/limits';
import { lt } from 'drizzle-orm';
import { type RateLimiterAbstract, RateLimiterDrizzle, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { DomainError } from '@/domain/errors';
import { db } from './db/transaction';
import { env } from './env';
import { others } from './fleet/others';
import { limitsHit, type RequestLimit } from './metrics/instruments';
import { shared } from './shared';

const requests = () =>
  shared(
    'limits.requests',
    () => new RateLimiterMemory({ points: env().RATE_LIMIT_REQUESTS_PER_MINUTE, duration: 60 }),
  );

/** Counts a request against its business; each process grants an even share of the limit. Throws RATE_LIMITED. */
export async function admitRequest(businessId: string): Promise<void> {
  const limiter = requests();
  limiter.points = Math.max(1, Math.floor(env().RATE_LIMIT_REQUESTS_PER_MINUTE / others().processes));
  await consume(limiter, businessId, 'requests_per_business');
}

/** A limit that holds over all processes exactly: it is counted in the database. `duration` in seconds. */
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

/** Removes windows that have ended, so that the table holds only those of the last minutes. */
export async function pruneLimits(now = new Date()): Promise<void> {
  await db().delete(rateLimit).where(lt(rateLimit.expire, now));
}

/** Throws RATE_LIMITED with the time to wait. */
export async function consume(limiter: RateLimiterAbstract, key: string, limit: RequestLimit): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    limitsHit.inc({ limit });
    throw new DomainError('RATE_LIMITED', { retryAfter: refusal.msBeforeNext });
  }
}
