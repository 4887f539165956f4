import { and, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { auditEntry } from '@/modules/audit/tables';
import { venueEvent } from '@/modules/events/tables';
import { changeStatus } from '@/modules/reservations/change-status';
import type { ReservationRow } from '@/modules/reservations/rows';
import { reservation } from '@/modules/reservations/tables';
import { updateReservation } from '@/modules/reservations/update-reservation';
import { db } from '@/platform/db/transaction';
import { describeDatabases } from '../../../tests/support/databases';
import { failureOf, makeReservation, makeVenue, NOW } from '../../../tests/support/fixtures';
import { tokenOf } from '../../../tests/support/scans';
import { readHistory } from './read-history';
import { readPublicPass } from './read-pass';
import { recordOnMyWay } from './record-on-my-way';

const HOUR = 3_600_000;
const after = (hours: number) => new Date(NOW.getTime() + hours * HOUR);
const rowOf = async ({ id }: ReservationRow) =>
  (await db().select().from(reservation).where(eq(reservation.id, id)))[0];
const say = (token: string, now = NOW, going: 'yes' | 'no' = 'yes') => recordOnMyWay(token, { going }, now);

describeDatabases('a guest who says that they are on their way', () => {
  it('is written once with event and audit, shown on the pass, and taken back', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const token = await tokenOf(row);
    expect(await readPublicPass(token, NOW)).toMatchObject({ onWay: false, mayAnnounceArrival: true });
    // A tap that is sent twice, at once too, is one announcement.
    await Promise.all([say(token), say(token)]);
    await say(token, after(0.5));
    expect(await rowOf(row)).toMatchObject({ onWayAt: NOW, version: row.version + 1, status: row.status });
    expect(await readPublicPass(token, NOW)).toMatchObject({ onWay: true, mayAnnounceArrival: true });
    const [event] = await db()
      .select()
      .from(venueEvent)
      .where(and(eq(venueEvent.businessId, venue.venue.id), eq(venueEvent.seq, row.version + 1)));
    expect(JSON.parse(event?.payload ?? '')).toMatchObject({
      ...{ type: 'reservation-updated', reservationId: row.id, updates: { onWayAt: NOW.toISOString() } },
    });
    const audits = await db().select().from(auditEntry).where(eq(auditEntry.action, 'reservation.on-my-way'));
    expect(audits.filter(({ entityId }) => entityId === row.id)).toMatchObject([
      { userId: null, before: { onWayAt: null }, after: { onWayAt: NOW.toISOString() } },
    ]);
    await say(token, NOW, 'no');
    expect(await rowOf(row)).toMatchObject({ onWayAt: null, version: row.version + 2 });
    const { entries } = await readHistory(venue.as('HOST'), { id: row.id });
    const told = entries.filter((entry) => entry.kind === 'change' && entry.action === 'reservation.on-my-way');
    expect(told.map(({ by }) => by)).toEqual([null, null]);
  });

  it.each([
    ['the evening before', -24, 'ARRIVAL_CLOSED'],
    ['earlier on its day', -10, 'done'],
    ['late that night', 5, 'done'],
    ['when the night is over', 9, 'ARRIVAL_CLOSED'],
  ])('is heard on the night itself: %s', async (_name, hours, outcome) => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    expect(await failureOf(say(await tokenOf(row), after(hours)).then(() => 'done'))).toBe(outcome);
    expect((await rowOf(row))?.onWayAt).toEqual(outcome === 'done' ? after(hours) : null);
  });

  it('is not heard once the party has begun to arrive, or is cancelled, nor with a forged pass', async () => {
    const venue = await makeVenue();
    const [arrived, cancelled] = [await makeReservation(venue), await makeReservation(venue)];
    const tokens = [await tokenOf(arrived), await tokenOf(cancelled)] as const;
    await changeStatus(venue.as('HOST'), { id: arrived.id, status: 'CHECKED_IN' });
    await changeStatus(venue.as('HOST'), { id: cancelled.id, status: 'CANCELLED' });
    for (const token of tokens) expect(await failureOf(say(token))).toBe('ARRIVAL_CLOSED');
    expect(await failureOf(say(`${tokens[0].slice(0, -8)}AAAAAAAA`))).toBe('NOT_FOUND');
  });

  it('is bounded for each pass, and no longer holds once the reservation has another time', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const token = await tokenOf(row);
    for (let times = 0; times < 10; times++) await say(token, NOW, times % 2 ? 'yes' : 'no');
    expect(await failureOf(say(token, NOW, 'no'))).toBe('RATE_LIMITED');
    await updateReservation(venue.as('HOST'), { id: row.id, notes: 'Ventana' });
    expect((await rowOf(row))?.onWayAt).toEqual(NOW);
    await updateReservation(venue.as('HOST'), { id: row.id, reservedAt: after(1).toISOString() });
    expect((await rowOf(row))?.onWayAt).toBeNull();
  });
});
