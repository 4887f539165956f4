import { env } from '@/platform/env';
import { log } from '@/platform/log';
import { shared } from '@/platform/shared';
import { Bus } from '@/realtime/server/bus/bus';
import { postgresLink } from '@/realtime/server/bus/postgres-link';
import { hub } from './hub';

const slot = () => shared<{ bus: Bus | null }>('bus', () => ({ bus: null }));

/** The bus of this process; null with the embedded database, which only one process uses, and before the start. */
export function bus(): Bus | null {
  return slot().bus;
}

/**
 * Connects the hub with those of the other processes on its database: over Redis when REDIS_URL is set, else over
 * PostgreSQL itself.
 */
export async function connectBus(): Promise<Bus | null> {
  const { DATABASE_URL, REDIS_URL } = env();
  if (!DATABASE_URL) return null;
  const made = new Bus({
    open: REDIS_URL
      ? (await import('@/realtime/server/bus/redis-link')).redisLink(REDIS_URL)
      : postgresLink(DATABASE_URL),
    onRing: (bell) => hub().hear(bell),
    onHeard: (businessIds) => hub().look(businessIds),
    onUp: () => log().info('bus connected'),
    onDown: (error) => log().warn({ err: error }, 'bus away'),
    retryMs: { first: 100, most: 5_000 },
    maxWaiting: 10_000,
    pingMs: 15_000,
    answerMs: 10_000,
  });
  hub().onInterest((businessId, wanted) => (wanted ? made.listen(businessId) : made.unlisten(businessId)));
  slot().bus = made;
  return made;
}
