import { and, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { auditEntry } from '@/modules/audit/tables';
import { venueEvent } from '@/modules/events/tables';
import { changeStatus } from '@/modules/reservations/change-status';
import { rotatePass } from '@/modules/reservations/rotate-pass';
import type { ReservationRow } from '@/modules/reservations/rows';
import { reservation } from '@/modules/reservations/tables';
import { db } from '@/platform/db/transaction';
import { describeDatabases } from '../../../tests/support/databases';
import { failureOf, makeReservation, makeVenue, NOW } from '../../../tests/support/fixtures';
import { tokenOf } from '../../../tests/support/scans';
import { countAttendance } from './count-attendance';
import { readHistory } from './read-history';
import { readPublicPass } from './read-pass';
import { recordCancellation } from './record-cancellation';

const HOUR = 60 * 60_000;
const rowOf = async ({ id }: ReservationRow) =>
  (await db().select().from(reservation).where(eq(reservation.id, id)))[0];

describeDatabases('a guest who cancels by the pass', () => {
  it('is written once with event and audit, and shown on the pass', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const token = await tokenOf(row);
    expect(await readPublicPass(token, NOW)).toMatchObject({ mayCancel: true });
    await Promise.all([recordCancellation(token, NOW), recordCancellation(token, NOW)]);
    await recordCancellation(token, NOW);
    expect(await rowOf(row)).toMatchObject({ status: 'CANCELLED', version: row.version + 1 });
    expect((await readPublicPass(token, NOW))?.valid).toBe('cancelled');
    const [event] = await db()
      .select()
      .from(venueEvent)
      .where(and(eq(venueEvent.businessId, venue.venue.id), eq(venueEvent.seq, row.version + 1)));
    expect(JSON.parse(event?.payload ?? '')).toMatchObject({
      ...{ type: 'status-changed', reservationId: row.id, oldStatus: row.status, newStatus: 'CANCELLED' },
    });
    const audits = await db()
      .select()
      .from(auditEntry)
      .where(and(eq(auditEntry.entityId, row.id), eq(auditEntry.action, 'reservation.cancelled-by-guest')));
    expect(audits).toMatchObject([{ userId: null, before: { status: row.status }, after: { status: 'CANCELLED' } }]);
    const { entries } = await readHistory(venue.as('HOST'), { id: row.id });
    expect(entries.filter((entry) => entry.kind === 'change').map(({ by }) => by)).toContain(null);
  });

  it.each([
    ['a month before', -30 * 24, 'done'],
    ['later in its night', 3, 'done'],
    ['after its night', 12, 'CANCELLATION_CLOSED'],
  ])('is heard until the night is over: %s', async (_name, hours, outcome) => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const now = new Date(NOW.getTime() + hours * HOUR);
    expect(await failureOf(recordCancellation(await tokenOf(row), now).then(() => 'done'))).toBe(outcome);
    expect((await rowOf(row))?.status).toBe(outcome === 'done' ? 'CANCELLED' : row.status);
  });

  it('is not heard with a pass that opens nothing, nor once somebody of the party has come', async () => {
    const venue = await makeVenue();
    const [rotated, counted, checkedIn] = [
      await makeReservation(venue),
      await makeReservation(venue),
      await makeReservation(venue),
    ];
    const tokens = [await tokenOf(rotated), await tokenOf(counted), await tokenOf(checkedIn)] as const;
    await rotatePass(venue.as('HOST'), { id: rotated.id });
    await countAttendance(venue.as('HOST'), { id: counted.id, delta: 1, nonce: 'cancel-after-count' });
    await changeStatus(venue.as('HOST'), { id: checkedIn.id, status: 'CHECKED_IN' });
    for (const token of tokens) expect(await failureOf(recordCancellation(token, NOW))).toBe('CANCELLATION_CLOSED');
    expect(await failureOf(recordCancellation(`${tokens[0].slice(0, -8)}AAAAAAAA`, NOW))).toBe('NOT_FOUND');
    expect((await rowOf(rotated))?.status).toBe(rotated.status);
    expect((await rowOf(counted))?.status).toBe('CHECKED_IN');
  });
});
