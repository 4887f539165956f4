import { and, asc, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { countAttendance } from '@/modules/attendance/count-attendance';
import { readHistory } from '@/modules/attendance/read-history';
import { scanQr } from '@/modules/attendance/scan-qr';
import { undoAttendance } from '@/modules/attendance/undo-attendance';
import { venueEvent } from '@/modules/events/tables';
import { revokePass } from '@/modules/passes/issue-pass';
import { qrPass } from '@/modules/passes/tables';
import { db, transaction } from '@/platform/db/transaction';
import { applyEvent } from '@/realtime/client/list-rules';
import { parseCursor } from '@/realtime/protocol/cursor';
import type { SequencedEvent } from '@/realtime/protocol/events';
import { closeDueDays } from '../../../tests/support/close-days';
import { describeDatabases } from '../../../tests/support/databases';
import { bookingInput, failureOf, makeReservation, makeVenue, NOW, TODAY } from '../../../tests/support/fixtures';
import { countsOf, scanInput, tokenOf } from '../../../tests/support/scans';
import { changeStatus } from './change-status';
import { DAY_RULES, type DaySnapshot } from './client/day-list';
import { createReservation } from './create-reservation';
import { deleteReservation } from './delete-reservation';
import { getReservation, listReservations } from './reads';
import { restoreReservation } from './restore-reservation';
import type { ReservationRow } from './rows';
import { reservation } from './tables';

const TOMORROW = new Date(NOW.getTime() + 86_400_000);

async function eventsOf({ businessId }: ReservationRow): Promise<SequencedEvent[]> {
  const isOf = eq(venueEvent.businessId, businessId);
  const rows = await db().select().from(venueEvent).where(isOf).orderBy(asc(venueEvent.seq));
  return rows.map((row) => JSON.parse(row.payload) as SequencedEvent);
}

describeDatabases('deleteReservation', () => {
  it('takes it out of the lists once and keeps the history', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const results = await Promise.allSettled([1, 2].map(() => deleteReservation(venue.as('HOST'), { id: row.id })));
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await failureOf(getReservation(venue.as('HOST'), { id: row.id }))).toBe('NOT_FOUND');
    expect((await listReservations(venue.as('HOST'), {})).reservations).toEqual([]);
    expect((await eventsOf(row)).map((event) => event.type)).toEqual(['reservation-created', 'reservation-deleted']);
    const { entries } = await readHistory(venue.as('HOST'), { id: row.id });
    const told = entries.map((entry) => (entry.kind === 'change' ? entry.action : entry.kind)).sort();
    expect(told).toEqual(['reservation.created', 'reservation.deleted']);
    expect(entries.every((entry) => entry.by?.match(/^(OWNER|HOST) /))).toBe(true);
  });

  it('is refused while people are counted, until they are taken back', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    await countAttendance(venue.as('DOOR'), { id: row.id, delta: 2, nonce: 'nonce-0001' });
    expect(await failureOf(deleteReservation(venue.as('OWNER'), { id: row.id }))).toBe('HAS_ARRIVALS');
    expect((await listReservations(venue.as('HOST'), { include: 'stats' })).stats?.guestsArrived).toBe(2);
    await undoAttendance(venue.as('HOST'), { id: row.id, nonce: 'nonce-0001' });
    await deleteReservation(venue.as('HOST'), { id: row.id });
    expect((await listReservations(venue.as('HOST'), {})).reservations).toEqual([]);
  });

  it('hides another venue, and its history', async () => {
    const venue = await makeVenue();
    const stranger = await makeVenue();
    const row = await makeReservation(venue);
    expect(await failureOf(deleteReservation(stranger.as('OWNER'), { id: row.id }))).toBe('NOT_FOUND');
    expect(await failureOf(readHistory(stranger.as('OWNER'), { id: row.id }))).toBe('NOT_FOUND');
  });
});

