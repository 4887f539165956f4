import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Author } from '@/modules/access/context';
import { auditEntry } from '@/modules/audit/tables';
import { countOverlaps, makeTonight, type Tonight } from '@/modules/floor/tonight.fixture';
import { changeStatus } from '@/modules/reservations/change-status';
import { createReservation } from '@/modules/reservations/create-reservation';
import { findTimes } from '@/modules/reservations/find-slots';
import { SetTablesInput } from '@/modules/reservations/schema';
import { setTables } from '@/modules/reservations/set-seating';
import { reservation } from '@/modules/reservations/tables';
import { hold, stay } from '@/modules/tables/tables';
import { db, snapshot, transaction } from '@/platform/db/transaction';
import { describeDatabases } from '../../../tests/support/databases';
import { bookingInput, failureOf, refusalOf, TODAY } from '../../../tests/support/fixtures';
import { completeHold, type GuestFields } from './complete-hold';
import { createHold } from './create-hold';
import { deleteHold } from './delete-hold';
import { renewHold } from './renew-hold';
import { HELD_AT_ONCE, HELD_MS } from './rules';

const EARLY = new Date('2026-11-21T15:00:00Z');
const MINUTE = 60_000;
const later = (minutes: number) => new Date(EARLY.getTime() + minutes * MINUTE);
/** An instant of the night at the venue's clock. */
const at = (time: string) => new Date(`2026-11-${time < '12' ? '22' : '21'}T${time}:00-05:00`);
const GUEST: GuestFields = { customerName: 'Ana', customerPhone: null, customerEmail: 'ana@guest.test', notes: null };

const author = ({ venue }: Tonight, now = EARLY): Author => ({ venue, now, userId: null, requestId: randomUUID() });
const keep = (venue: Tonight, time: string | Date, { party = 2, now = EARLY, from = 'net' as string | null } = {}) =>
  transaction((tx) =>
    createHold(tx, author(venue, now), {
      ...{ at: typeof time === 'string' ? at(time) : time, party, channel: 'ONLINE' as const, addressHash: from },
      expiresAt: new Date(now.getTime() + HELD_MS),
    }),
  );
const book = (venue: Tonight, token: string, now = EARLY) =>
  transaction((tx) => completeHold(tx, author(venue, now), token, GUEST));
const timesOf = (venue: Tonight, now = EARLY, party = 2) =>
  snapshot((tx) => findTimes(tx, venue.venue, { day: TODAY, party, channel: 'ONLINE', now })).then(({ slots }) =>
    slots.map((slot) => slot.at),
  );
const isOffered = async (venue: Tonight, time: string, now = EARLY) =>
  (await timesOf(venue, now)).includes(at(time).toISOString());
const staysOf = ({ venue }: Tonight) => db().select().from(stay).where(eq(stay.businessId, venue.id));
const bookedOf = ({ venue }: Tonight) => db().select().from(reservation).where(eq(reservation.businessId, venue.id));

