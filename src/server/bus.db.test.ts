import { randomUUID } from 'node:crypto';
import { afterEach, expect, inject, it, vi } from 'vitest';
import { env } from '@/platform/env';
import { createBus } from '@/realtime/server/bus/bus.fixture';
import { postgresLink } from '@/realtime/server/bus/postgres-link';
import { redisLink } from '@/realtime/server/bus/redis-link';
import { describeDatabases } from '../../tests/support/databases';
import { bus, connectBus } from './bus';
import { hub } from './hub';

const PATIENCE = { timeout: 20_000 };

/** What the process has parsed and made so far is forgotten, and REDIS_URL set. */
function startWith(redisUrl: string): void {
  process.env.REDIS_URL = redisUrl;
  for (const name of ['env', 'hub', 'bus']) Reflect.deleteProperty(globalThis, Symbol.for(`aforo.${name}`));
}

describeDatabases('the bus of a process', (kind) => {
  afterEach(async () => {
    hub().close();
    await bus()?.close();
    startWith('');
  });

  it.each(['over the database', 'over Redis'])('%s, or none with the embedded one', async (how) => {
    startWith(how === 'over Redis' ? inject('redisUrl') : '');
    expect(bus()).toBeNull();
    const made = await connectBus();
    expect(made).toBe(bus());
    const { DATABASE_URL, REDIS_URL } = env();
    if (kind === 'embedded' || !DATABASE_URL) {
      expect(made).toBeNull();
      return;
    }
    const hear = vi.spyOn(hub(), 'hear');
    const look = vi.spyOn(hub(), 'look');
    const businessId = randomUUID();
    made?.listen(businessId);
    await vi.waitFor(() => expect(look).toHaveBeenCalledWith([businessId]), PATIENCE);
    const other = createBus(REDIS_URL ? redisLink(REDIS_URL) : postgresLink(DATABASE_URL));
    other.bus.publish({ businessId, seq: 4 });
    await vi.waitFor(() => expect(hear).toHaveBeenCalledWith({ businessId, seq: 4 }), PATIENCE);
    await other.bus.close();
  });
});
