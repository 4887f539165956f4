import { and, eq } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { auditEntry } from '@/modules/audit/tables';
import { createRow } from '@/modules/floor/create-row';
import { BLOCK } from '@/modules/floor/nouns';
import { countOverlaps, makeTonight, type Tonight } from '@/modules/floor/tonight.fixture';
import { AvailabilityInput } from '@/modules/services/schema';
import { stay } from '@/modules/tables/tables';
import { db } from '@/platform/db/transaction';
import type { DomainError } from '@/platform/errors';
import { describeDatabases } from '../../../tests/support/databases';
import { bookingInput, failureOf, NOW, refusalOf, TODAY } from '../../../tests/support/fixtures';
import { changeStatus } from './change-status';
import { createReservation } from './create-reservation';
import { deleteReservation } from './delete-reservation';
import { findSlots } from './find-slots';
import { restoreReservation } from './restore-reservation';
import { SetTablesInput } from './schema';
import { setTables } from './set-seating';
import { undoStatus } from './undo-status';
import { updateReservation } from './update-reservation';
import type { Reservation } from './wire';

const EARLY = new Date('2026-11-21T15:00:00Z');
/** An instant of the night at the venue's clock. */
const at = (time: string) => new Date(`2026-11-${time < '12' ? '22' : '21'}T${time}:00-05:00`).toISOString();

const host = (venue: Tonight) => venue.as('HOST', { now: EARLY });
const slotsOf = (venue: Tonight, party = 2, changes = {}) =>
  findSlots(host(venue), AvailabilityInput.parse({ day: TODAY, party, ...changes }));
async function book(venue: Tonight, time: string, tables: readonly number[], guestCount = 2): Promise<Reservation> {
  const tableIds = tables.map((i) => venue.tables[i]?.id);
  const input = bookingInput({ reservedAt: at(time), guestCount, tableIds, customerPhone: null });
  return (await createReservation(host(venue), input)).reservation;
}
const seat = (venue: Tonight, { id }: Reservation, tables: readonly number[], changes = {}) =>
  setTables(host(venue), SetTablesInput.parse({ id, tableIds: tables.map((i) => venue.tables[i]?.id), ...changes }));
const staysOf = ({ venue }: Tonight) => db().select().from(stay).where(eq(stay.businessId, venue.id));
async function namesOf(venue: Tonight, { id }: Reservation): Promise<string[]> {
  const rows = (await staysOf(venue)).filter(({ reservationId }) => reservationId === id);
  return rows.map(({ tableId }) => venue.tables.find((table) => table.id === tableId)?.name ?? '?').sort();
}

