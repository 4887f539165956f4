import { and, asc, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { auditEntry } from '@/modules/audit/tables';
import { makeTonight, type Tonight } from '@/modules/floor/tonight.fixture';
import { AvailabilityInput } from '@/modules/services/schema';
import { stay } from '@/modules/tables/tables';
import { db } from '@/platform/db/transaction';
import { describeDatabases } from '../../../tests/support/databases';
import { bookingInput, failureOf, TODAY } from '../../../tests/support/fixtures';
import { changeStatus } from './change-status';
import { createReservation } from './create-reservation';
import { deleteReservation } from './delete-reservation';
import { findSlots } from './find-slots';
import { recordSitting } from './record-sitting';
import { RecordSittingInput, SetTablesInput } from './schema';
import { setTables } from './set-seating';
import { updateReservation } from './update-reservation';
import type { Reservation } from './wire';

const EARLY = '17:00';
/** An instant of the night at the venue's clock. */
const at = (time: string) => new Date(`2026-11-${time < '12' ? '22' : '21'}T${time}:00-05:00`);
const host = (venue: Tonight, time = EARLY) => venue.as('HOST', { now: at(time) });
async function book(venue: Tonight, time: string, tables: readonly number[], guestCount = 2): Promise<Reservation> {
  const tableIds = tables.map((i) => venue.tables[i]?.id);
  const input = bookingInput({ reservedAt: at(time).toISOString(), guestCount, tableIds, customerPhone: null });
  return (await createReservation(host(venue), input)).reservation;
}
async function sit(venue: Tonight, { id }: Reservation, action: string, time: string, changes = {}) {
  return (await recordSitting(host(venue, time), RecordSittingInput.parse({ id, action, ...changes }))).reservation;
}
const move = (venue: Tonight, { id }: Reservation, time: string, tables: readonly number[], changes = {}) =>
  setTables(
    host(venue, time),
    SetTablesInput.parse({ id, tableIds: tables.map((i) => venue.tables[i]?.id), ...changes }),
  );
/** From when until when a party has tables, at the venue's clock. */
async function stayOf({ venue }: Tonight, { id }: Reservation): Promise<string[]> {
  const rows = await db()
    .select()
    .from(stay)
    .where(and(eq(stay.businessId, venue.id), eq(stay.reservationId, id)));
  const clock = (time: Date) => new Date(time.getTime() - 5 * 3_600_000).toISOString().slice(11, 16);
  return rows.map(({ startsAt, endsAt }) => `${clock(startsAt)}–${clock(endsAt)}`);
}
async function isOffered(venue: Tonight, time: string, now: string): Promise<boolean> {
  const input = AvailabilityInput.parse({ day: TODAY, party: 2, channel: 'WALK_IN' });
  const { slots } = await findSlots(host(venue, now), input);
  return slots.some((slot) => slot.at === at(time).toISOString());
}

describeDatabases('a party that sits down and leaves', () => {
  it('has its tables from then, leaves them free at once, and gets them back when that is undone', async () => {
    const venue = await makeTonight([2]);
    const mine = await book(venue, '20:00', [0]);
    expect(await sit(venue, mine, 'seat', '20:20')).toMatchObject({
      ...{ seatedAt: at('20:20').toISOString(), leftAt: null, status: 'CHECKED_IN', scanCount: 0 },
      tableName: 'Mesa 1',
    });
    expect(await stayOf(venue, mine)).toEqual(['20:20–22:20']);
    expect(await isOffered(venue, '21:30', '21:10')).toBe(false);
    expect(await sit(venue, mine, 'leave', '21:20')).toMatchObject({
      ...{ leftAt: at('21:20').toISOString(), status: 'COMPLETED', scanCount: 0, tableName: 'Mesa 1' },
    });
    expect([await stayOf(venue, mine), await isOffered(venue, '21:30', '21:21')]).toEqual([[], true]);
    expect(await sit(venue, mine, 'undo', '21:25')).toMatchObject({ leftAt: null, status: 'CHECKED_IN' });
    expect([await stayOf(venue, mine), await isOffered(venue, '21:30', '21:25')]).toEqual([['21:25–22:20'], false]);
    // Sitting down is taken back too, with the status and the time that were there before.
    expect(await sit(venue, mine, 'undo', '21:26')).toMatchObject({ seatedAt: null, status: 'CONFIRMED' });
    expect(await stayOf(venue, mine)).toEqual(['20:00–22:00']);
    expect(await failureOf(sit(venue, mine, 'undo', '21:27'))).toBe('TRANSITION_NOT_ALLOWED');
  });

  it('does not get the table back that somebody else has meanwhile', async () => {
    const venue = await makeTonight([2]);
    const [mine, other] = [await book(venue, '20:00', [0]), await book(venue, '23:00', [])];
    await sit(venue, mine, 'seat', '20:00');
    await sit(venue, mine, 'leave', '20:50');
    await move(venue, other, '20:52', [0], { at: at('21:00').toISOString() });
    expect(await sit(venue, other, 'seat', '20:55')).toMatchObject({ tableName: 'Mesa 1' });
    await expect(sit(venue, mine, 'undo', '20:56')).rejects.toMatchObject({
      code: 'TABLE_TAKEN',
      extra: { taken: [{ reservationId: other.id, tableId: venue.tables[0]?.id }] },
    });
    expect(await stayOf(venue, mine)).toEqual([]);
  });

  it('keeps its table while it stays past its end, tonight, and nobody is offered it', async () => {
    const venue = await makeTonight([2]);
    const [mine, next] = [await book(venue, '20:00', [0]), await book(venue, '23:00', [0])];
    await sit(venue, mine, 'seat', '20:00');
    expect(await isOffered(venue, '22:30', '22:20')).toBe(false);
    // Whoever has the table next does not sit on somebody's lap, unless a person says so, with a reason.
    await expect(sit(venue, next, 'seat', '22:50')).rejects.toMatchObject({
      ...{ code: 'TABLE_TAKEN', extra: { taken: [{ reservationId: mine.id }] } },
    });
    await sit(venue, next, 'seat', '22:50', { override: { reason: 'They share it' } });
    expect(await stayOf(venue, next)).toEqual(['22:50–00:50']);
    const entries = await db()
      .select()
      .from(auditEntry)
      .where(and(eq(auditEntry.businessId, venue.venue.id), eq(auditEntry.entityId, next.id)))
      .orderBy(asc(auditEntry.at));
    expect(entries.map(({ after }) => after)).toContainEqual(
      expect.objectContaining({ seatedAt: at('22:50').toISOString(), reason: 'They share it' }),
    );
  });

  it('sits until the next party comes at most, and where it sits when size, table or status change', async () => {
    const venue = await makeTonight([2, 4]);
    const [mine, next] = [await book(venue, '20:00', [0]), await book(venue, '22:00', [0])];
    await sit(venue, mine, 'seat', '20:30');
    expect([await stayOf(venue, mine), await stayOf(venue, next)]).toEqual([['20:30–22:00'], ['22:00–00:00']]);
    const { reservation } = await updateReservation(host(venue, '20:40'), { id: mine.id, guestCount: 4 });
    expect([reservation.tableName, await stayOf(venue, mine)]).toEqual(['Mesa 1', ['20:30–22:00']]);
    // It changes tables as it sits there: until the end that it had.
    expect((await move(venue, mine, '21:00', [1])).reservation.tableName).toBe('Mesa 2');
    expect(await stayOf(venue, mine)).toEqual(['21:00–22:00']);
    expect(await failureOf(move(venue, mine, '21:00', [1], { at: at('23:00').toISOString() }))).toBe(
      'TRANSITION_NOT_ALLOWED',
    );
  });

  it('is refused for whoever is not expected, and on another night', async () => {
    const venue = await makeTonight([2]);
    const owner = venue.as('OWNER', { now: at(EARLY) });
    const mine = await book(venue, '20:00', [0]);
    expect(await failureOf(sit(venue, mine, 'leave', '20:00'))).toBe('TRANSITION_NOT_ALLOWED');
    for (const action of ['seat', 'leave', 'undo'] as const) {
      const sitAt = (now: Date) => recordSitting(venue.as('HOST', { now }), { id: mine.id, action });
      expect(await failureOf(sitAt(new Date('2026-11-20T22:00:00Z')))).toBe('OTHER_DAY');
      expect(await failureOf(sitAt(new Date('2026-11-23T22:00:00Z')))).toBe('NIGHT_CLOSED');
    }
    for (const status of ['CANCELLED', 'NO_SHOW'] as const) {
      await changeStatus(owner, { id: mine.id, status });
      for (const action of ['seat', 'leave', 'undo'])
        expect(await failureOf(sit(venue, mine, action, '20:00'))).toBe('TRANSITION_NOT_ALLOWED');
      await changeStatus(owner, { id: mine.id, status: 'CONFIRMED' });
    }
    await deleteReservation(owner, { id: mine.id });
    expect(await failureOf(sit(venue, mine, 'seat', '20:00'))).toBe('NOT_FOUND');
    const old = venue.as('HOST', { now: at('20:00'), ifMatch: 1 });
    const other = await book(venue, '20:00', []);
    expect(await failureOf(recordSitting(old, { id: other.id, action: 'seat' }))).toBe('VERSION_CONFLICT');
  });
});
