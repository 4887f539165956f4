import { and, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { ROLES } from '@/modules/access/context';
import { venueEvent } from '@/modules/events/tables';
import { qrPass } from '@/modules/passes/tables';
import { deleteReservation } from '@/modules/reservations/delete-reservation';
import { listReservations } from '@/modules/reservations/reads';
import { reservation } from '@/modules/reservations/tables';
import { db } from '@/platform/db/transaction';
import { describeDatabases } from '../../../tests/support/databases';
import { failureOf, makeVenue, NOW, type TestVenue, TODAY } from '../../../tests/support/fixtures';
import { createWalkIn } from './create-walk-in';
import { readHistory } from './read-history';
import { undoAttendance } from './undo-attendance';

const THREE = { guestCount: 3, nonce: 'nonce-0001' };
const rowsOf = ({ venue }: TestVenue) => db().select().from(reservation).where(eq(reservation.businessId, venue.id));

describeDatabases('createWalkIn', () => {
  it('books the party for now and counts it in, with its pass and the events that every screen knows', async () => {
    const venue = await makeVenue();
    const answer = await createWalkIn(venue.as('HOST'), THREE);
    expect(answer).toMatchObject({
      ...{ scanCount: 3, maxGuests: 3, excess: 0, isFirstScan: true, replayed: false, seq: 2 },
      reservation: {
        ...{ customerName: 'Sin reserva', guestCount: 3, scanCount: 3, status: 'CHECKED_IN', businessDay: TODAY },
        ...{ reservedAt: NOW.toISOString(), version: 2 },
      },
    });
    const { id } = answer.reservation;
    const events = await db().select().from(venueEvent).where(eq(venueEvent.businessId, venue.venue.id));
    expect(events.map(({ payload }) => JSON.parse(payload))).toMatchObject([
      { type: 'reservation-created', reservationId: id, guestCount: 3 },
      { type: 'qr-scanned', reservationId: id, scanCount: 3, increment: 3, method: 'WALK_IN', newStatus: 'CHECKED_IN' },
    ]);
    const isOfIt = and(eq(qrPass.businessId, venue.venue.id), eq(qrPass.reservationId, id));
    expect(await db().select().from(qrPass).where(isOfIt)).toHaveLength(1);
    const { entries } = await readHistory(venue.as('HOST'), { id });
    expect(entries).toMatchObject([
      { kind: 'attendance', method: 'WALK_IN', delta: 3 },
      { action: 'reservation.created' },
    ]);
  });

  it('names the party in the language of the member, and the door reads that name whole', async () => {
    const venue = await makeVenue();
    await createWalkIn(venue.as('HOST', { locale: 'en' }), THREE);
    await createWalkIn(venue.as('HOST'), { ...THREE, nonce: 'nonce-0002' });
    const { reservations } = await listReservations(venue.as('DOOR'), {});
    expect(reservations.map(({ customerName }) => customerName).sort()).toEqual(['Sin reserva', 'Walk-in']);
  });

  it('admits one party for a nonce, also for calls at once, and answers the same again', async () => {
    const venue = await makeVenue();
    const answers = await Promise.all(Array.from({ length: 6 }, () => createWalkIn(venue.as('HOST'), THREE)));
    expect(answers.filter((answer) => !answer.replayed)).toHaveLength(1);
    expect(new Set(answers.map((answer) => answer.reservation.id)).size).toBe(1);
    const again = await createWalkIn(venue.as('MANAGER'), THREE);
    expect({ ...again, replayed: false }).toEqual(answers.find((answer) => !answer.replayed));
    expect(await rowsOf(venue)).toHaveLength(1);
  });

  it('refuses the nonce for another size, and takes it in another venue', async () => {
    const venue = await makeVenue();
    await createWalkIn(venue.as('HOST'), THREE);
    expect(await failureOf(createWalkIn(venue.as('HOST'), { ...THREE, guestCount: 4 }))).toBe('NONCE_REUSED');
    expect(await rowsOf(venue)).toHaveLength(1);
    const elsewhere = await makeVenue();
    expect(await createWalkIn(elsewhere.as('HOST'), THREE)).toMatchObject({ replayed: false });
  });

  it('is admitted by every capacity policy, since nobody is beyond the plan', async () => {
    for (const capacityPolicy of ['ALLOW', 'WARN', 'BLOCK'] as const) {
      const venue = await makeVenue({ capacityPolicy });
      expect(await createWalkIn(venue.as('HOST'), THREE)).toMatchObject({ scanCount: 3, excess: 0 });
    }
  });

  it('is taken back whole: the count first, then the reservation', async () => {
    for (const role of ROLES.filter((each) => each !== 'DOOR')) {
      const venue = await makeVenue();
      const { reservation: made } = await createWalkIn(venue.as(role), THREE);
      expect(await failureOf(deleteReservation(venue.as(role), { id: made.id, reason: undefined }))).toBe(
        'HAS_ARRIVALS',
      );
      await undoAttendance(venue.as(role), { id: made.id, nonce: THREE.nonce });
      await deleteReservation(venue.as(role), { id: made.id, reason: undefined });
      expect((await listReservations(venue.as(role), {})).reservations).toEqual([]);
      expect(await failureOf(createWalkIn(venue.as(role), THREE))).toBe('RESERVATION_DELETED');
    }
  });
});