describeDatabases('the tables of a party', (kind) => {
  it('are given with the booking, shown by name, and offered to nobody else until it ends', async () => {
    const venue = await makeTonight([2, 4], [[0, 1]]);
    const first = await book(venue, '20:00', [0]);
    expect(first).toMatchObject({ tableName: 'Mesa 1', tableIds: [venue.tables[0]?.id] });
    const { slots } = await slotsOf(venue);
    const free = (time: string) => slots.find((slot) => slot.at === at(time))?.options.map(({ tableIds }) => tableIds);
    expect(free('20:00')).toEqual([[venue.tables[1]?.id]]);
    expect(free('22:00')?.[0]).toEqual([venue.tables[0]?.id]);
    expect(slots[0]).toMatchObject({ at: at('19:00'), offset: '-05:00' });
    expect(await refusalOf(book(venue, '21:30', [0]))).toMatchObject({
      ...{ code: 'TABLE_TAKEN', obstacle: null },
      taken: [
        {
          kind: 'RESERVATION',
          reservationId: first.id,
          tableId: venue.tables[0]?.id,
          from: at('20:00'),
          until: at('22:00'),
        },
      ],
    });
    expect(await refusalOf(book(venue, '18:00', [1]))).toMatchObject({ code: 'TABLE_TAKEN', obstacle: 'CLOSED' });
    expect(await failureOf(book(venue, '20:00', [0, 1], 6))).toBe('TABLE_TAKEN');
    const joined = await book(venue, '22:30', [1, 0], 6);
    expect([joined.tableName, await namesOf(venue, joined)]).toEqual(['Mesa 1 + Mesa 2', ['Mesa 1', 'Mesa 2']]);
    // What is offered past midnight can be booked.
    const late = await makeTonight([2]);
    expect((await slotsOf(late)).slots.at(-1)?.at).toBe(at('00:30'));
    expect(await book(late, '00:30', [0])).toMatchObject({ businessDay: TODAY, tableName: 'Mesa 1' });
  });

  it('are free again when the party is not expected, and its own again when it is, unless somebody has them', async () => {
    const venue = await makeTonight([2]);
    const [owner, mine] = [venue.as('OWNER', { now: EARLY }), await book(venue, '20:00', [0])];
    for (const [leave, back] of [
      [() => changeStatus(owner, { id: mine.id, status: 'CANCELLED' }), () => undoStatus(owner, { id: mine.id })],
      [
        () => changeStatus(owner, { id: mine.id, status: 'CANCELLED' }),
        () => changeStatus(owner, { id: mine.id, status: 'CONFIRMED' }),
      ],
      [() => deleteReservation(owner, { id: mine.id }), () => restoreReservation(owner, { id: mine.id })],
    ] as const) {
      await leave();
      expect(await namesOf(venue, mine)).toEqual([]);
      expect((await slotsOf(venue)).slots.some((slot) => slot.at === at('20:00'))).toBe(true);
      expect((await back()).reservation.tableName).toBe('Mesa 1');
      expect(await namesOf(venue, mine)).toEqual(['Mesa 1']);
    }
    await changeStatus(owner, { id: mine.id, status: 'CANCELLED' });
    const other = await book(venue, '21:00', [0]);
    const { reservation: reopened } = await changeStatus(owner, { id: mine.id, status: 'CONFIRMED' });
    expect(reopened).toMatchObject({ status: 'CONFIRMED', tableName: null, tableIds: null });
    expect([await namesOf(venue, mine), await namesOf(venue, other)]).toEqual([[], ['Mesa 1']]);
  });

  it('follow another time and another size, and leave a party for which nothing is free', async () => {
    const venue = await makeTonight([2, 4]);
    const mine = await book(venue, '20:00', [0]);
    const edit = async (changes: object) =>
      (await updateReservation(host(venue), { id: mine.id, ...changes })).reservation;
    expect((await edit({ reservedAt: at('20:30') })).tableName).toBe('Mesa 1');
    expect(
      (await slotsOf(venue)).slots.some(({ at: time, options }) => time === at('22:30') && options.length === 2),
    ).toBe(true);
    expect((await edit({ guestCount: 4 })).tableName).toBe('Mesa 2');
    expect(await namesOf(venue, mine)).toEqual(['Mesa 2']);
    expect(await edit({ guestCount: 5 })).toMatchObject({ tableName: null, tableIds: null });
    expect(await namesOf(venue, mine)).toEqual([]);
    await seat(venue, await book(venue, '23:00', [1]), [0]);
    const written = await updateReservation(host(venue), { id: mine.id, tableName: 'junto a la ventana' });
    expect(written.reservation).toMatchObject({ tableName: 'junto a la ventana', tableIds: null });
  });

  it('change hands: who was not put there by a person makes room, two can swap, and a preview writes nothing', async () => {
    const venue = await makeTonight([4, 4, 2]);
    const [one, two] = [await book(venue, '20:00', [0], 4), await book(venue, '20:30', [1], 4)];
    const before = await staysOf(venue);
    const asked = await seat(venue, one, [1], { preview: true });
    expect(asked.moves).toEqual([
      expect.objectContaining({ reservationId: two.id, from: 'Mesa 2', to: 'Mesa 1', tableIds: [venue.tables[0]?.id] }),
    ]);
    expect(await staysOf(venue)).toEqual(before);
    const swapped = await seat(venue, one, [1]);
    expect(swapped.reservation.tableName).toBe('Mesa 2');
    expect(swapped.moves).toEqual(asked.moves);
    expect([await namesOf(venue, one), await namesOf(venue, two)]).toEqual([['Mesa 2'], ['Mesa 1']]);
    // A person chose that one, so that nobody moves it.
    expect(await refusalOf(seat(venue, two, [1]))).toMatchObject({
      code: 'TABLE_TAKEN',
      taken: [{ reservationId: one.id }],
    });
    expect(await failureOf(seat(venue, two, [2]))).toBe('TABLE_TAKEN');
    const span = { startsAt: new Date(at('20:00')), endsAt: new Date(at('20:45')) };
    const target = { tableId: venue.tables[2]?.id ?? '', zoneId: null, serviceId: null };
    await createRow(venue.as('OWNER', { now: EARLY }), BLOCK, { ...target, ...span, mode: 'NO_OVERLAP', reason: null });
    expect(await refusalOf(book(venue, '20:00', [2])), "closed, and nobody's").toMatchObject({
      ...{ code: 'TABLE_TAKEN', obstacle: null },
      taken: [{ kind: 'BLOCK', reservationId: null, tableId: target.tableId, from: at('20:00'), until: at('20:45') }],
    });
    expect((await seat(venue, two, [0], { at: at('22:30') })).reservation).toMatchObject({ reservedAt: at('22:30') });
    expect((await seat(venue, two, [])).reservation).toMatchObject({ tableName: null, tableIds: null });
    expect(await countOverlaps(venue)).toBe(0);
  });

  it('may be given against the rules by a person, with the reason in the audit', async () => {
    const venue = await makeTonight([2]);
    const [one, two] = [await book(venue, '20:00', [0]), await book(venue, '22:30', [0])];
    expect(await failureOf(seat(venue, two, [0], { at: at('20:30') }))).toBe('TABLE_TAKEN');
    const { reservation } = await seat(venue, two, [0], { at: at('20:30'), override: { reason: 'comparten' } });
    expect(reservation).toMatchObject({ tableName: 'Mesa 1', reservedAt: at('20:30') });
    expect([await namesOf(venue, one), await namesOf(venue, two)]).toEqual([['Mesa 1'], ['Mesa 1']]);
    const isOfIt = and(eq(auditEntry.businessId, venue.venue.id), eq(auditEntry.entityId, two.id));
    const entries = await db().select().from(auditEntry).where(isOfIt);
    expect(entries.map(({ after }) => (after as { reason?: string }).reason).filter(Boolean)).toEqual(['comparten']);
    // It is busy for everybody else.
    expect(await failureOf(book(venue, '22:00', [0]))).toBe('TABLE_TAKEN');
  });

  it('with no write between, what is offered can be booked and nothing else can', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 }),
        fc.array(fc.tuple(fc.nat(11), fc.nat(9), fc.integer({ min: 1, max: 6 })), { minLength: 1, maxLength: 4 }),
        fc.option(fc.integer({ min: 2, max: 8 })),
        async (seats, wishes, presentCovers) => {
          const joins = seats.length > 1 ? [[0, 1] as const] : [];
          const venue = await makeTonight(seats, joins, { pacing: [{ presentCovers }] });
          for (const [step, place, party] of wishes) {
            const reservedAt = new Date(Date.parse(at('19:00')) + step * 30 * 60_000).toISOString();
            const { slots } = await slotsOf(venue, party);
            const options = slots.find((slot) => slot.at === reservedAt)?.options ?? [];
            const sets = [...venue.tables.map(({ id }) => [id]), ...venue.combinations.map(({ tableIds }) => tableIds)];
            const tableIds = sets[place % sets.length] ?? [];
            const isOffered = options.some(
              (option) => String([...option.tableIds].sort()) === String([...tableIds].sort()),
            );
            const input = bookingInput({ reservedAt, guestCount: party, tableIds, customerPhone: null });
            const outcome = await failureOf(createReservation(host(venue), input));
            expect(outcome === 'TABLE_TAKEN', JSON.stringify({ seats, step, tableIds, isOffered })).toBe(!isOffered);
          }
          expect(await countOverlaps(venue)).toBe(0);
        },
      ),
      { numRuns: kind === 'postgres' ? 8 : 6 },
    );
  });

  it('asked for by many at once, are each given once, and none of them waits for another forever', async () => {
    const venue = await makeTonight([2, 2, 2]);
    const wishes = Array.from({ length: 24 }, (_, i) => book(venue, i % 2 ? '20:00' : '20:30', [i % 3]));
    const done = await Promise.allSettled(wishes);
    const refused = done.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
    expect(refused.map(({ reason }) => (reason as DomainError).code)).toEqual(refused.map(() => 'TABLE_TAKEN'));
    expect(done.length - refused.length).toBe(3);
    expect([(await staysOf(venue)).length, await countOverlaps(venue)]).toEqual([3, 0]);
    // Each wants the other's, at once with edits and cancellations of the same parties.
    const [a, b] = done.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])) as [
      Reservation,
      Reservation,
    ];
    const all = await Promise.allSettled([
      ...[seat(venue, a, [1]), seat(venue, b, [0]), seat(venue, a, [2]), seat(venue, b, [2])],
      ...[updateReservation(host(venue), { id: a.id, reservedAt: at('22:00') })],
      ...[
        updateReservation(host(venue), { id: b.id, guestCount: 1 }),
        changeStatus(host(venue), { id: a.id, status: 'CANCELLED' }),
      ],
    ]);
    const codes = all.flatMap((each) => (each.status === 'rejected' ? [(each.reason as DomainError).code] : []));
    for (const code of codes) expect(['TABLE_TAKEN', 'TRANSITION_NOT_ALLOWED']).toContain(code);
    expect([await namesOf(venue, a), await countOverlaps(venue)]).toEqual([[], 0]);
  });

  it('the nearest times of other days are named on a day that has none', async () => {
    const venue = await makeTonight([2], [], { exceptions: [{ day: TODAY, hours: null }] });
    const { slots, nearest } = await slotsOf(venue, 2, { around: NOW.toISOString() });
    expect(slots).toEqual([]);
    expect(nearest.map(({ at: time }) => time.slice(0, 10))).toEqual(['2026-11-23', '2026-11-23', '2026-11-23']);
  });
});
