import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { countAttendance } from '@/modules/attendance/count-attendance';
import { outboxMessage } from '@/modules/messages/tables';
import { createReservation } from '@/modules/reservations/create-reservation';
import { reservation } from '@/modules/reservations/tables';
import { updateReservation } from '@/modules/reservations/update-reservation';
import { business } from '@/modules/venues/tables';
import { db, transaction } from '@/platform/db/transaction';
import { describeDatabases } from '../../../tests/support/databases';
import { bookingInput, makeVenue, type TestVenue } from '../../../tests/support/fixtures';
import { wholeDatabase } from '../../../tests/support/whole-database';
import { countErasable, eraseOldContacts, eraseOldNotes } from './erase-old-persons';

const DAY_MS = 24 * 60 * 60_000;
const ago = (days: number) => new Date(Date.now() - days * DAY_MS);

async function book(venue: TestVenue, days: number, name: string, customerEmail?: string): Promise<string> {
  const ctx = venue.as('OWNER', { now: ago(days) });
  const fields = { customerName: name, notes: `Nota de ${name}`, reservedAt: ago(days).toISOString(), customerEmail };
  const { reservation: made } = await createReservation(ctx, bookingInput(fields));
  await countAttendance(ctx, {
    id: made.id,
    delta: 2,
    nonce: `nonce-${made.id}`,
    reason: `Razón de ${name}`,
  });
  return made.id;
}

/** An e-mail that was sent about a reservation. */
async function mail({ venue }: TestVenue, subjectId: string, recipient: string): Promise<void> {
  await db()
    .insert(outboxMessage)
    .values({
      ...{ businessId: venue.id, id: randomUUID(), kind: 'confirmation', subjectId, recipient, version: 999 },
      ...{ state: 'SENT', locale: 'es', createdAt: new Date(), notBefore: new Date(), expiresAt: new Date() },
    });
}

const rowOf = async (id: string) => (await db().select().from(reservation).where(eq(reservation.id, id)))[0];
const mentions = async (word: string) => (await wholeDatabase()).filter((text) => text.includes(word));

describeDatabases('guests of old nights', () => {
  it('lose their notes after a year and their names after two, in log and audit too, and every count stays', async () => {
    const [venue, other] = [await makeVenue(), await makeVenue()];
    const oldest = await book(venue, 2 * 365 + 2, 'zoila');
    const elsewhere = await book(other, 2 * 365 + 2, 'zenaida');
    const older = await book(venue, 367, 'yolanda');
    const young = await book(venue, 363, 'wanda');
    // The notes that somebody cleared stand in the audit alone.
    await updateReservation(venue.as('OWNER', { now: ago(367) }), { id: older, notes: null });
    const before = await rowOf(older);

    expect(await Promise.all([eraseOldNotes(), eraseOldNotes()]).then(([a, b]) => a + b)).toBe(3);
    expect(await mentions('nota de y')).toEqual([]);
    expect(await mentions('razón de y')).toEqual([]);
    expect(await rowOf(older)).toEqual({ ...before, notes: null });
    expect((await mentions('yolanda')).length).toBeGreaterThan(0);
    expect(await rowOf(young)).toMatchObject({ notes: 'Nota de wanda', customerName: 'wanda' });

    expect(await eraseOldContacts()).toBe(2);
    for (const word of ['zoila', 'zenaida']) expect(await mentions(word)).toEqual([]);
    for (const id of [oldest, elsewhere]) {
      expect(await rowOf(id)).toMatchObject({ customerName: '—', customerPhone: null, scanCount: 2 });
    }
    expect(await rowOf(older)).toMatchObject({ customerName: 'yolanda' });
    expect([await eraseOldNotes(), await eraseOldContacts()]).toEqual([0, 0]);
  });

  it('are forgotten when their own venue says, and the e-mails to them with them', async () => {
    const [short, long, usual] = [await makeVenue(), await makeVenue(), await makeVenue()];
    const keep = (venue: TestVenue, keptContactDays: number, keptNotesDays: number) =>
      db().update(business).set({ keptContactDays, keptNotesDays }).where(eq(business.id, venue.venue.id));
    await keep(short, 60, 30);
    await keep(long, 1095, 1095);
    const ids = {
      gone: await book(short, 62, 'ulrike', 'ulrike@correo.test'),
      noted: await book(short, 32, 'tamara'),
      kept: await book(short, 28, 'sabina'),
      long: await book(long, 1090, 'rebeca'),
      usual: await book(usual, 360, 'quima'),
    };
    await mail(short, ids.gone, 'ulrike@correo.test');
    await mail(short, ids.kept, 'sabina@correo.test');
    const since = (days: number) => transaction((tx) => countErasable(tx, short.venue.id, 'contact', ago(days)));
    expect([await since(60), await since(30), await since(20)]).toEqual([1, 2, 3]);
    expect(await eraseOldNotes()).toBe(2);
    expect(await eraseOldContacts()).toBe(1);
    expect(await mentions('ulrike')).toEqual([]);
    expect(await rowOf(ids.noted)).toMatchObject({ customerName: 'tamara', notes: null });
    for (const [id, name] of [
      [ids.kept, 'sabina'],
      [ids.long, 'rebeca'],
      [ids.usual, 'quima'],
    ] as const)
      expect(await rowOf(id)).toMatchObject({ customerName: name, notes: `Nota de ${name}` });
    expect((await mentions('sabina@correo.test')).length).toBe(1);
  });
});
