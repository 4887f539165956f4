import { and, asc, eq, gt } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { countAttendance } from '@/modules/attendance/count-attendance';
import { readHistory } from '@/modules/attendance/read-history';
import { scanQr } from '@/modules/attendance/scan-qr';
import { auditEntry } from '@/modules/audit/tables';
import { venueEvent } from '@/modules/events/tables';
import { qrPass } from '@/modules/passes/tables';
import type { ReservationStatus } from '@/modules/reservations/wire';
import { db } from '@/platform/db/transaction';
import { describeDatabases } from '../../../tests/support/databases';
import { failureOf, makeReservation, makeVenue, NOW, type TestVenue } from '../../../tests/support/fixtures';
import { scanInput, tokenOf } from '../../../tests/support/scans';
import { changeStatus } from './change-status';
import type { ReservationRow } from './rows';
import { standingOf } from './rules';
import { reservation } from './tables';
import { undoStatus } from './undo-status';
import { updateReservation } from './update-reservation';

const MINUTE = 60_000;
const after = (minutes: number, ms = 0) => new Date(NOW.getTime() + minutes * MINUTE + ms);

async function rowOf({ businessId, id }: ReservationRow): Promise<ReservationRow> {
  const [row] = await db()
    .select()
    .from(reservation)
    .where(and(eq(reservation.businessId, businessId), eq(reservation.id, id)));
  if (!row) throw new Error('no row');
  return row;
}

async function eventsAfter({ businessId }: ReservationRow, version: number): Promise<Record<string, unknown>[]> {
  const rows = await db()
    .select()
    .from(venueEvent)
    .where(and(eq(venueEvent.businessId, businessId), gt(venueEvent.seq, version)))
    .orderBy(asc(venueEvent.seq));
  return rows.map((row) => JSON.parse(row.payload));
}

const passesOf = ({ businessId, id }: ReservationRow) =>
  db()
    .select()
    .from(qrPass)
    .where(and(eq(qrPass.businessId, businessId), eq(qrPass.reservationId, id)))
    .orderBy(asc(qrPass.epoch));

async function cancel(venue: TestVenue, row: ReservationRow, reason?: string): Promise<number> {
  return (await changeStatus(venue.as('HOST', { now: after(1) }), { id: row.id, status: 'CANCELLED', reason })).seq;
}

