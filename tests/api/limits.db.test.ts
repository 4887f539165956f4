import { beforeAll, expect, it } from 'vitest';
import * as monitor from '@/app/api/monitor/route';
import * as list from '@/app/api/reservas/route';
import * as stats from '@/app/api/reservas/stats/route';
import type { Role } from '@/modules/access/context';
import { describeDatabases } from '../support/databases';
import { makeVenue, type TestVenue } from '../support/fixtures';
import { call, cookieOf, makeUser } from '../support/http';

const PER_USER = 10;
const PER_BUSINESS = 30;

describeDatabases('limits of requests', () => {
  let venue: TestVenue;
  const cookies = new Map<string, string>();
  const join = async (name: string, role: Role) => {
    await makeUser(`${name}@limites.test`, { businessId: venue.venue.id, role });
    cookies.set(name, await cookieOf(`${name}@limites.test`));
  };
  beforeAll(async () => {
    process.env.RATE_LIMIT_REQUESTS_PER_USER_PER_MINUTE = String(PER_USER);
    process.env.RATE_LIMIT_REQUESTS_PER_MINUTE = String(PER_BUSINESS);
    Reflect.deleteProperty(globalThis, Symbol.for('aforo.env'));
    venue = await makeVenue();
    await join('puerta', 'DOOR');
    await join('ana', 'HOST');
    await join('eva', 'OWNER');
    await join('leo', 'HOST');
  }, 60_000);

  const ask = async (name: string, module: { GET: typeof stats.GET } = stats, path = '/api/reservas/stats') =>
    (await call(module.GET, path, { cookie: cookies.get(name) ?? '' })).status;
  const statuses = async (count: number, one: () => Promise<number>) => {
    const seen = await Promise.all(Array.from({ length: count }, one));
    return { ok: seen.filter((status) => status === 200).length, refused: seen.filter((s) => s === 429).length };
  };

  it('let one door account use up its own share and nobody else’s', async () => {
    expect(await statuses(60, () => ask('puerta'))).toEqual({ ok: PER_USER, refused: 60 - PER_USER });
    expect(await statuses(PER_USER, () => ask('ana')), 'the venue was not charged for what was refused').toEqual({
      ok: PER_USER,
      refused: 0,
    });
    expect(await ask('puerta')).toBe(429);
  });

  it('count a read of the whole list several times, and hold for the console too', async () => {
    expect(await ask('eva', list, '/api/reservas')).toBe(200);
    expect(await ask('eva', monitor, '/api/monitor')).toBe(200);
    expect(await ask('eva', list, '/api/reservas')).toBe(429);
    // Refused, it has still cost the user, as every limiter here counts.
    expect(await ask('eva', monitor, '/api/monitor')).toBe(429);
  });

  it('still hold for the venue as a whole', async () => {
    const { ok } = await statuses(PER_USER, () => ask('leo'));
    expect(ok).toBe(PER_BUSINESS - 2 * PER_USER - 2);
  });
});
