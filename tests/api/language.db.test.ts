import { eq } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { PUT } from '@/app/api/me/idioma/route';
import { GET as me } from '@/app/api/me/route';
import { GET as list } from '@/app/api/reservas/route';
import { readIdentity } from '@/modules/access/session';
import { user } from '@/modules/access/tables';
import { db } from '@/platform/db/transaction';
import { ACCOUNT_HEADER } from '@/realtime/protocol/account';
import { describeDatabases } from '../support/databases';
import { makeVenue } from '../support/fixtures';
import { call, cookieOf, makeUser } from '../support/http';

describeDatabases('the language of an account', () => {
  const cookies = { reader: '', other: '' };

  beforeAll(async () => {
    const { venue } = await makeVenue();
    for (const name of ['reader', 'other'] as const) {
      await makeUser(`${name}@idioma.test`, { businessId: venue.id, role: 'HOST' });
      cookies[name] = await cookieOf(`${name}@idioma.test`);
    }
  }, 60_000);

  const choose = (body: unknown, cookie = cookies.reader) =>
    call(PUT, '/api/me/idioma', { method: 'PUT', body, ...(cookie ? { cookie } : {}) });
  const stored = async (name: string) =>
    (
      await db()
        .select({ locale: user.locale })
        .from(user)
        .where(eq(user.email, `${name}@idioma.test`))
    )[0]?.locale;
  /** The sentence of a refusal, for a browser that prefers `languages`. */
  const refusal = async (cookie: string, languages: string) => {
    const headers = { 'accept-language': languages };
    const { status, body } = await call(list, '/api/reservas?day=never', { cookie, headers });
    return [status, body.detail];
  };
  const spanish = [400, 'Hay datos que no son válidos. Revísalos e inténtalo de nuevo.'];
  const english = [400, 'Some of the data isn’t valid. Check it and try again.'];

  it('is the one of the browser until the person chooses, and theirs alone from then on', async () => {
    expect(await refusal(cookies.reader, 'en-GB,en;q=0.9')).toEqual(english);
    expect(await refusal(cookies.reader, 'es')).toEqual(spanish);
    expect((await readIdentity(cookies.reader))?.locale).toBeNull();

    expect(await choose({ locale: 'en' })).toMatchObject({ status: 200, body: { locale: 'en' } });
    expect([await stored('reader'), await stored('other')]).toEqual(['en', null]);
    expect((await readIdentity(cookies.reader))?.locale).toBe('en');
    expect(await refusal(cookies.reader, 'es')).toEqual(english);
    expect(await refusal(cookies.other, 'es')).toEqual(spanish);

    expect((await choose({ locale: 'es' })).status).toBe(200);
    expect(await refusal(cookies.reader, 'en')).toEqual(spanish);
  });

  it('is one of those that the product speaks, for whoever is signed in', async () => {
    const before = await stored('reader');
    for (const body of [{}, { locale: 'xx' }, { locale: null }, { locale: 'en', userId: 'other' }, { locale: 'EN' }])
      expect(await choose(body), JSON.stringify(body)).toMatchObject({ status: 400, body: { code: 'VALIDATION' } });
    expect(await choose({ locale: 'en' }, '')).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } });
    const headers = { [ACCOUNT_HEADER]: 'somebody else' };
    const asOther = await call(PUT, '/api/me/idioma', {
      ...{ method: 'PUT', body: { locale: 'en' }, cookie: cookies.reader, headers },
    });
    expect(asOther).toMatchObject({ status: 409, body: { code: 'ACCOUNT_CHANGED' } });
    expect(await stored('reader')).toBe(before);
  });

  it('follows the browser again when a version of the product does not know it', async () => {
    await db().update(user).set({ locale: 'tlh' }).where(eq(user.email, 'other@idioma.test'));
    expect((await readIdentity(cookies.other))?.locale).toBeNull();
    expect(await refusal(cookies.other, 'en')).toEqual(english);
  });

  it('has a refusal without an account in the language of the browser', async () => {
    const ask = async (languages: string) =>
      (await call(me, '/api/me', { headers: { 'accept-language': languages } })).body.detail;
    expect(await ask('en')).toBe('Your session has ended. Please sign in again.');
    expect(await ask('fr')).toBe('Tu sesión ha terminado. Vuelve a entrar.');
  });
});
