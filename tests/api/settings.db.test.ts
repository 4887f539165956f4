import { and, asc, eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '@/modules/access/context';
import { createMember } from '@/modules/access/create-member';
import { recordClick } from '@/modules/attendance/record-click';
import { ClickInput } from '@/modules/attendance/schema';
import { scanAttempt } from '@/modules/attendance/tables';
import { auditEntry } from '@/modules/audit/tables';
import { venueEvent } from '@/modules/events/tables';
import { qrPass } from '@/modules/passes/tables';
import { closeDay } from '@/modules/reservations/close-day';
import { reservation } from '@/modules/reservations/tables';
import { findEffects } from '@/modules/settings/find-effects';
import { updateSettings } from '@/modules/settings/update-settings';
import { addDays, businessDayOf, localTimeOf } from '@/modules/venues/business-day';
import { business } from '@/modules/venues/tables';
import { businessDayBounds, instantOnBusinessDay } from '@/modules/venues/wall-clock';
import { db, transaction } from '@/platform/db/transaction';
import { rateLimit } from '@/platform/http/tables';
import * as api from '@/server/api/settings';
import { describeDatabases } from '../support/databases';
import { makeReservation, makeVenue, NOW, type TestVenue, TODAY } from '../support/fixtures';
import { type Call, call, cookieOf, makeUser } from '../support/http';

const GUAYAQUIL = { timeZone: 'America/Guayaquil', cutoffHour: 4 };
const MADRID = { timeZone: 'Europe/Madrid', cutoffHour: 4 };
const ROLES = ['OWNER', 'MANAGER', 'HOST', 'DOOR'] as const;

describeDatabases('the settings of a venue', () => {
  let made: TestVenue;
  let businessId: string;
  const users = {} as Record<Role, string>;
  const cookies = {} as Record<Role, string>;
  let serial = 0;

  beforeAll(async () => {
    for (const role of ROLES) {
      users[role] = await makeUser(`${role}@ajustes.test`);
      cookies[role] = await cookieOf(`${role}@ajustes.test`);
    }
  }, 60_000);
  beforeEach(async () => {
    await db().delete(rateLimit);
    made = await makeVenue();
    businessId = made.venue.id;
    serial += 1;
    await transaction(async (tx) => {
      for (const role of ROLES) await createMember(tx, businessId, users[role], role);
    });
  });

  const read = (role: Role = 'OWNER') =>
    call(api.settings.GET, `/api/local?businessId=${businessId}`, { cookie: cookies[role] });
  const write = (body: object, role: Role = 'OWNER', headers: Call['headers'] = {}) =>
    call(api.settings.PUT, `/api/local?businessId=${businessId}`, {
      ...{ method: 'PUT', cookie: cookies[role], body, headers },
    });
  const effectsOf = async (body: object) => {
    const path = `/api/local/efectos?businessId=${businessId}`;
    return (await call(api.effects.POST, path, { method: 'POST', cookie: cookies.OWNER, body })).body;
  };
  const rowOf = async (id: string) => {
    const [row] = await db().select().from(reservation).where(eq(reservation.id, id));
    if (!row) throw new Error('no such row');
    return row;
  };
  const eventsOf = () =>
    db().select().from(venueEvent).where(eq(venueEvent.businessId, businessId)).orderBy(asc(venueEvent.seq));
  const trailOf = (entityId: string) =>
    db()
      .select()
      .from(auditEntry)
      .where(and(eq(auditEntry.businessId, businessId), eq(auditEntry.entityId, entityId)))
      .orderBy(asc(auditEntry.at));
  const today = () => businessDayOf(new Date(), GUAYAQUIL);
  const bookAt = (day: string, time: string, changes: object = {}) =>
    makeReservation(made, { reservedAt: instantOnBusinessDay(day, time, GUAYAQUIL), ...changes });

  it('are read by who may see them, with their version as the tag', async () => {
    const reply = await read('MANAGER');
    expect(reply).toMatchObject({
      status: 200,
      body: {
        ...{ businessId, name: made.venue.name, slug: made.venue.slug, ...GUAYAQUIL, address: null, locale: null },
        ...{
          capacity: null,
          capacityPolicy: 'WARN',
          occupancyPolicy: 'WARN',
          waitlistOffers: 'LATER',
          walkInCategories: [],
          lateToleranceMinutes: 10,
          reminderHours: null,
          version: 0,
        },
        retention: { nights: 1095, refusals: 180, contact: 730, notes: 365 },
      },
    });
    expect(reply.headers.get('etag')).toBe('"0"');
    expect((await read('HOST')).body.code).toBe('FORBIDDEN');
    expect((await write({ name: 'Otro' }, 'MANAGER')).body.code).toBe('FORBIDDEN');
  });

  it('change by a part, which is audited with before and after and told to every member by an id alone', async () => {
    const given = {
      ...{ name: 'La Terraza', slug: `terraza-${serial}-${Date.now()}`, address: 'Av. Colón 12', capacity: 80 },
      ...{ capacityPolicy: 'BLOCK', lateToleranceMinutes: 25, locale: 'en', retention: { refusals: 30, contact: 90 } },
    };
    const reply = await write(given);
    expect(reply).toMatchObject({
      status: 200,
      body: { ...given, retention: { nights: 1095, refusals: 30, contact: 90, notes: 365 } },
    });
    const { cursor, ...stored } = (await read()).body;
    expect(stored).toEqual(reply.body);
    const [event, ...others] = await eventsOf();
    expect(others).toEqual([]);
    expect(event).toMatchObject({ type: 'venue-changed', seq: reply.body.version });
    expect(JSON.parse(event?.payload ?? '')).toMatchObject({ id: businessId, row: { id: businessId } });
    expect(event?.payload).not.toContain('Terraza');
    const [entry] = await trailOf(businessId);
    expect(entry).toMatchObject({
      action: 'venue.settings-changed',
      before: {
        name: made.venue.name,
        capacity: null,
        lateToleranceMinutes: 10,
        keptRefusalsDays: null,
        keptContactDays: null,
      },
      after: { name: 'La Terraza', capacity: 80, lateToleranceMinutes: 25, keptRefusalsDays: 30, keptContactDays: 90 },
    });
    expect(Object.keys(entry?.after as object)).not.toContain('timeZone');
    expect((await write({ address: ' ', capacity: null, locale: null })).body).toMatchObject({
      ...{ address: null, capacity: null, locale: null, name: 'La Terraza' },
    });
    const { version } = (await read()).body;
    expect((await write({ name: 'La Terraza' })).body.version, 'nothing differs').toBe(version);
    expect(await eventsOf()).toHaveLength(2);
  });

  it('refuse what they do not know, and what is out of bounds', async () => {
    const wrong = [
      ...[{ color: 'red' }, { suspended: true }, { demo: false }, { timeZone: 'Mars/Base' }, { timeZone: null }],
      ...[{ cutoffHour: 13 }, { capacity: 0 }, { capacity: 1.5 }, { capacityPolicy: 'NONE' }, { locale: 'xx' }],
      ...[{ lateToleranceMinutes: -1 }, { lateToleranceMinutes: 241 }, { name: ' ' }, { slug: 'Con Espacios' }],
      ...[{ retention: { nights: 365 } }, { retention: { nights: 1096 } }, { retention: { refusals: 6 } }],
      ...[
        { retention: { audit: 30 } },
        { retention: 30 },
        { retention: { contact: 29 } },
        { retention: { notes: 1096 } },
      ],
    ];
    for (const body of wrong) {
      expect([body, (await write(body)).body.code]).toEqual([body, 'VALIDATION']);
      expect([body, (await effectsOf(body)).code]).toEqual([body, 'VALIDATION']);
    }
    expect(await eventsOf()).toEqual([]);
  });

  it('of two owners who save at once, one is told what the other has made of it', async () => {
    const { version } = (await read()).body;
    const headers = { 'if-match': `"${version}"` };
    const replies = await Promise.all([
      write({ lateToleranceMinutes: 5 }, 'OWNER', headers),
      write({ lateToleranceMinutes: 15 }, 'OWNER', headers),
    ]);
    const [saved] = replies.filter(({ status }) => status === 200);
    const [refused] = replies.filter(({ status }) => status !== 200);
    expect(refused).toMatchObject({ status: 409, body: { code: 'VERSION_CONFLICT', current: saved?.body } });
    expect((await read()).body).toMatchObject({ lateToleranceMinutes: saved?.body.lateToleranceMinutes });
  });

  it('no two venues have one short name, also when both ask at once', async () => {
    const other = await makeVenue();
    expect(await write({ slug: other.venue.slug })).toMatchObject({ status: 409, body: { code: 'SLUG_TAKEN' } });
    await transaction((tx) => createMember(tx, other.venue.id, users.MANAGER, 'OWNER'));
    const at = `/api/local?businessId=${other.venue.id}`;
    const slug = `corto-${serial}-${Date.now()}`;
    const replies = await Promise.all([
      write({ slug }),
      call(api.settings.PUT, at, { method: 'PUT', cookie: cookies.MANAGER, body: { slug } }),
    ]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  describe('with another zone', () => {
    it('keep the time that guests were told, with its pass, and say before how many', async () => {
      const day = addDays(today(), 7);
      const ahead = await bookAt(day, '21:00');
      const late = await bookAt(day, '01:30');
      const past = await bookAt(addDays(today(), -7), '21:00');
      const gone = await bookAt(day, '20:00');
      await db().update(reservation).set({ deletedAt: new Date() }).where(eq(reservation.id, gone.id));
      const before = await eventsOf();
      expect(await effectsOf(MADRID)).toMatchObject({
        clock: { reservations: 2, moved: 2, otherNight: 0, closing: 0 },
        ...{ capacity: null, policy: null, secondFactor: null, retention: null, slug: false },
      });
      expect(await eventsOf(), 'asking writes nothing').toEqual(before);
      expect((await write({ timeZone: MADRID.timeZone })).status).toBe(200);
      for (const [row, time] of [
        [ahead, '21:00'],
        [late, '01:30'],
        [gone, '20:00'],
      ] as const) {
        const after = await rowOf(row.id);
        expect(localTimeOf(after.reservedAt, MADRID.timeZone)).toBe(time);
        expect(after.reservedAt).toEqual(new Date(instantOnBusinessDay(day, time, MADRID)));
        expect(after).toMatchObject({ businessDay: day, status: 'CONFIRMED' });
      }
      expect(await rowOf(past.id)).toEqual(past);
      const [pass] = await db().select().from(qrPass).where(eq(qrPass.reservationId, ahead.id));
      const { start, end } = businessDayBounds(day, MADRID);
      expect(pass).toMatchObject({
        notBefore: new Date(start.getTime() - 24 * 3_600_000),
        expiresAt: new Date(end.getTime() + 12 * 3_600_000),
        revokedAt: null,
      });
      const [, moved] = await trailOf(ahead.id);
      expect(moved).toMatchObject({
        action: 'reservation.updated',
        before: { reservedAt: ahead.reservedAt.toISOString() },
      });
      const told = (await eventsOf()).slice(before.length);
      expect(told.map(({ type }) => type)).toEqual(['reservation-updated', 'reservation-updated', 'venue-changed']);
      expect((await rowOf(ahead.id)).version, 'an edit that is open elsewhere is refused').toBeGreaterThan(
        ahead.version,
      );
    });

    it('says of tonight what is over at once, and closes it', async () => {
      // In Kiritimati, nineteen hours ahead, the Saturday of NOW is over.
      const zone = { timeZone: 'Pacific/Kiritimati' };
      const owner = made.as('OWNER');
      const tonight = await makeReservation(made);
      const inside = await makeReservation(made);
      await db().update(reservation).set({ scanCount: 2, status: 'CHECKED_IN' }).where(eq(reservation.id, inside.id));
      const next = addDays(TODAY, 1);
      expect((await findEffects(owner, zone)).clock).toMatchObject({ reservations: 2, closing: 2, today: next });
      await updateSettings(owner, zone);
      await closeDay(businessId, NOW);
      expect(await rowOf(tonight.id)).toMatchObject({ status: 'NO_SHOW', businessDay: TODAY });
      expect(await rowOf(inside.id)).toMatchObject({ status: 'COMPLETED', businessDay: TODAY });
    });
  });

  it('another end of the day moves between nights what lies between both, but nobody who has arrived', async () => {
    const day = addDays(today(), 7);
    const [dinner, dawn, arrived] = [
      await bookAt(day, '21:00'),
      await bookAt(day, '05:00'),
      await bookAt(day, '05:30'),
    ];
    await db().update(reservation).set({ scanCount: 1 }).where(eq(reservation.id, arrived.id));
    expect((await effectsOf({ cutoffHour: 6 })).clock).toMatchObject({ reservations: 3, moved: 0, otherNight: 1 });
    await write({ cutoffHour: 6 });
    expect(await rowOf(dinner.id)).toMatchObject({ businessDay: day, version: dinner.version });
    expect(await rowOf(dawn.id)).toMatchObject({ businessDay: addDays(day, -1), reservedAt: dawn.reservedAt });
    expect(await rowOf(arrived.id)).toMatchObject({ businessDay: day, reservedAt: arrived.reservedAt });
  });

  it('say which nights have more people than fit, which parties are full, and what is removed', async () => {
    const day = addDays(today(), 3);
    for (const guestCount of [30, 25]) await bookAt(day, '21:00', { guestCount });
    await bookAt(addDays(day, 1), '21:00', { guestCount: 41 });
    const off = await bookAt(addDays(day, 2), '21:00', { guestCount: 90 });
    await db().update(reservation).set({ status: 'CANCELLED' }).where(eq(reservation.id, off.id));
    await bookAt(addDays(today(), -3), '21:00', { guestCount: 70 });
    expect((await effectsOf({ capacity: 40 })).capacity).toEqual({ nights: 2, day, planned: 55 });
    expect((await effectsOf({ capacity: 55 })).capacity).toBeNull();
    const full = await bookAt(today(), '21:00', { guestCount: 2 });
    await bookAt(today(), '21:00', { guestCount: 2 });
    await db().update(reservation).set({ scanCount: 2, status: 'CHECKED_IN' }).where(eq(reservation.id, full.id));
    expect((await effectsOf({ capacityPolicy: 'BLOCK' })).policy).toEqual({ parties: 1 });
    expect((await effectsOf({ capacityPolicy: 'ALLOW' })).policy).toBeNull();
    await recordClick(made.as('OWNER', { now: new Date() }), ClickInput.parse({ delta: 6, nonce: 'nonce-0001' }));
    expect((await effectsOf({ occupancyPolicy: 'BLOCK' })).occupancy, 'nothing is known of what it holds').toBeNull();
    const block = { capacity: 5, occupancyPolicy: 'BLOCK' };
    expect((await effectsOf(block)).occupancy).toEqual({ inside: 6, capacity: 5, policy: 'BLOCK' });
    expect((await effectsOf({ ...block, capacity: 60 })).occupancy).toMatchObject({ inside: 6, capacity: 60 });
    expect((await effectsOf({ capacity: 6 })).occupancy).toEqual({ inside: 6, capacity: 6, policy: 'WARN' });
    expect((await effectsOf({ capacity: 7 })).occupancy).toBeNull();
    await bookAt(addDays(today(), -400), '21:00');
    await db()
      .insert(scanAttempt)
      .values({
        ...{ businessId, id: `a-${serial}`, reason: 'CANCELLED', increment: 1, occurredAt: new Date() },
        receivedAt: new Date(Date.now() - 40 * 86_400_000),
      });
    expect((await effectsOf({ retention: { nights: 366, refusals: 30 } })).retention).toEqual({
      ...{ reservations: 1, refusals: 1, contacts: 0, notes: 0 },
    });
    await db().update(reservation).set({ notes: 'ventana' }).where(eq(reservation.id, full.id));
    const old = await bookAt(addDays(today(), -40), '21:00', { notes: 'terraza' });
    expect((await effectsOf({ retention: { contact: 30, notes: 30 } })).retention).toEqual({
      ...{ reservations: 0, refusals: 0, contacts: 2, notes: 1 },
    });
    expect((await effectsOf({ retention: { contact: 410, notes: 60 } })).retention).toBeNull();
    expect(await rowOf(old.id), 'asking erases nothing').toEqual(old);
    expect((await effectsOf({ retention: { nights: 500 } })).retention).toBeNull();
    expect((await effectsOf({ slug: 'otro-nombre' })).slug).toBe(true);
    expect(await effectsOf({ name: 'Otro' })).toMatchObject({ clock: null, capacity: null, policy: null, slug: false });
    expect((await db().select().from(business).where(eq(business.id, businessId)))[0]).toMatchObject({
      capacity: null,
    });
  });
});
