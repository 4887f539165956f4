import { createHash } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { venueEvent } from '@/modules/events/tables';
import { qrPass } from '@/modules/passes/tables';
import { db } from '@/platform/db/transaction';
import { describeDatabases } from '../../../tests/support/databases';
import { bookingInput, failureOf, makeVenue, NOW, TODAY } from '../../../tests/support/fixtures';
import { createReservation } from './create-reservation';
import { reservation } from './tables';

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
    const [event] = await db().select().from(venueEvent).where(eq(venueEvent.businessId, venue.id));
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

  it('stores the phone that exists, read as the venue dials, and refuses at its field what none can be', async () => {
    const { as } = await makeVenue();
    for (const customerPhone of [
      '+593 (0)99 123 4567',
      '099 123 4567',
      '00593991234567',
      '\u202A+593–99–1234567\u202C',
    ]) {
      const { reservation: made } = await createReservation(as('HOST'), bookingInput({ customerPhone }));
      expect([customerPhone, made.customerPhone]).toEqual([customerPhone, '+593991234567']);
    }
    const madrid = await makeVenue({ timeZone: 'Europe/Madrid' });
    const there = await createReservation(madrid.as('HOST'), bookingInput({ customerPhone: '612 345 678' }));
    expect(there.reservation.customerPhone).toBe('+34612345678');
    const byCountry = await makeVenue({ timeZone: 'UTC', country: 'ES' });
    const here = await createReservation(byCountry.as('HOST'), bookingInput({ customerPhone: '612 345 678' }));
    expect(here.reservation.customerPhone).toBe('+34612345678');
    for (const customerPhone of ['099123', '0991234567 ext 5', 'no tiene']) {
      await expect(createReservation(as('HOST'), bookingInput({ customerPhone }))).rejects.toMatchObject({
        code: 'VALIDATION',
        extra: { issues: [{ path: 'customerPhone' }] },
      });
    }
  });

  it('knows a request by the hash that the version before gave it', async () => {
    const { as, venue } = await makeVenue();
    const ctx = () => as('HOST', { idempotencyKey: 'key-across-versions' });
    const { reservation: first } = await createReservation(ctx(), bookingInput({ notes: ' ventana ', tableName: '' }));
    const [row] = await db()
      .select({ hash: reservation.idempotencyHash })
      .from(reservation)
      .where(and(eq(reservation.businessId, venue.id), eq(reservation.id, first.id)));
    const parsedBefore = {
      customerName: 'Lucía Fernández Mora',
      customerPhone: '+593987654321',
      guestCount: 4,
      reservedAt: NOW.toISOString(),
      tableName: null,
      notes: 'ventana',
      status: 'CONFIRMED',
    };
    const text = JSON.stringify(Object.entries(parsedBefore).sort());
    expect(row?.hash).toBe(createHash('sha256').update(text).digest('hex'));
  });

  it('gives numbers without a gap to bookings made at once', async () => {
    const { as } = await makeVenue();
    const made = await Promise.all(Array.from({ length: 20 }, () => createReservation(as('HOST'), bookingInput())));
    expect(made.map((answer) => answer.seq).sort((a, b) => a - b)).toEqual(made.map((_, i) => i + 1));
    expect(new Set(made.map((answer) => answer.reservation.code)).size).toBe(20);
  });
});
