import { randomUUID } from 'node:crypto';
import { and, asc, eq, gt } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { countAttendance } from '@/modules/attendance/count-attendance';
import { readHistory } from '@/modules/attendance/read-history';
import { undoAttendance } from '@/modules/attendance/undo-attendance';
import { venueEvent } from '@/modules/events/tables';
import { passValidity } from '@/modules/passes/issue-pass';
import { qrPass } from '@/modules/passes/tables';
import { db } from '@/platform/db/transaction';
import { describeDatabases } from '../../../tests/support/databases';
import { failureOf, makeReservation, makeVenue, type TestVenue, TODAY } from '../../../tests/support/fixtures';
import { changeStatus } from './change-status';
import { listReservations } from './reads';
import type { ReservationRow } from './rows';
import { UpdateReservationInput } from './schema';
import { updateReservation } from './update-reservation';

async function eventsAfter({ businessId, version }: ReservationRow): Promise<Record<string, unknown>[]> {
  const rows = await db()
    .select()
    .from(venueEvent)
    .where(and(eq(venueEvent.businessId, businessId), gt(venueEvent.seq, version)))
    .orderBy(asc(venueEvent.seq));
  return rows.map((row) => JSON.parse(row.payload));
}

/** What a list ends with that follows the events alone. */
function statusByEvents(events: Record<string, unknown>[]): unknown {
  let status: unknown;
  for (const { newStatus, reservation } of events) {
    status = newStatus ?? (reservation as { status?: unknown } | undefined)?.status ?? status;
  }
  return status;
}

function passesOf({ businessId, id }: ReservationRow) {
  return db()
    .select()
    .from(qrPass)
    .where(and(eq(qrPass.businessId, businessId), eq(qrPass.reservationId, id)))
    .orderBy(asc(qrPass.epoch));
}

