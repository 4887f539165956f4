import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { addDays } from '@/modules/venues/business-day';
import { db } from '@/platform/db/transaction';
import { describeDatabases } from '../../../tests/support/databases';
import { makeReservation, makeVenue, NOW, type TestVenue, TODAY } from '../../../tests/support/fixtures';
import { pick, seeded } from '../../../tests/support/random';
import { deleteReservation } from './delete-reservation';
import { findReservations } from './find-reservations';
import { compileSearch } from './search';
import { reservation } from './tables';
import { TAGS } from './wire';

const DAY_MS = 86_400_000;
const onDay = (days: number) => new Date(NOW.getTime() + days * DAY_MS).toISOString();
const namesOf = async (venue: TestVenue, q: string, except?: string) => {
  const { reservations } = await findReservations(venue.as('HOST'), { q, except });
  return reservations.map(({ customerName }) => customerName);
};

const FIRST = [
  'Lucía',
  'Íñigo',
  "O'Neill",
  'Łukasz',
  'ANA',
  'Jörg',
  'Zoë',
  'Renée',
  'Ana-María',
  'Ωmega',
  '李',
  'Jose\u0301',
];
const LAST = [
  'Fernández',
  'Peñalba',
  'Straße',
  'Núñez',
  'D’Angelo',
  'Ærø',
  'de la Torre',
  'Çelik',
  'Õun',
  'Smith',
  '🦊',
];

/** `count` rows of many days, written without events. */
async function fill({ venue }: TestVenue, count: number) {
  const random = seeded(13);
  const rows = Array.from({ length: count }, (_, index) => ({
    businessId: venue.id,
    id: randomUUID(),
    code: (36 ** 5 + index).toString(36).toUpperCase(),
    customerName: `${pick(random, FIRST)} ${pick(random, LAST)}`,
    customerPhone: random() < 0.5 ? `+5939${Math.floor(random() * 90_000_000 + 10_000_000)}` : null,
    guestCount: 2,
    reservedAt: new Date(NOW.getTime() + Math.floor(random() * 400 - 200) * DAY_MS + index),
    businessDay: '',
    status: 'CONFIRMED' as const,
    tableName: random() < 0.4 ? `Mesa ${Math.floor(random() * 20)}` : null,
    tags: random() < 0.01 ? [pick(random, TAGS)] : null,
  }));
  for (const row of rows)
    row.businessDay = addDays(TODAY, Math.round((row.reservedAt.getTime() - NOW.getTime()) / DAY_MS));
  for (let at = 0; at < rows.length; at += 1000)
    await db()
      .insert(reservation)
      .values(rows.slice(at, at + 1000));
  return rows;
}

describeDatabases('findReservations', () => {
  it('finds what is ahead first, the nearest before the others, then what is past', async () => {
    const venue = await makeVenue();
    for (const days of [-40, 3, -2, 0, 90, 1])
      await makeReservation(venue, { customerName: `Rosalía ${days}`, reservedAt: onDay(days) });
    await makeReservation(venue, { customerName: 'Otra', reservedAt: onDay(2) });
    expect(await namesOf(venue, 'rosalia')).toEqual([0, 1, 3, 90, -2, -40].map((days) => `Rosalía ${days}`));
    expect(await namesOf(venue, 'rosalia', TODAY)).toEqual([1, 3, 90, -2, -40].map((days) => `Rosalía ${days}`));
    expect(await namesOf(venue, '')).toEqual([]);
  });

  it('finds nothing of another venue, and nothing that was deleted', async () => {
    const [venue, other] = [await makeVenue(), await makeVenue()];
    const row = await makeReservation(venue, { customerName: 'Ajena Mora' });
    expect(await namesOf(other, 'ajena')).toEqual([]);
    expect(await namesOf(venue, 'ajena')).toEqual(['Ajena Mora']);
    await deleteReservation(venue.as('HOST'), { id: row.id, reason: undefined });
    expect(await namesOf(venue, 'ajena')).toEqual([]);
  });

  it('gives twenty and says that there are more', async () => {
    const venue = await makeVenue();
    for (let day = 0; day < 21; day++)
      await makeReservation(venue, { customerName: 'Repetida', reservedAt: onDay(day) });
    const found = await findReservations(venue.as('HOST'), { q: 'repetida', except: undefined });
    expect([found.reservations.length, found.more]).toEqual([20, true]);
    const less = await findReservations(venue.as('HOST'), { q: 'repetida', except: TODAY });
    expect([less.reservations.length, less.more]).toEqual([20, false]);
  });

  it('finds in many slices the same as the search of a list', async () => {
    const venue = await makeVenue();
    // More than one slice of each side.
    const rows = await fill(venue, 2600);
    const typed = [
      ...[
        'iñigo',
        'ONEILL',
        'luksz',
        'lukasz strase',
        'straße',
        'jose nunez',
        'torre',
        'dela torre',
        'celik 12',
        '李',
        '🦊',
      ],
      ...[
        'fernadnez',
        'fenandez',
        'smihts',
        'angelo',
        'd’angelo',
        'ærø',
        'aero',
        'ana-maria',
        'mesa 7',
        'oun',
        'zoe',
        'x',
        '&',
      ],
      ...['alergia', 'ana vip', 'wheelchair'],
      ...rows.slice(0, 12).flatMap(({ code, customerPhone }) => [code, code.slice(1, 5), customerPhone ?? '0']),
      ...rows
        .slice(0, 12)
        .flatMap(({ customerPhone }) => [`0${customerPhone?.slice(4)}`, `00${customerPhone?.slice(1, 9)}`]),
    ];
    for (const q of typed) {
      const rank = compileSearch(q);
      const hits = rows.filter((row) => rank(row) !== null);
      const found = await findReservations(venue.as('HOST'), { q, except: undefined });
      expect([q, found.more, found.reservations.length]).toEqual([q, hits.length > 20, Math.min(20, hits.length)]);
      const ids = new Set<string>(hits.map(({ id }) => id));
      expect(found.reservations.filter(({ id }) => !ids.has(id))).toEqual([]);
    }
  }, 120_000);
});