describeDatabases('a time that is held', (kind) => {
  it('is offered to nobody else until it becomes a reservation, is given up, or runs out', async () => {
    const venue = await makeTonight([2]);
    const { token, row } = await keep(venue, '20:00');
    expect(row.id).not.toContain(token);
    expect(await isOffered(venue, '20:00')).toBe(false);
    expect(await refusalOf(keep(venue, '21:00'))).toMatchObject({ code: 'SLOT_TAKEN', nearest: expect.any(Array) });
    const taken = createReservation(
      venue.as('HOST', { now: EARLY }),
      bookingInput({ reservedAt: at('20:30').toISOString(), guestCount: 2, tableIds: [venue.tables[0]?.id] }),
    );
    expect(await refusalOf(taken)).toMatchObject({
      code: 'TABLE_TAKEN',
      taken: [{ kind: 'HOLD', reservationId: null }],
    });
    await deleteHold(author(venue), token);
    expect(await isOffered(venue, '20:00')).toBe(true);
    expect(await failureOf(book(venue, token))).toBe('NOT_FOUND');
    await keep(venue, '20:00');
    expect(await isOffered(venue, '20:00', later(4))).toBe(false);
    // Nobody has removed its stay, and yet its time is free.
    expect(await isOffered(venue, '20:00', later(5))).toBe(true);
    expect(await staysOf(venue)).toHaveLength(1);
    const next = await keep(venue, '20:30', { now: later(5) });
    expect((await book(venue, next.token, later(6))).row).toMatchObject({
      ...{ status: 'CONFIRMED', channel: 'ONLINE', tableName: 'Mesa 1', guestCount: 2, createdBy: null },
      businessDay: TODAY,
    });
    expect(await staysOf(venue)).toMatchObject([{ holdId: null, reservationId: expect.any(String) }]);
  });

  it('becomes one reservation, however often its form is sent', async () => {
    const venue = await makeTonight([2, 2]);
    const { token } = await keep(venue, '20:00');
    const answers = await Promise.all([0, 1, 2, 3].map(() => book(venue, token)));
    expect(new Set(answers.map(({ row }) => row.id)).size).toBe(1);
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect((await book(venue, token, later(30))).row.id).toBe(answers[0]?.row.id);
    expect(await bookedOf(venue)).toHaveLength(1);
    const [entry] = await db()
      .select()
      .from(auditEntry)
      .where(eq(auditEntry.entityId, answers[0]?.row.id ?? ''));
    expect(entry).toMatchObject({ action: 'reservation.booked-by-guest', userId: null });
  });

  it('runs out between form and confirmation, and names the same time where it is still free', async () => {
    const venue = await makeTonight([2]);
    const { token } = await keep(venue, '20:00');
    expect(await refusalOf(book(venue, token, later(6)))).toMatchObject({
      ...{ code: 'HOLD_EXPIRED', nearest: [{ at: at('20:00').toISOString() }] },
    });
    const other = await keep(venue, '20:00', { now: later(6), from: 'other' });
    const refused = await refusalOf(book(venue, token, later(7)));
    expect(refused).toMatchObject({ code: 'HOLD_EXPIRED' });
    expect(JSON.stringify(refused)).not.toContain(at('20:00').toISOString());
    // A clock that is behind does not bring it back.
    expect(await failureOf(book(venue, token, later(4)))).toBe('SLOT_TAKEN');
    expect((await book(venue, other.token, later(8))).replayed).toBe(false);
  });

  it('is kept longer once', async () => {
    const venue = await makeTonight([2]);
    const { token } = await keep(venue, '20:00');
    expect((await renewHold(author(venue, later(4)), token)).expiresAt).toEqual(later(9));
    expect(await failureOf(renewHold(author(venue, later(8)), token))).toBe('HOLD_RENEWED');
    expect(await isOffered(venue, '20:00', later(8))).toBe(false);
    expect((await book(venue, token, later(8))).replayed).toBe(false);
    expect(await failureOf(renewHold(author(venue, later(9)), 'no-such-hold'))).toBe('NOT_FOUND');
    const other = await keep(venue, '22:30');
    expect(await failureOf(renewHold(author(venue, later(5)), other.token))).toBe('HOLD_EXPIRED');
  });

  it('is a promise: notice counts from when it was given, and pacing counts it', async () => {
    const pacing = [{ startCovers: 2 }];
    const venue = await makeTonight([2, 2], [], { noticeMinutes: 60, pacing });
    const close = new Date(at('20:00').getTime() - 60 * MINUTE);
    const { token } = await keep(venue, '20:00', { now: close });
    expect(await failureOf(keep(venue, '20:00', { now: close }))).toBe('SLOT_TAKEN');
    const inTime = new Date(close.getTime() + 4 * MINUTE);
    expect((await book(venue, token, inTime)).row.tableName).not.toBeNull();
  });

  it('gives way to what the venue decides meanwhile', async () => {
    const venue = await makeTonight([2]);
    const host = venue.as('HOST', { now: EARLY });
    const { token } = await keep(venue, '20:00');
    const input = bookingInput({ reservedAt: at('20:00').toISOString(), guestCount: 2 });
    const { reservation: walked } = await createReservation(host, input);
    const seat = (changes: object) =>
      setTables(host, SetTablesInput.parse({ id: walked.id, tableIds: venue.tables.map(({ id }) => id), ...changes }));
    expect(await failureOf(seat({}))).toBe('TABLE_TAKEN');
    await seat({ override: { reason: 'Friends of the house' } });
    expect(await failureOf(book(venue, token))).toBe('SLOT_TAKEN');
  });

  it('keeps its tables from a party that is expected again', async () => {
    const venue = await makeTonight([2]);
    const owner = venue.as('OWNER', { now: EARLY });
    const input = bookingInput({
      ...{ reservedAt: at('20:00').toISOString(), guestCount: 2, tableIds: [venue.tables[0]?.id] },
    });
    const { reservation: mine } = await createReservation(owner, input);
    await changeStatus(owner, { id: mine.id, status: 'CANCELLED' });
    const { token } = await keep(venue, '20:00');
    const back = await changeStatus(owner, { id: mine.id, status: 'CONFIRMED' });
    expect(back.reservation.tableName).toBeNull();
    expect((await book(venue, token)).row.tableName).toBe('Mesa 1');
  });

  it('is one of few for each network, night and venue', async () => {
    const venue = await makeTonight(Array.from({ length: 10 }, () => 2));
    for (let i = 0; i < HELD_AT_ONCE.address; i += 1) await keep(venue, '20:00');
    expect(await failureOf(keep(venue, '20:00'))).toBe('RATE_LIMITED');
    await keep(venue, '20:00', { from: 'another' });
    await keep(venue, '20:00', { from: null });
    await keep(venue, '20:00', { now: later(5) });
    const stranger = await makeTonight([2]);
    expect(await failureOf(renewHold(author(stranger), (await keep(venue, '22:30', { from: 'c' })).token))).toBe(
      'NOT_FOUND',
    );
  });

  it('goes to one of many who want it at once, and so does its reservation', async () => {
    const venue = await makeTonight([2, 4]);
    const wanted = Array.from({ length: 12 }, (_, i) => keep(venue, '20:00', { from: `net ${i}` }));
    const settled = await Promise.allSettled(wanted);
    const held = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value.token] : []));
    expect(held).toHaveLength(2);
    const host = venue.as('HOST', { now: EARLY });
    const rivals = venue.tables.map(({ id }) =>
      refusalOf(
        createReservation(host, bookingInput({ reservedAt: at('20:00').toISOString(), guestCount: 2, tableIds: [id] })),
      ),
    );
    const booked = await Promise.all(held.map((token) => book(venue, token)));
    expect((await Promise.all(rivals)).map(({ code }) => code)).toEqual(['TABLE_TAKEN', 'TABLE_TAKEN']);
    expect(new Set(booked.map(({ row }) => row.tableName)).size).toBe(2);
    expect([await countOverlaps(venue), (await staysOf(venue)).length]).toEqual([0, 2]);
  });

  it('is offered exactly where it can be had, and never shares a table, whatever happens in between', async () => {
    const step = fc.record({
      ...{ what: fc.constantFrom('hold', 'hold', 'book', 'drop', 'renew', 'wait'), slot: fc.nat(11) },
      ...{ party: fc.integer({ min: 1, max: 5 }), which: fc.nat(20) },
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const venue = await makeTonight([2, 2, 4], [[0, 1]], { pacing: [{ startCovers: 6 }] });
        let now = EARLY;
        const tokens: string[] = [];
        for (const { what, slot, party, which } of steps) {
          const token = tokens[which % Math.max(1, tokens.length)] ?? '';
          if (what === 'wait') now = new Date(now.getTime() + 3 * MINUTE);
          if (what === 'hold') {
            const wish = new Date(at('19:00').getTime() + slot * 30 * MINUTE);
            const free = (await timesOf(venue, now, party)).includes(wish.toISOString());
            const code = await refusalOf(
              keep(venue, wish, { party, now, from: null }).then((held) => tokens.push(held.token)),
            );
            expect(code.code).toBe(free ? 'done' : 'SLOT_TAKEN');
          }
          if (what === 'drop') await deleteHold(author(venue, now), token);
          if (what === 'renew') await refusalOf(renewHold(author(venue, now), token));
          if (what === 'book') await refusalOf(book(venue, token, now));
          expect(await countOverlaps(venue)).toBe(0);
        }
        const become = and(eq(hold.businessId, venue.venue.id));
        const held = await db().select().from(hold).where(become);
        expect((await bookedOf(venue)).length).toBe(held.filter((row) => row.reservationId !== null).length);
      }),
      { numRuns: kind === 'embedded' ? 8 : 15 },
    );
  }, 120_000);
});
