import { qrPass } from '@db/schema/reservations';
import { reservationEvent } from '@db/schema/venues';
import { and, asc, eq, gt } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { db } from '@/server/db/transaction';
import { describeDatabases } from '../../../tests/support/databases';
import { failureOf, makeReservation, makeVenue, type TestVenue, TODAY } from '../../../tests/support/fixtures';
import { countAttendance } from '../attendance/count-attendance';
import { changeStatus } from './change-status';
import { deleteReservation } from './delete-reservation';
import { readHistory } from './read-history';
import { getReservation, listReservations } from './reads';
import type { ReservationRow } from './rows';
import { updateReservation } from './update-reservation';

async function eventsAfter({ businessId, version }: ReservationRow): Promise<Record<string, unknown>[]> {
  const rows = await db()
    .select()
    .from(reservationEvent)
    .where(and(eq(reservationEvent.businessId, businessId), gt(reservationEvent.seq, version)))
    .orderBy(asc(reservationEvent.seq));
  return rows.map((row) => JSON.parse(row.payload));
}

function passesOf({ businessId, id }: ReservationRow) {
  return db()
    .select()
    .from(qrPass)
    .where(and(eq(qrPass.businessId, businessId), eq(qrPass.reservationId, id)))
    .orderBy(asc(qrPass.epoch));
}

describeDatabases('updateReservation', () => {
  it('writes and tells the changed fields only, and nothing when nothing changes', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const changes = { id: row.id, guestCount: 6, customerName: row.customerName, notes: null, tableName: 'T4' };
    const answer = await updateReservation(venue.as('HOST'), changes);
    expect(answer.reservation).toMatchObject({ guestCount: 6, tableName: 'T4', version: answer.seq });
    expect(await eventsAfter(row)).toMatchObject([
      { type: 'reservation-updated', updates: { guestCount: 6, tableName: 'T4' }, businessDay: TODAY },
    ]);
    const again = await updateReservation(venue.as('HOST'), changes);
    expect(again.seq).toBe(answer.seq);
    expect(await eventsAfter(row)).toHaveLength(1);
  });

  it('tells fields and status apart, and moves to another day with a new pass', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue, { status: 'PENDING' });
    const reservedAt = '2026-11-22T21:30:00-05:00';
    const answer = await updateReservation(venue.as('HOST'), { id: row.id, reservedAt, status: 'CONFIRMED' });
    expect(answer).toMatchObject({ seq: row.version + 2, reservation: { status: 'CONFIRMED', version: answer.seq } });
    expect(await eventsAfter(row)).toMatchObject([
      {
        type: 'reservation-updated',
        businessDay: '2026-11-22',
        previousBusinessDay: TODAY,
        updates: { reservedAt: '2026-11-23T02:30:00.000Z', businessDay: '2026-11-22' },
        reservation: { id: row.id, version: row.version + 1, status: 'PENDING' },
      },
      { type: 'status-changed', oldStatus: 'PENDING', newStatus: 'CONFIRMED' },
    ]);
    const passes = await passesOf(row);
    expect(passes.map((pass) => [pass.epoch, pass.revokedAt === null])).toEqual([
      [1, false],
      [2, true],
    ]);
    const past = { id: row.id, reservedAt: '2026-11-20T21:30:00-05:00' };
    expect(await failureOf(updateReservation(venue.as('HOST'), past))).toBe('VALIDATION');
  });

  it('lets one of two with the same version win and shows the other the current row', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const results = await Promise.allSettled(
      [5, 6].map((guestCount) =>
        updateReservation(venue.as('HOST', { ifMatch: row.version }), { id: row.id, guestCount }),
      ),
    );
    const lost = results.find((result) => result.status === 'rejected');
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    expect(lost?.reason).toMatchObject({ code: 'VERSION_CONFLICT', extra: { current: { version: row.version + 1 } } });
  });

  it('hides another venue and refuses the door', async () => {
    const venue = await makeVenue();
    const stranger = await makeVenue();
    const row = await makeReservation(venue);
    const input = { id: row.id, guestCount: 9 };
    expect(await failureOf(updateReservation(stranger.as('OWNER'), input))).toBe('NOT_FOUND');
    expect(await failureOf(updateReservation(venue.as('DOOR'), input))).toBe('FORBIDDEN');
    expect(await eventsAfter(row)).toEqual([]);
  });
});

