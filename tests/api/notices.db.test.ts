import { eq } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { PUT } from '@/app/api/me/avisos/route';
import { readIdentity } from '@/modules/access/session';
import { user } from '@/modules/access/tables';
import { db } from '@/platform/db/transaction';
import { describeDatabases } from '../support/databases';
import { makeVenue } from '../support/fixtures';
import { call, cookieOf, makeUser } from '../support/http';

describeDatabases('which notices an account wants', () => {
  const cookies = { reader: '', other: '' };

  beforeAll(async () => {
    const { venue } = await makeVenue();
    for (const name of ['reader', 'other'] as const) {
      await makeUser(`${name}@avisos.test`, { businessId: venue.id, role: 'HOST' });
      cookies[name] = await cookieOf(`${name}@avisos.test`);
    }
  }, 60_000);

  const choose = (body: unknown, cookie = cookies.reader) =>
    call(PUT, '/api/me/avisos', { method: 'PUT', body, ...(cookie ? { cookie } : {}) });
  const wanted = async (name: 'reader' | 'other') => (await readIdentity(cookies[name]))?.notices;

  it('is every one until the person chooses, and theirs alone from then on', async () => {
    expect([await wanted('reader'), await wanted('other')]).toEqual(['all', 'all']);
    expect(await choose({ notices: 'important' })).toMatchObject({ status: 200, body: { notices: 'important' } });
    expect([await wanted('reader'), await wanted('other')]).toEqual(['important', 'all']);
    expect((await choose({ notices: 'none' })).status).toBe(200);
    expect(await wanted('reader')).toBe('none');
  });

  it('is one of three, for whoever is signed in', async () => {
    const before = await wanted('reader');
    for (const body of [{}, { notices: 'some' }, { notices: null }, { notices: 'all', userId: 'other' }])
      expect(await choose(body), JSON.stringify(body)).toMatchObject({ status: 400, body: { code: 'VALIDATION' } });
    expect(await choose({ notices: 'all' }, '')).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } });
    expect(await wanted('reader')).toBe(before);
  });

  it('is every one for a choice of another version', async () => {
    await db().update(user).set({ notices: 'birthdays' }).where(eq(user.email, 'other@avisos.test'));
    expect(await wanted('other')).toBe('all');
  });
});