describeDatabases('undoStatus', () => {
  it('takes a cancellation back, and the pass that the guest has opens the door', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue, { status: 'PENDING' });
    const token = await tokenOf(row);
    const ifMatch = await cancel(venue, row, 'El cliente avisó');
    const scan = (nonce: string) => scanQr(venue.as('DOOR'), scanInput(token, nonce));
    expect(await failureOf(scan('nonce-0001'))).toBe('SCAN_REFUSED');
    const passes = await passesOf(row);

    const answer = await undoStatus(venue.as('HOST', { ifMatch, now: after(3) }), { id: row.id });
    expect(answer).toEqual({
      reservation: expect.objectContaining({ id: row.id, status: 'PENDING', version: ifMatch + 1 }),
      seq: ifMatch + 1,
    });
    expect(await eventsAfter(row, ifMatch)).toMatchObject([
      { type: 'status-changed', reservationId: row.id, oldStatus: 'CANCELLED', newStatus: 'PENDING', seq: ifMatch + 1 },
    ]);
    expect(await passesOf(row)).toEqual(passes);
    expect(await scan('nonce-0002')).toMatchObject({ result: 'ok', scanCount: 1 });

    const { entries } = await readHistory(venue.as('HOST'), { id: row.id });
    const changes = entries.flatMap((entry) => (entry.kind === 'change' ? [entry] : []));
    expect(changes).toMatchObject([
      { action: 'reservation.status-undone', before: { status: 'CANCELLED' }, after: { status: 'PENDING' } },
      {
        action: 'reservation.status-changed',
        before: { status: 'PENDING' },
        after: { status: 'CANCELLED', reason: 'El cliente avisó' },
      },
      { action: 'reservation.created' },
    ]);
  });

  const CHECK_IN = 'undo check-in';
  it.each<[from: readonly ReservationStatus[], to: ReservationStatus | typeof CHECK_IN, counted?: number]>([
    [[], 'CONFIRMED'],
    [[], 'CHECKED_IN'],
    [[], 'CANCELLED'],
    [['CONFIRMED'], 'CHECKED_IN'],
    [['CONFIRMED'], 'NO_SHOW'],
    [['CHECKED_IN'], 'COMPLETED'],
    [['CHECKED_IN'], CHECK_IN],
    [['CONFIRMED', 'CHECKED_IN'], CHECK_IN],
    [['CHECKED_IN', 'COMPLETED'], 'CHECKED_IN'],
    [['NO_SHOW'], 'CHECKED_IN'],
    [['NO_SHOW'], 'CONFIRMED'],
    [['CONFIRMED', 'CANCELLED'], 'CONFIRMED'],
    [['CHECKED_IN'], 'COMPLETED', 2],
  ])('restores exactly what was: pending %j → %s', async (from, to, counted) => {
    const venue = await makeVenue();
    const { id, ...made } = await makeReservation(venue, { status: 'PENDING' });
    for (const status of from) await changeStatus(venue.as('MANAGER'), { id, status });
    if (counted) await countAttendance(venue.as('DOOR'), { id, delta: counted, nonce: 'nonce-0001' });
    const before = await rowOf({ id, ...made });
    await changeStatus(venue.as('MANAGER'), to === CHECK_IN ? { id, undo: true } : { id, status: to });
    const moved = await rowOf(before);
    expect(moved.status).not.toBe(before.status);
    const { seq } = await undoStatus(venue.as('MANAGER', { ifMatch: moved.version }), { id });
    expect(await rowOf(before)).toEqual({ ...before, version: seq });
  });

  it('is for whoever made the change, and for ten minutes', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    await cancel(venue, row);
    for (const role of ['OWNER', 'MANAGER'] as const) {
      expect(await failureOf(undoStatus(venue.as(role), { id: row.id }))).toBe('UNDO_EXPIRED');
    }
    const late = undoStatus(venue.as('HOST', { now: after(11, 1) }), { id: row.id });
    expect(await failureOf(late)).toBe('UNDO_EXPIRED');
    expect((await rowOf(row)).status).toBe('CANCELLED');
    await undoStatus(venue.as('HOST', { now: after(11) }), { id: row.id });
    expect((await rowOf(row)).status).toBe('CONFIRMED');
  });

  it('is refused once anything else has changed the reservation, and does not touch that', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const ifMatch = await cancel(venue, row);
    await updateReservation(venue.as('MANAGER'), { id: row.id, notes: 'Llamó' });
    await expect(undoStatus(venue.as('HOST', { ifMatch }), { id: row.id })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
      extra: { current: { status: 'CANCELLED', notes: 'Llamó' } },
    });
    expect(await failureOf(undoStatus(venue.as('HOST'), { id: row.id }))).toBe('UNDO_EXPIRED');
    // A change of another reservation, which has the next number, is none of this one.
    const other = await makeReservation(venue);
    expect(await failureOf(undoStatus(venue.as('HOST'), { id: other.id }))).toBe('UNDO_EXPIRED');
  });

  it('happens once when it is asked for twice at once, and is not undone itself', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const ifMatch = await cancel(venue, row);
    const results = await Promise.all(
      [1, 2].map(() => failureOf(undoStatus(venue.as('HOST', { ifMatch }), { id: row.id }))),
    );
    expect(results.filter((result) => result === 'VERSION_CONFLICT')).toHaveLength(1);
    expect(await eventsAfter(row, ifMatch)).toHaveLength(1);
    expect((await rowOf(row)).status).toBe('CONFIRMED');
    expect(await failureOf(undoStatus(venue.as('HOST'), { id: row.id }))).toBe('UNDO_EXPIRED');
  });

  it('leaves a status alone that changed with the plan', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    await changeStatus(venue.as('HOST'), { id: row.id, status: 'CHECKED_IN' });
    await updateReservation(venue.as('HOST'), { id: row.id, reservedAt: '2026-11-22T21:30:00-05:00' });
    expect((await rowOf(row)).status).toBe('CONFIRMED');
    expect(await failureOf(undoStatus(venue.as('HOST'), { id: row.id }))).toBe('UNDO_EXPIRED');
  });

  it('after the end of the night, needs a manager and a reason, and closes what was open', async () => {
    const venue = await makeVenue();
    // 03:58 and 04:02 of the venue's clock.
    const [before, end] = [new Date('2026-11-22T08:58:00Z'), new Date('2026-11-22T09:02:00Z')];
    const [one, two] = [await makeReservation(venue), await makeReservation(venue)];
    await changeStatus(venue.as('HOST', { now: before }), { id: one.id, status: 'CANCELLED' });
    await expect(undoStatus(venue.as('HOST', { now: end }), { id: one.id })).rejects.toMatchObject({
      code: 'NIGHT_CLOSED',
      extra: { needs: 'manager' },
    });
    await changeStatus(venue.as('MANAGER', { now: before }), { id: two.id, status: 'CANCELLED' });
    await expect(undoStatus(venue.as('MANAGER', { now: end }), { id: two.id })).rejects.toMatchObject({
      code: 'NIGHT_CLOSED',
      extra: { needs: 'reason' },
    });
    await undoStatus(venue.as('MANAGER', { now: end }), { id: two.id, reason: 'Era otra mesa' });
    expect(standingOf(await rowOf(two))).toEqual({
      ...{ status: 'NO_SHOW', statusBeforeCheckIn: null, countedFrom: null },
      closedAt: end,
    });
  });

  it('takes a correction of a closed night back to what the end of the night had written', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const [closed, later] = [new Date('2026-11-22T09:00:01Z'), new Date('2026-11-22T10:00:00Z')];
    const correct = { id: row.id, reason: 'Vino' };
    await changeStatus(venue.as('MANAGER', { now: closed }), { ...correct, status: 'NO_SHOW' });
    const before = await rowOf(row);
    await changeStatus(venue.as('MANAGER', { now: later }), { ...correct, status: 'CHECKED_IN' });
    expect((await rowOf(row)).closedAt).toEqual(later);
    await undoStatus(venue.as('MANAGER', { now: later }), correct);
    expect(standingOf(await rowOf(row))).toEqual(standingOf(before));
  });

  it('finds no reservation of another venue', async () => {
    const [venue, other] = [await makeVenue(), await makeVenue()];
    const row = await makeReservation(venue);
    await cancel(venue, row);
    const { userId } = venue.as('HOST');
    expect(await failureOf(undoStatus(other.as('OWNER', { userId }), { id: row.id }))).toBe('NOT_FOUND');
  });

  it('knows each change by the version that it made', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const version = await cancel(venue, row);
    const entries = await db()
      .select({ id: auditEntry.id, action: auditEntry.action })
      .from(auditEntry)
      .where(eq(auditEntry.entityId, row.id))
      .orderBy(asc(auditEntry.id));
    expect(entries).toEqual([
      { id: String(row.version), action: 'reservation.created' },
      { id: String(version), action: 'reservation.status-changed' },
    ]);
  });
});