describeDatabases('restoreReservation', () => {
  it('brings it back as it was, with the pass that the guest has, to every list', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const token = await tokenOf(row);
    const before = await listReservations(venue.as('HOST'), {});
    await deleteReservation(venue.as('HOST'), { id: row.id });
    const scan = (nonce: string) => scanQr(venue.as('DOOR'), scanInput(token, nonce));
    expect(await failureOf(scan('nonce-0001'))).toBe('SCAN_REFUSED');
    const answer = await restoreReservation(venue.as('HOST'), { id: row.id });
    expect(answer).toEqual({
      reservation: { ...before.reservations[0], version: row.version + 2 },
      seq: row.version + 2,
    });
    expect((await listReservations(venue.as('HOST'), {})).reservations).toEqual([answer.reservation]);
    const cursor = parseCursor(before.cursor);
    if (!cursor) throw new Error('no cursor');
    const followed = (await eventsOf(row)).reduce<DaySnapshot>((list, event) => applyEvent(DAY_RULES, list, event), {
      day: TODAY,
      reservations: before.reservations,
      cursor,
    });
    expect(followed.reservations).toEqual([answer.reservation]);
    expect(await scan('nonce-0002')).toMatchObject({ scanCount: 1 });
    const { entries } = await readHistory(venue.as('HOST'), { id: row.id });
    expect(entries.some((entry) => entry.kind === 'change' && entry.action === 'reservation.restored')).toBe(true);
  });

  it('answers what is there when nothing is deleted, and hides another venue', async () => {
    const venue = await makeVenue();
    const stranger = await makeVenue();
    const row = await makeReservation(venue);
    const restore = () => restoreReservation(venue.as('HOST'), { id: row.id });
    expect((await restore()).seq).toBe(row.version);
    await deleteReservation(venue.as('HOST'), { id: row.id });
    const answers = await Promise.all([restore(), restore()]);
    expect(answers.map((answer) => answer.seq)).toEqual([row.version + 2, row.version + 2]);
    expect(await failureOf(restoreReservation(stranger.as('OWNER'), { id: row.id }))).toBe('NOT_FOUND');
  });

  it('gives one whose pass was revoked a new pass, and says so', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    await deleteReservation(venue.as('HOST'), { id: row.id });
    await transaction((tx) => revokePass(tx, venue.as('HOST'), row.id));
    expect(await restoreReservation(venue.as('HOST'), { id: row.id })).toMatchObject({ passReplaced: true });
    const isOf = and(eq(qrPass.businessId, row.businessId), eq(qrPass.reservationId, row.id));
    const passes = await db().select().from(qrPass).where(isOf).orderBy(asc(qrPass.epoch));
    expect(passes.map((pass) => pass.revokedAt === null)).toEqual([false, true]);
  });

  it('closes one of a night that is over at once, by a manager with a reason', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    await deleteReservation(venue.as('HOST'), { id: row.id });
    const restore = (role: 'HOST' | 'MANAGER', reason?: string) =>
      restoreReservation(venue.as(role, { now: TOMORROW }), { id: row.id, reason });
    expect(await failureOf(restore('HOST', 'fue un error'))).toBe('NIGHT_CLOSED');
    expect(await failureOf(restore('MANAGER'))).toBe('NIGHT_CLOSED');
    expect((await restore('MANAGER', 'fue un error')).reservation.status).toBe('NO_SHOW');
  });
});

describeDatabases('a retried creation', () => {
  it('answers what exists now, and says which reservation it was when that is deleted', async () => {
    const venue = await makeVenue();
    const create = () => createReservation(venue.as('HOST', { idempotencyKey: 'key-of-this-booking' }), bookingInput());
    const { reservation: made } = await create();
    await changeStatus(venue.as('HOST'), { id: made.id, status: 'CANCELLED' });
    expect(await create()).toMatchObject({ replayed: true, reservation: { id: made.id, status: 'CANCELLED' } });
    await deleteReservation(venue.as('HOST'), { id: made.id });
    await expect(create()).rejects.toMatchObject({
      code: 'RESERVATION_DELETED',
      extra: { reservation: { id: made.id } },
    });
    await restoreReservation(venue.as('HOST'), { id: made.id });
    expect(await create()).toMatchObject({ replayed: true, reservation: { id: made.id } });
  });
});

describeDatabases('a correction of a closed night', () => {
  async function statusAfterClosing(row: ReservationRow): Promise<unknown> {
    await closeDueDays(new Date(TOMORROW.getTime() + 3_600_000));
    return (await countsOf(row)).status;
  }

  it('stays: the end of the day does not take it back', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    await closeDueDays(TOMORROW);
    const manager = venue.as('MANAGER', { now: TOMORROW });
    for (const status of ['CONFIRMED', 'CHECKED_IN'] as const) {
      await changeStatus(manager, { id: row.id, status, reason: 'vino y nadie lo contó' });
      expect(await statusAfterClosing(row)).toBe(status);
    }
    const { entries } = await readHistory(venue.as('HOST'), { id: row.id });
    const reasons = entries.map((entry) => entry.kind === 'change' && entry.after?.reason);
    expect(reasons.filter((reason) => reason === 'vino y nadie lo contó')).toHaveLength(2);
  });

  it('of its attendance ends as the night would have ended', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    await countAttendance(venue.as('DOOR'), { id: row.id, delta: 2, nonce: 'nonce-0001' });
    const undo = () => {
      const manager = venue.as('MANAGER', { now: TOMORROW });
      return undoAttendance(manager, { id: row.id, nonce: 'nonce-0001', reason: 'era otra mesa' });
    };
    expect((await undo()).reservation).toMatchObject({ scanCount: 0, status: 'NO_SHOW' });
    expect(await statusAfterClosing(row)).toBe('NO_SHOW');
    const [stored] = await db().select().from(reservation).where(eq(reservation.id, row.id));
    expect(stored).toMatchObject({ closedAt: TOMORROW, countedFrom: null });
  });
});