describeDatabases('updateReservation', () => {
  it('leaves a phone that was stored before alone, and reads a new one as the venue dials', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue, { customerPhone: '+5930991234567' });
    expect(row.customerPhone).toBe('+5930991234567');
    const edit = async (changes: object) =>
      (await updateReservation(venue.as('HOST'), UpdateReservationInput.parse({ id: row.id, ...changes }))).reservation;
    expect((await edit({ notes: 'Ventana' })).customerPhone).toBe('+5930991234567');
    expect((await edit({ tableName: 'T4', customerPhone: '+5930991234567' })).customerPhone).toBe('+5930991234567');
    expect((await edit({ customerPhone: '099 123 4567' })).customerPhone).toBe('+593991234567');
    expect((await edit({ customerPhone: ' \u200B' })).customerPhone).toBeNull();
    expect(await failureOf(edit({ customerPhone: '12' }))).toBe('VALIDATION');
  });

  it('keeps tags in their own order, tells only a change of them, and keeps none as null', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue, { tags: ['VIP', 'ALLERGY'] });
    expect(row.tags).toEqual(['ALLERGY', 'VIP']);
    const edit = async (tags: unknown) =>
      (await updateReservation(venue.as('HOST'), UpdateReservationInput.parse({ id: row.id, tags }))).reservation;
    expect(await edit(['VIP', 'ALLERGY'])).toMatchObject({ tags: ['ALLERGY', 'VIP'], version: row.version });
    expect((await edit(['BIRTHDAY', 'VIP'])).tags).toEqual(['VIP', 'BIRTHDAY']);
    expect((await edit([])).tags).toBeNull();
    expect(await edit(null)).toMatchObject({ tags: null, version: row.version + 2 });
    expect(await eventsAfter(row)).toMatchObject([
      { type: 'reservation-updated', updates: { tags: ['VIP', 'BIRTHDAY'] } },
      { type: 'reservation-updated', updates: { tags: null } },
    ]);
    const { entries } = await readHistory(venue.as('HOST'), { id: row.id });
    expect(entries).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ before: { tags: ['ALLERGY', 'VIP'] }, after: { tags: ['VIP', 'BIRTHDAY'] } }),
        expect.objectContaining({ before: { tags: ['VIP', 'BIRTHDAY'] }, after: { tags: null } }),
      ]),
    );
    for (const refused of [['VIP', 'VIP'], ['STROLLER'], 'VIP', [null], { 0: 'VIP' }]) {
      expect(UpdateReservationInput.safeParse({ id: row.id, tags: refused }).success).toBe(false);
    }
  });

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

  it('tells fields and status apart, and moves to another day with the pass that the guest has', async () => {
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
    expect(answer.passReplaced).toBeUndefined();
    expect(await passesOf(row)).toMatchObject([
      { epoch: 1, revokedAt: null, ...passValidity('2026-11-22', venue.venue) },
    ]);
    const past = { id: row.id, reservedAt: '2026-11-20T21:30:00-05:00' };
    expect(await failureOf(updateReservation(venue.as('HOST'), past))).toBe('VALIDATION');
  });

  it('expects a party of which nobody came again on its new day, and tells so', async () => {
    const venue = await makeVenue();
    const reservedAt = '2026-11-22T21:30:00-05:00';
    for (const [to, becomes] of [
      ['NO_SHOW', 'CONFIRMED'],
      ['CHECKED_IN', 'PENDING'],
      ['CANCELLED', 'CANCELLED'],
    ] as const) {
      const row = await makeReservation(venue, { status: 'PENDING' });
      await changeStatus(venue.as('HOST'), { id: row.id, status: to });
      await updateReservation(venue.as('HOST'), { id: row.id, reservedAt });
      const list = await listReservations(venue.as('HOST'), { day: '2026-11-22' });
      const snapshot = await listReservations(venue.as('HOST'), {});
      expect(snapshot.reservations).toEqual([]);
      expect(list.reservations.find(({ id }) => id === row.id)?.status).toBe(becomes);
      const events = await eventsAfter(row);
      expect(statusByEvents(events)).toBe(becomes);
    }
  });

  it('keeps the night of a party of which people have been counted', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    await countAttendance(venue.as('DOOR'), { id: row.id, delta: 3, nonce: 'nonce-0001' });
    const move = () => updateReservation(venue.as('OWNER'), { id: row.id, reservedAt: '2026-11-22T21:30:00-05:00' });
    expect(await failureOf(move())).toBe('HAS_ARRIVALS');
    const sameNight = { id: row.id, reservedAt: '2026-11-22T01:00:00-05:00', guestCount: 5 };
    expect((await updateReservation(venue.as('HOST'), sameNight)).reservation).toMatchObject({
      businessDay: TODAY,
      scanCount: 3,
    });
    expect((await listReservations(venue.as('HOST'), { include: 'stats' })).stats?.guestsArrived).toBe(3);
    await undoAttendance(venue.as('HOST'), { id: row.id, nonce: 'nonce-0001' });
    expect((await move()).reservation).toMatchObject({ businessDay: '2026-11-22', scanCount: 0, status: 'CONFIRMED' });
  });

  it('plans no party below the people inside where the venue blocks', async () => {
    for (const capacityPolicy of ['BLOCK', 'WARN'] as const) {
      const venue = await makeVenue({ capacityPolicy });
      const row = await makeReservation(venue, { guestCount: 4 });
      await countAttendance(venue.as('DOOR'), { id: row.id, delta: 3, nonce: randomUUID() });
      const plan = (guestCount: number) => updateReservation(venue.as('HOST'), { id: row.id, guestCount });
      expect((await plan(3)).reservation.guestCount).toBe(3);
      const fewer = await failureOf(plan(2));
      if (capacityPolicy === 'BLOCK') expect(fewer).toBe('CAPACITY');
      else expect(fewer).toMatchObject({ reservation: { guestCount: 2 } });
    }
  });

  it('moves the status by the rules of the new day', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const input = { id: row.id, reservedAt: '2026-11-22T21:30:00-05:00', status: 'CHECKED_IN' as const };
    expect(await failureOf(updateReservation(venue.as('OWNER'), input))).toBe('OTHER_DAY');
    expect(await eventsAfter(row)).toEqual([]);
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

  it('hides another venue', async () => {
    const venue = await makeVenue();
    const stranger = await makeVenue();
    const row = await makeReservation(venue);
    const input = { id: row.id, guestCount: 9 };
    expect(await failureOf(updateReservation(stranger.as('OWNER'), input))).toBe('NOT_FOUND');
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
    expect(await move(venue, row, 'CONFIRMED', 'MANAGER')).toMatchObject({
      reservation: { status: 'CONFIRMED' },
      passReplaced: true,
    });
    const passes = await passesOf(row);
    expect(passes.map((pass) => pass.revokedAt === null)).toEqual([false, true]);
  });

  it('keeps the count of a party checked in by hand, and remembers where undo returns to', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue, { status: 'PENDING' });
    await move(venue, row, 'CHECKED_IN', 'HOST');
    const count = (delta: number, nonce: string) => countAttendance(venue.as('DOOR'), { id: row.id, delta, nonce });
    expect(await count(2, 'nonce-0001')).toMatchObject({ isFirstScan: true, reservation: { status: 'CHECKED_IN' } });
    const undo = () => changeStatus(venue.as('HOST'), { id: row.id, undo: true });
    expect(await failureOf(undo())).toBe('HAS_ARRIVALS');
    expect(await count(-2, 'nonce-0002')).toMatchObject({ reservation: { status: 'CHECKED_IN', scanCount: 0 } });
    expect((await undo()).reservation.status).toBe('PENDING');
    expect(await failureOf(undo())).toBe('TRANSITION_NOT_ALLOWED');
    expect((await eventsAfter(row)).at(-1)).toMatchObject({ oldStatus: 'CHECKED_IN', newStatus: 'PENDING' });
  });

  it('takes a late arrival back to the no-show that it was', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    await move(venue, row, 'NO_SHOW', 'HOST');
    await countAttendance(venue.as('DOOR'), { id: row.id, delta: 1, nonce: 'nonce-0001' });
    await countAttendance(venue.as('DOOR'), { id: row.id, delta: 2, nonce: 'nonce-0002' });
    await undoAttendance(venue.as('HOST'), { id: row.id, nonce: 'nonce-0001' });
    const last = await undoAttendance(venue.as('HOST'), { id: row.id, nonce: 'nonce-0002' });
    expect(last.reservation).toMatchObject({ status: 'NO_SHOW', scanCount: 0 });
  });
});
