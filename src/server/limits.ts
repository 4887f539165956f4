import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { DomainError } from '@/domain/errors';
import { env } from './env';
import { shared } from './shared';

const requests = () =>
  shared(
    'limits.requests',
    () => new RateLimiterMemory({ points: env().RATE_LIMIT_REQUESTS_PER_MINUTE, duration: 60 }),
  );

/** Counts a request against its business. Throws RATE_LIMITED. */
export async function admitRequest(businessId: string): Promise<void> {
  await consume(requests(), businessId);
}

/** Throws RATE_LIMITED with the time to wait. */
export async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) throw new DomainError('RATE_LIMITED', { retryAfter: refusal.msBeforeNext });
    throw refusal;
  }
}
