import { and, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { auditEntry } from '@/modules/audit/tables';
import { venueEvent } from '@/modules/events/tables';
import { changeStatus } from '@/modules/reservations/change-status';
import { rotatePass } from '@/modules/reservations/rotate-pass';
import type { ReservationRow } from '@/modules/reservations/rows';
import { reservation } from '@/modules/reservations/tables';
import { updateReservation } from '@/modules/reservations/update-reservation';
import { db } from '@/platform/db/transaction';
import { describeDatabases } from '../../../tests/support/databases';
import { failureOf, makeReservation, makeVenue, NOW } from '../../../tests/support/fixtures';
import { tokenOf } from '../../../tests/support/scans';
import { readHistory } from './read-history';
import { readPublicPass } from './read-pass';
import { recordLateness } from './record-lateness';

const MINUTE = 60_000;
const after = (minutes: number) => new Date(NOW.getTime() + minutes * MINUTE);
const rowOf = async ({ id }: ReservationRow) =>
  (await db().select().from(reservation).where(eq(reservation.id, id)))[0];

describeDatabases('a guest who says that they will be late', () => {
  it('is written with event and audit, shown on the pass, and taken back', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const token = await tokenOf(row);
    await recordLateness(token, { minutes: 15 }, NOW);
    expect(await rowOf(row)).toMatchObject({ lateMinutes: 15, version: row.version + 1, status: row.status });
    expect(await readPublicPass(token, NOW)).toMatchObject({ lateMinutes: 15, mayAnnounceLateness: true });
    const [event] = await db()
      .select()
      .from(venueEvent)
      .where(and(eq(venueEvent.businessId, venue.venue.id), eq(venueEvent.seq, row.version + 1)));
    expect(JSON.parse(event?.payload ?? '')).toMatchObject({
      ...{ type: 'reservation-updated', reservationId: row.id, updates: { lateMinutes: 15 } },
    });
    const audits = () => db().select().from(auditEntry).where(eq(auditEntry.action, 'reservation.lateness-announced'));
    expect((await audits()).filter(({ entityId }) => entityId === row.id)).toMatchObject([
      { userId: null, before: { lateMinutes: null }, after: { lateMinutes: 15 } },
    ]);
    // The same again is no change.
    await recordLateness(token, { minutes: 15 }, NOW);
    expect((await rowOf(row))?.version).toBe(row.version + 1);
    await recordLateness(token, { minutes: 0 }, NOW);
    expect(await rowOf(row)).toMatchObject({ lateMinutes: null, version: row.version + 2 });
    const { entries } = await readHistory(venue.as('HOST'), { id: row.id });
    const told = entries.filter((entry) => entry.kind === 'change' && entry.action.endsWith('lateness-announced'));
    expect(told.map(({ by }) => by)).toEqual([null, null]);
  });

  it.each([
    ['six hours before', -360, 'done'],
    ['earlier', -361, 'LATENESS_CLOSED'],
    ['half an hour after', 30, 'done'],
    ['later', 31, 'LATENESS_CLOSED'],
  ])('is heard around the time of the reservation: %s', async (_name, minutes, outcome) => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const work = recordLateness(await tokenOf(row), { minutes: 5 }, after(minutes)).then(() => 'done');
    expect(await failureOf(work)).toBe(outcome);
    expect((await rowOf(row))?.lateMinutes).toBe(outcome === 'done' ? 5 : null);
  });

  it('is not heard with a pass that opens nothing, nor for a party that has begun to arrive', async () => {
    const venue = await makeVenue();
    const [cancelled, rotated, arrived] = [
      await makeReservation(venue),
      await makeReservation(venue),
      await makeReservation(venue),
    ];
    const tokens = [await tokenOf(cancelled), await tokenOf(rotated), await tokenOf(arrived)] as const;
    await changeStatus(venue.as('HOST'), { id: cancelled.id, status: 'CANCELLED' });
    await rotatePass(venue.as('HOST'), { id: rotated.id });
    await changeStatus(venue.as('HOST'), { id: arrived.id, status: 'CHECKED_IN' });
    for (const token of tokens)
      expect(await failureOf(recordLateness(token, { minutes: 5 }, NOW))).toBe('LATENESS_CLOSED');
    const forged = `${tokens[2].slice(0, -8)}AAAAAAAA`;
    expect(await failureOf(recordLateness(forged, { minutes: 5 }, NOW))).toBe('NOT_FOUND');
    for (const row of [cancelled, rotated, arrived]) expect((await rowOf(row))?.lateMinutes).toBeNull();
  });

  it('is bounded for each pass', async () => {
    const venue = await makeVenue();
    const [row, other] = [await makeReservation(venue), await makeReservation(venue)];
    const token = await tokenOf(row);
    for (let times = 0; times < 10; times++) await recordLateness(token, { minutes: times % 2 ? 5 : 10 }, NOW);
    expect(await failureOf(recordLateness(token, { minutes: 30 }, NOW))).toBe('RATE_LIMITED');
    await recordLateness(await tokenOf(other), { minutes: 30 }, NOW);
    expect([(await rowOf(row))?.lateMinutes, (await rowOf(other))?.lateMinutes]).toEqual([5, 30]);
  });

  it('no longer holds once the reservation has another time', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    await recordLateness(await tokenOf(row), { minutes: 20 }, NOW);
    await updateReservation(venue.as('HOST'), { id: row.id, notes: 'Ventana' });
    expect((await rowOf(row))?.lateMinutes).toBe(20);
    await updateReservation(venue.as('HOST'), { id: row.id, reservedAt: after(60).toISOString() });
    expect((await rowOf(row))?.lateMinutes).toBeNull();
  });
});
