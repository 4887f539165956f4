import { and, eq } from 'drizzle-orm';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { readAccessChanges } from '@/modules/access/access-changes';
import { findDevice, readDevice, readDeviceGrants } from '@/modules/access/paired-device';
import { auditEntry } from '@/modules/audit/tables';
import { recordDeviceState } from '@/modules/devices/record-state';
import { venueEvent } from '@/modules/events/tables';
import { readDemoAccounts } from '@/modules/setup/installation';
import { db, transaction } from '@/platform/db/transaction';
import { rateLimit } from '@/platform/http/tables';
import { members } from '@/server/api/members';
import { trail } from '@/server/api/trail';
import { accessMark } from '../support/access-mark';
import { describeDatabases } from '../support/databases';
import { call } from '../support/http';
import { askMe, cookieIn, type Door, makeDoor, pair, rowOf, setRow, tokenOf } from '../support/paired-phones';

describeDatabases('paired devices', () => {
  let door: Door;
  let businessId: string;

  beforeAll(async () => {
    door = await makeDoor();
    ({ businessId } = door);
  }, 60_000);
  beforeEach(() => db().delete(rateLimit));

  it('are made with an address and eight letters, which are nowhere at rest', async () => {
    const { status, body } = await door.create({ name: 'Puerta principal', profile: 'SCAN', gateIds: [door.gates[0]] });
    expect([status, Object.keys(body).sort()]).toEqual([201, ['expiresAt', 'id', 'pairCode', 'pairUrl']]);
    expect(body.pairUrl).toMatch(/^http:\/\/localhost:3000\/vincular#[\w-]+\.[\w-]{12}\.[\w-]{32}$/);
    expect(body.pairCode).toMatch(/^[A-HJ-NP-Z]{8}$/);
    expect(Date.parse(String(body.expiresAt)) - Date.now()).toBeGreaterThan(9 * 60_000);
    const stored = JSON.stringify(await rowOf(String(body.id)));
    expect(stored).not.toContain(String(body.pairCode));
    expect(stored).not.toContain(tokenOf(String(body.pairUrl)).split('.')[2]);
    expect(await door.listed(String(body.id))).toMatchObject({
      ...{ name: 'Puerta principal', profile: 'SCAN', gateIds: [door.gates[0]], pairedAt: null, seenAt: null },
      pairExpiresAt: body.expiresAt,
    });
  });

  it('refuse what is no device: a gate of nowhere, an end that has passed, a profile that does not exist', async () => {
    const codeOf = async (fields: object) => (await door.create({ name: 'X', profile: 'SCAN', ...fields })).body.code;
    expect(await codeOf({ gateIds: ['nowhere'] })).toBe('VALIDATION');
    expect(await codeOf({ validUntil: '2020-01-01T00:00:00Z' })).toBe('VALIDATION');
    expect(await codeOf({ profile: 'OWNER' })).toBe('VALIDATION');
    expect(await codeOf({ name: ' ' })).toBe('VALIDATION');
  });

  it('are paired by the address, with a cookie that no script reads and that is stored as a hash', async () => {
    const { id, url } = await door.make('SCAN_LIST', { name: 'Puerta 7' });
    const answer = await pair({ token: tokenOf(url) });
    expect(answer.body).toEqual({ id, name: 'Puerta 7', profile: 'SCAN_LIST', venue: door.venue.venue.name });
    expect(answer.headers.getSetCookie()).toEqual([expect.stringMatching(/^aforo\.door=.*; HttpOnly; SameSite=Lax$/)]);
    expect(JSON.stringify(await rowOf(id))).not.toContain(cookieIn(answer).split('.').at(-1));
    expect((await askMe(cookieIn(answer))).body).toMatchObject({
      user: { name: 'Puerta 7', email: '' },
      device: { id, profile: 'SCAN_LIST', gateIds: [] },
      memberships: [{ businessId, role: 'DOOR' }],
    });
    expect(await door.listed(id)).toMatchObject({ pairedAt: expect.any(String), pairExpiresAt: null });
  });

  it('are paired by the letters, however they are typed', async () => {
    const { id, code } = await door.make();
    const typed = ` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)} `;
    expect((await pair({ code: typed })).body).toMatchObject({ id });
  });

  it('are paired once, also when phones race', async () => {
    const { url, code } = await door.make();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) => pair(i % 2 === 0 ? { token: tokenOf(url) } : { code })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(new Set(answers.filter(({ status }) => status !== 200).map(({ body }) => body.code))).toEqual(
      new Set(['LINK_USED']),
    );
  });

  it('say why they are not paired: unknown, expired, replaced by a newer code, revoked', async () => {
    expect((await pair({ code: 'ABCDEFGH' })).body.code).toBe('NOT_FOUND');
    expect((await pair({ token: 'nothing' })).body.code).toBe('NOT_FOUND');
    const expired = await door.make();
    await setRow(expired.id, { pairExpiresAt: new Date(Date.now() - 1000) });
    expect((await pair({ token: tokenOf(expired.url) })).body.code).toBe('LINK_EXPIRED');
    expect((await pair({ code: expired.code })).body.code).toBe('LINK_EXPIRED');
    const renewed = await door.make();
    await door.pairAgain(renewed.id);
    expect((await pair({ code: renewed.code })).body.code).toBe('NOT_FOUND');
    const revoked = await door.make();
    await door.one('DELETE', revoked.id);
    expect((await pair({ token: tokenOf(revoked.url) })).body.code).toBe('LINK_REVOKED');
    expect((await pair({ code: revoked.code })).body.code).toBe('NOT_FOUND');
  });

  it('do not let their letters be guessed: attempts of a network are limited, those that paired cost nothing', async () => {
    const from = (address: string) => ({ 'x-forwarded-for': address });
    for (let i = 0; i < 25; i++) {
      const { code } = await door.make();
      expect((await pair({ code }, from('192.0.2.7'))).status).toBe(200);
      await door.one('DELETE', (await door.list())[0]?.id as string);
    }
    const tried: number[] = [];
    for (let i = 0; i < 21; i++) tried.push((await pair({ code: 'ABCDEFGH' }, from('192.0.2.8'))).status);
    expect(tried).toEqual([...Array.from({ length: 20 }, () => 404), 429]);
    const { code } = await door.make();
    const refused = await pair({ code }, from('192.0.2.8'));
    expect([refused.body.code, Number(refused.headers.get('retry-after'))]).toEqual([
      'RATE_LIMITED',
      expect.any(Number),
    ]);
    expect((await pair({ code }, from('192.0.2.9'))).status).toBe(200);
  }, 60_000);

  it('are in force no more once they are revoked, and known for what they still hold', async () => {
    const { id, cookie } = await door.makePaired('CLICKER');
    const sessionId = (await readDevice(cookie))?.sessionId ?? '';
    expect(await readDeviceGrants([sessionId])).toMatchObject([{ sessionId, businessId }]);
    const since = await accessMark();
    expect((await door.one('DELETE', id)).body).toEqual({ id });
    expect((await door.count(cookie)).body.code).toBe('UNAUTHENTICATED');
    expect((await askMe(cookie)).status).toBe(401);
    expect(await readDeviceGrants([sessionId])).toEqual([]);
    const grant = { businessId, userId: 'u', sessionId, audience: '' };
    expect((await readAccessChanges(since)).touches(grant)).toBe(true);
    expect(await findDevice(cookie)).toMatchObject({ id, businessId, profile: 'CLICKER', revokedAt: expect.any(Date) });
    expect(await door.listed(id)).toBeUndefined();
    expect((await door.one('DELETE', id)).body.code).toBe('NOT_FOUND');
    expect(await findDevice('aforo.door=a.b.c')).toBeNull();
    expect(await findDevice(cookie.slice(0, -3))).toBeNull();
  });

  it('end by themselves', async () => {
    const { id, cookie } = await door.makePaired('SCAN', { validUntil: new Date(Date.now() + 60_000).toISOString() });
    expect((await askMe(cookie)).status).toBe(200);
    await setRow(id, { validUntil: new Date(Date.now() - 1) });
    expect((await askMe(cookie)).status).toBe(401);
    expect((await findDevice(cookie))?.revokedAt).toBeInstanceOf(Date);
  });

  it('pass from one phone to the next, and the first still hands over what it holds', async () => {
    const { id, cookie } = await door.makePaired('SCAN');
    const sessionId = (await readDevice(cookie))?.sessionId ?? '';
    const { pairUrl } = await door.pairAgain(id);
    expect((await askMe(cookie)).status).toBe(200);
    const since = await accessMark();
    const next = cookieIn(await pair({ token: tokenOf(pairUrl) }));
    expect((await askMe(next)).status).toBe(200);
    expect((await askMe(cookie)).status).toBe(401);
    expect((await readAccessChanges(since)).touches({ businessId, userId: 'u', sessionId, audience: '' })).toBe(true);
    expect(await findDevice(cookie)).toMatchObject({ id, revokedAt: expect.any(Date) });
    expect(await findDevice(next)).toMatchObject({ id, revokedAt: null });
  });

  it('get another secret once a day; the one before serves until the new one was sent', async () => {
    const { id, cookie } = await door.makePaired('SCAN');
    expect((await door.beat(cookie)).headers.getSetCookie()).toEqual([]);
    await setRow(id, { rotatedAt: new Date(Date.now() - 25 * 60 * 60_000) });
    const answers = await Promise.all([door.beat(cookie), door.beat(cookie), door.beat(cookie)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const given = answers.flatMap(({ headers }) => headers.getSetCookie());
    expect(given).toHaveLength(1);
    const next = given[0]?.split(';')[0] ?? '';
    // The answer was lost: the phone still sends the first one, and gets another.
    expect((await askMe(cookie)).status).toBe(200);
    await setRow(id, { rotatedAt: new Date(Date.now() - 2 * 60_000) });
    const third = cookieIn(await door.beat(cookie));
    expect([third.length > 20, third === next]).toEqual([true, false]);
    expect((await door.beat(third)).status).toBe(200);
    expect((await askMe(cookie)).status).toBe(401);
    expect((await askMe(next)).status).toBe(401);
    expect((await askMe(third)).status).toBe(200);
  });

  it('tell how they are: at once what a person would act on, and the rest now and then', async () => {
    const { id, cookie } = await door.makePaired('SCAN');
    const since = await accessMark();
    const told = async () =>
      (
        await db()
          .select({ seq: venueEvent.seq })
          .from(venueEvent)
          .where(and(eq(venueEvent.businessId, businessId), eq(venueEvent.subjectId, id)))
      ).length;
    const before = await told();
    await door.beat(cookie, { queued: 3, version: '1.2.3', battery: 81, seq: 1 });
    expect(await door.listed(id)).toMatchObject({
      queued: 3,
      appVersion: '1.2.3',
      battery: 81,
      behind: expect.any(Number),
    });
    expect((await door.listed(id))?.behind).toBeGreaterThan(0);
    expect(await told()).toBe(before + 1);
    await door.beat(cookie, { queued: 3, version: '1.2.3', battery: 80 });
    expect(await told()).toBe(before + 1);
    expect(await door.listed(id)).toMatchObject({ battery: 80 });
    await door.beat(cookie, { queued: 0, version: '1.2.3', battery: 80 });
    expect(await told()).toBe(before + 2);
    const sessionId = (await readDevice(cookie))?.sessionId ?? '';
    expect((await readAccessChanges(since)).touches({ businessId, userId: 'u', sessionId, audience: '' })).toBe(false);
    await door.one('DELETE', id);
    const at = new Date();
    const taken = await transaction((tx) => recordDeviceState(tx, businessId, id, { queued: 5, at }));
    expect([taken, (await rowOf(id)).queued]).toEqual([true, 5]);
    expect(await transaction((tx) => recordDeviceState(tx, businessId, 'none', { queued: 5, at }))).toBe(false);
    expect((await door.beat(door.manager)).body.code).toBe('FORBIDDEN');
  });

  it('are in the trail, which names them as who acts, and are no members', async () => {
    const { id } = await door.makePaired('SCAN', { name: 'Puerta del rastro' });
    await door.one('PUT', id, { profile: 'EXIT' });
    await door.one('DELETE', id);
    const audited = await db()
      .select({ action: auditEntry.action, userId: auditEntry.userId })
      .from(auditEntry)
      .where(and(eq(auditEntry.businessId, businessId), eq(auditEntry.entityId, id)));
    expect(audited.map(({ action }) => action).sort()).toEqual([
      ...['device.changed', 'device.created', 'device.paired', 'device.revoked'],
    ]);
    const page = await call(trail.GET, `/api/rastro?businessId=${businessId}&kind=device`, { cookie: door.manager });
    const { userId } = await rowOf(id);
    expect(page.body.entries).toContainEqual(
      expect.objectContaining({
        ...{ action: 'device.paired', rowName: 'Puerta del rastro' },
        actor: { kind: 'device', id: userId, name: 'Puerta del rastro' },
      }),
    );
    const team = await call(members.GET, `/api/miembros?businessId=${businessId}`, { cookie: door.manager });
    expect(JSON.stringify(team.body)).not.toContain(userId);
    expect(JSON.stringify(await readDemoAccounts())).not.toContain('device.invalid');
  });
});
