import { expect, it } from 'vitest';
import { countAttendance } from '@/modules/attendance/count-attendance';
import { describeDatabases } from '../../../tests/support/databases';
import { makeReservation, makeVenue, type TestVenue } from '../../../tests/support/fixtures';
import { changeStatus } from './change-status';
import { deleteReservation } from './delete-reservation';
import { findKnownGuests } from './find-known-guests';

const ANA = { customerName: 'Ana Núñez', customerPhone: '+593991111111', customerEmail: 'ana@example.com' };

const find = async (venue: TestVenue, q: string) => (await findKnownGuests(venue.as('HOST'), { q })).guests;
const phonesOf = async (venue: TestVenue, q: string) =>
  (await find(venue, q)).map(({ customerPhone }) => customerPhone);

/** A party of that night of which one person came. */
async function visit(venue: TestVenue, changes: Record<string, unknown>, reservedAt: string) {
  const row = await makeReservation(venue, { ...changes, reservedAt });
  const context = venue.as('HOST', { now: new Date(reservedAt) });
  await countAttendance(context, { id: row.id, delta: 1, nonce: `visit-${row.id}` });
}

describeDatabases('findKnownGuests', () => {
  it('brings a guest back with figures of all their reservations and what was written at the last visit', async () => {
    const venue = await makeVenue();
    await visit(venue, { ...ANA, notes: 'junto a la ventana' }, '2026-11-14T21:00:00-05:00');
    await visit(
      venue,
      { ...ANA, customerName: 'Ana Nuñez', notes: 'alergia a las nueces', tags: ['VIP', 'ALLERGY'] },
      '2026-11-20T21:00:00-05:00',
    );
    const missed = await makeReservation(venue, { ...ANA, notes: 'no vino' });
    await changeStatus(venue.as('HOST'), { id: missed.id, status: 'NO_SHOW' });
    await makeReservation(venue, { ...ANA, reservedAt: '2026-12-01T21:00:00-05:00', notes: 'vendrá' });
    const known = [
      {
        ...ANA,
        customerName: 'Ana Nuñez',
        notes: 'alergia a las nueces',
        tags: ['ALLERGY', 'VIP'],
        visits: 2,
        noShows: 1,
        lastVisit: '2026-11-20',
      },
    ];
    for (const q of ['099 111', '0991111111', '+593 99 1111', 'ana', 'NUNEZ', 'núñez ana']) {
      expect([q, await find(venue, q)]).toEqual([q, known]);
    }
  });

  it('finds by the start of words and of phones only, and nobody by a text that is too short', async () => {
    const venue = await makeVenue();
    await makeReservation(venue, { customerName: "Lucía O'Neill-Prado", customerPhone: '+593987654321' });
    for (const q of ['luc', 'neill', 'pra luc', '098765', '98765 4']) {
      expect([q, await phonesOf(venue, q)]).toEqual([q, ['+593987654321']]);
    }
    for (const q of ['lu', 'ucia', 'lucia gomez', '654321', '09876', '+34 987654', '', '%%%', '___']) {
      expect([q, await phonesOf(venue, q)]).toEqual([q, []]);
    }
  });

  it('names five guests at most, those of the latest reservations, and nobody without a phone', async () => {
    const venue = await makeVenue();
    for (let day = 1; day <= 7; day += 1) {
      const reservedAt = `2026-12-0${day}T21:00:00-05:00`;
      await makeReservation(venue, { customerName: 'Marta', customerPhone: `+59399222222${day}`, reservedAt });
    }
    await makeReservation(venue, {
      customerName: 'Marta',
      customerPhone: null,
      reservedAt: '2026-12-09T21:00:00-05:00',
    });
    const latest = [7, 6, 5, 4, 3].map((day) => `+59399222222${day}`);
    expect(await phonesOf(venue, 'marta')).toEqual(latest);
    expect(await phonesOf(venue, '099222')).toEqual(latest);
  });

  it('shows of a shared phone the name that was looked for', async () => {
    const venue = await makeVenue();
    await makeReservation(venue, { ...ANA, reservedAt: '2026-11-28T21:00:00-05:00' });
    await makeReservation(venue, { ...ANA, customerName: 'Luis Núñez', reservedAt: '2026-12-01T21:00:00-05:00' });
    expect(await find(venue, 'ana')).toMatchObject([{ customerName: 'Ana Núñez', visits: 0, lastVisit: null }]);
    expect(await find(venue, '0991111111')).toMatchObject([{ customerName: 'Luis Núñez' }]);
  });

  it('knows nothing of other venues and of deleted reservations', async () => {
    const [venue, other] = [await makeVenue(), await makeVenue()];
    const row = await makeReservation(venue, ANA);
    for (const q of ['ana', '0991111111']) expect(await find(other, q)).toEqual([]);
    expect(await find(venue, 'ana')).toHaveLength(1);
    await deleteReservation(venue.as('HOST'), { id: row.id });
    for (const q of ['ana', '0991111111']) expect(await find(venue, q)).toEqual([]);
  });
});
