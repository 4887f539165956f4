import { RateLimiterMemory } from 'rate-limiter-flexible';
import { consume } from '@/platform/http/limits';
import { shared } from '@/platform/shared';

/** What one account may tell: far above what its devices do by themselves. */
const limiters = () =>
  shared('limits.monitor', () => ({
    audits: new RateLimiterMemory({ points: 300, duration: 600 }),
    reports: new RateLimiterMemory({ points: 60, duration: 600 }),
  }));

/** Counts one telling. Throws RATE_LIMITED. */
export async function counted(kind: 'audits' | 'reports', userId: string): Promise<void> {
  await consume(limiters()[kind], userId, `${kind}_per_account`);
}
