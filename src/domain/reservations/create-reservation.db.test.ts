import { qrPass, reservation } from '@db/schema/reservations';
import { reservationEvent } from '@db/schema/venues';
import { and, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { db } from '@/server/db/transaction';
import { describeDatabases } from '../../../tests/support/databases';
import { bookingInput, failureOf, makeVenue, TODAY } from '../../../tests/support/fixtures';
import { createReservation } from './create-reservation';

describeDatabases('createReservation', () => {
  it('writes the row, its pass and the event that carries the whole row', async () => {
    const { as, venue } = await makeVenue();
    const { reservation: made, seq } = await createReservation(as('HOST'), bookingInput());
    expect(made).toMatchObject({
      customerName: 'Lucía Fernández Mora',
      customerPhone: '+593987654321',
      businessDay: TODAY,
      status: 'CONFIRMED',
      scanCount: 0,
      version: seq,
    });
    expect(made.code).toMatch(/^[2-9A-HJ-NP-TV-Z]{6}$/);
    const [event] = await db().select().from(reservationEvent).where(eq(reservationEvent.businessId, venue.id));
    expect(JSON.parse(event?.payload ?? '')).toMatchObject({
      type: 'reservation-created',
      businessId: venue.id,
      seq: 1,
      reservationId: made.id,
      guestCount: 4,
      reservation: made,
    });
    const passes = await db()
      .select()
      .from(qrPass)
      .where(and(eq(qrPass.businessId, venue.id), eq(qrPass.reservationId, made.id)));
    expect(passes).toHaveLength(1);
    expect(passes[0]).toMatchObject({ epoch: 1, revokedAt: null });
  });

  it('is refused to the door', async () => {
    const { as } = await makeVenue();
    expect(await failureOf(createReservation(as('DOOR'), bookingInput()))).toBe('FORBIDDEN');
  });

  it('takes any hour of the running business day and refuses the one that is over', async () => {
    const { as } = await makeVenue();
    // 21:00 at the venue; its day began at 04:00.
    for (const at of ['2026-11-21T04:00:00-05:00', '2026-11-22T03:59:00-05:00', '2026-12-24T20:00:00-05:00']) {
      await createReservation(as('HOST'), bookingInput({ reservedAt: at }));
    }
    const past = bookingInput({ reservedAt: '2026-11-21T03:59:00-05:00' });
    expect(await failureOf(createReservation(as('HOST'), past))).toBe('VALIDATION');
  });

  it('makes one reservation of an idempotency key, also for two at once, and refuses the key for another', async () => {
    const { as, venue } = await makeVenue();
    const ctx = () => as('HOST', { idempotencyKey: 'key-of-this-booking' });
    const answers = await Promise.all(Array.from({ length: 4 }, () => createReservation(ctx(), bookingInput())));
    expect(new Set(answers.map((answer) => answer.reservation.id)).size).toBe(1);
    expect(answers.filter((answer) => answer.replayed)).toHaveLength(3);
    const other = bookingInput({ guestCount: 5 });
    expect(await failureOf(createReservation(ctx(), other))).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(await db().select().from(reservation).where(eq(reservation.businessId, venue.id))).toHaveLength(1);
    const elsewhere = await makeVenue();
    const there = await createReservation(elsewhere.as('HOST', { idempotencyKey: 'key-of-this-booking' }), other);
    expect(there.replayed).toBe(false);
  });

  it('gives numbers without a gap to bookings made at once', async () => {
    const { as } = await makeVenue();
    const made = await Promise.all(Array.from({ length: 20 }, () => createReservation(as('HOST'), bookingInput())));
    expect(made.map((answer) => answer.seq).sort((a, b) => a - b)).toEqual(made.map((_, i) => i + 1));
    expect(new Set(made.map((answer) => answer.reservation.code)).size).toBe(20);
  });
});