describeDatabases('changeStatus', () => {
  const move = (venue: TestVenue, row: ReservationRow, status: ReservationRow['status'], role: 'HOST' | 'MANAGER') =>
    changeStatus(venue.as(role), { id: row.id, status });

  it('follows the machine, and tells what is allowed when it refuses', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const refused = changeStatus(venue.as('HOST'), { id: row.id, status: 'COMPLETED' });
    await expect(refused).rejects.toMatchObject({
      code: 'TRANSITION_NOT_ALLOWED',
      extra: { allowed: ['CHECKED_IN', 'CANCELLED', 'NO_SHOW'] },
    });
    const twice = await Promise.all([move(venue, row, 'CANCELLED', 'HOST'), move(venue, row, 'CANCELLED', 'HOST')]);
    expect(twice.map((answer) => answer.seq)).toEqual([2, 2]);
    expect(await eventsAfter(row)).toMatchObject([{ type: 'status-changed', newStatus: 'CANCELLED' }]);
  });

  it('leaves reopening to managers and gives the reopened a new pass', async () => {
    const venue = await makeVenue();
    const stranger = await makeVenue();
    const row = await makeReservation(venue);
    await move(venue, row, 'CANCELLED', 'HOST');
    expect(await failureOf(move(venue, row, 'CONFIRMED', 'HOST'))).toBe('FORBIDDEN');
    expect(await failureOf(move(stranger, row, 'CONFIRMED', 'MANAGER'))).toBe('NOT_FOUND');
    expect((await move(venue, row, 'CONFIRMED', 'MANAGER')).reservation.status).toBe('CONFIRMED');
    const passes = await passesOf(row);
    expect(passes.map((pass) => pass.revokedAt === null)).toEqual([false, true]);
  });

  it('keeps the count of a party checked in by hand, and remembers where undo returns to', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue, { status: 'PENDING' });
    await move(venue, row, 'CHECKED_IN', 'HOST');
    const count = (delta: number, nonce: string) => countAttendance(venue.as('DOOR'), { id: row.id, delta, nonce });
    expect(await count(2, 'nonce-0001')).toMatchObject({ isFirstScan: true, reservation: { status: 'CHECKED_IN' } });
    expect(await count(-2, 'nonce-0002')).toMatchObject({ reservation: { status: 'PENDING', scanCount: 0 } });
  });
});

describeDatabases('deleteReservation', () => {
  it('takes it out of the lists once, revokes the pass and keeps the history', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    await countAttendance(venue.as('DOOR'), { id: row.id, delta: 2, nonce: 'nonce-0001' });
    const results = await Promise.allSettled([1, 2].map(() => deleteReservation(venue.as('HOST'), { id: row.id })));
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await failureOf(getReservation(venue.as('HOST'), { id: row.id }))).toBe('NOT_FOUND');
    expect((await listReservations(venue.as('HOST'), {})).reservations).toEqual([]);
    expect((await passesOf(row)).map((pass) => pass.revokedAt === null)).toEqual([false]);
    expect((await eventsAfter(row)).map((event) => event.type)).toEqual(['qr-scanned', 'reservation-deleted']);
    const { entries } = await readHistory(venue.as('HOST'), { id: row.id });
    const told = entries.map((entry) => (entry.kind === 'change' ? entry.action : entry.kind)).sort();
    expect(told).toEqual(['attendance', 'reservation.created', 'reservation.deleted']);
    expect(entries.every((entry) => entry.by?.match(/^(OWNER|HOST|DOOR) /))).toBe(true);
  });

  it('hides another venue and refuses the door, who reads no history either', async () => {
    const venue = await makeVenue();
    const stranger = await makeVenue();
    const row = await makeReservation(venue);
    expect(await failureOf(deleteReservation(stranger.as('OWNER'), { id: row.id }))).toBe('NOT_FOUND');
    expect(await failureOf(deleteReservation(venue.as('DOOR'), { id: row.id }))).toBe('FORBIDDEN');
    expect(await failureOf(readHistory(stranger.as('OWNER'), { id: row.id }))).toBe('NOT_FOUND');
    expect(await failureOf(readHistory(venue.as('DOOR'), { id: row.id }))).toBe('FORBIDDEN');
  });
});
