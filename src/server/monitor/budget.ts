import { RateLimiterMemory } from 'rate-limiter-flexible';
import { consume } from '@/platform/http/limits';
import { shared } from '@/platform/shared';

/** How many answers and reports one account may send: far more than its devices send by themselves. */
const limiters = () =>
  shared('limits.monitor', () => ({
    audits: new RateLimiterMemory({ points: 300, duration: 600 }),
    reports: new RateLimiterMemory({ points: 60, duration: 600 }),
  }));

/** Counts one answer or report. Throws RATE_LIMITED. */
export async function counted(kind: 'audits' | 'reports', userId: string): Promise<void> {
  await consume(limiters()[kind], userId, `${kind}_per_account`);
}
