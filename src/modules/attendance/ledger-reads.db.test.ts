import { randomUUID } from 'node:crypto';
import { type SQL, sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { readManifest } from '@/modules/door/read-manifest';
import { readNight } from '@/modules/evidence/read-night';
import { db, transaction } from '@/platform/db/transaction';
import { describeDatabases } from '../../../tests/support/databases';
import { makeReservation, makeVenue, NOW, type TestVenue, TODAY } from '../../../tests/support/fixtures';
import { rowsVisitedBy, withClient } from '../../../tests/support/rows-visited';
import { mayTakeBack, mayTakeBackClicks } from './own-count';
import { readCurve } from './read-curve';
import { readHistory } from './read-history';
import { readOccupancy } from './read-occupancy';
import { readSummary } from './read-summary';
import { readGates, readOutside, readPersons, readPersonsOfNight } from './reads';
import { attendanceEntry } from './tables';

/** Entries of the smaller night; the larger one has twice as many. */
const SMALL = 800;
/** Entries of one reservation, on which its own reads depend. */
const OF_PARTY = SMALL / 4;
/** A sort, or a level more of an index, is allowed; a quadratic join would be 4. */
const MOST_GROWTH = 2.6;

describeDatabases('the reads of the ledger', (kind) => {
  let place: TestVenue;
  let party: string;
  let host: string;
  const as = () => place.as('HOST');

  /** A night twice as long as before, or a first one: parties, people without a reservation, exits and undos. */
  async function addEntries(from: number, to: number): Promise<void> {
    const parties: string[] = [];
    for (let made = from; made < to; made += 10)
      parties.push((await makeReservation(place, { guestCount: 4, customerName: `Mesa ${made}` })).id);
    const rows = Array.from({ length: to - from }, (_, index) =>
      rowOf(from + index, parties[Math.floor(index / 10)] ?? ''),
    );
    for (let sent = 0; sent < rows.length; sent += 400)
      await db()
        .insert(attendanceEntry)
        .values(rows.slice(sent, sent + 400));
  }

  function rowOf(place_: number, ofTen: string): typeof attendanceEntry.$inferInsert {
    const kinds = ['FIRST', 'WALK_IN', 'EXIT', 'UNDO'] as const;
    const kind = kinds[place_ % 4] ?? 'FIRST';
    // Every fourth entry takes back the party's that stands three before it.
    const undoOf = kind === 'UNDO' ? `e${place_ - 3}` : null;
    const isOfParty = kind === 'FIRST' || kind === 'UNDO';
    const at = new Date(NOW.getTime() + place_ * 1000);
    return {
      ...{ businessId: place.venue.id, id: `e${place_}`, nonce: randomUUID(), requestHash: 'hash' },
      ...{ reservationId: isOfParty ? reservationOf(place_, ofTen) : null, businessDay: TODAY, kind, undoOf },
      ...{ delta: kind === 'UNDO' ? -1 : 1, flow: kind === 'EXIT' ? ('OUT' as const) : ('IN' as const) },
      ...{ method: kind === 'UNDO' ? ('UNDO' as const) : ('QR' as const), gateId: `g${place_ % 3}`, userId: host },
      ...{ occurredAt: at, receivedAt: at, scanCountAfter: 1, guestCountThen: 4, isFirstScan: false, seq: place_ + 1 },
      person: kind === 'FIRST' ? (place_ % 5) + 1 : null,
    };
  }
  /** Half of the entries of parties are of one and the same. */
  const reservationOf = (place_: number, ofTen: string) => (place_ % 8 < 4 ? party : ofTen);

  const READS: Readonly<Record<string, () => Promise<unknown>>> = {
    sums: () => transaction((tx) => readGates(tx, place.venue.id, TODAY)),
    persons: () => readPersonsOfNight(db(), place.venue.id, TODAY),
    'persons of a party': () => readPersons(db(), place.venue.id, party),
    outside: () => readOutside(db(), place.venue.id, party),
    'own counts': () => transaction((tx) => mayTakeBack(tx, place.as('DOOR', { userId: host }), party, -1)),
    'own clicks': () => transaction((tx) => mayTakeBackClicks(tx, place.as('DOOR', { userId: host }), TODAY, -1)),
    summary: () => readSummary(as(), { day: TODAY }),
    occupancy: () => readOccupancy(as()),
    curve: () => readCurve(as()),
    evidence: () => readNight(place.as('MANAGER'), { day: TODAY }),
    manifest: () => readManifest(as()),
    history: () => readHistory(as(), { id: party }),
  };
  /** A join that compares each entry with each other one, as a control of the measure. */
  const QUADRATIC: SQL = sql`select count(*) from ${attendanceEntry} one join ${attendanceEntry} other
    on one.delta + other.delta < 99 where one.business_id = other.business_id`;

  it.runIf(kind === 'postgres')(
    'look at about twice as many rows in a night of twice as many entries',
    async () => {
      place = await makeVenue();
      host = as().userId;
      party = (await makeReservation(place, { customerName: 'Grupo Largo' })).id;
      // A new night has no statistics, by which a planner chooses its joins.
      await db().execute(sql`alter table attendance_entry set (autovacuum_enabled = false)`);
      await db().execute(sql`alter table reservation set (autovacuum_enabled = false)`);
      const measure = () =>
        withClient(async (client) => {
          const visited: Record<string, number> = {};
          for (const [name, read] of Object.entries(READS)) visited[name] = await rowsVisitedBy(client, read);
          return { ...visited, control: await rowsVisitedBy(client, async () => db().execute(QUADRATIC)) };
        });
      await addEntries(0, SMALL);
      const small: Record<string, number> = await measure();
      await addEntries(SMALL, 2 * SMALL);
      const large: Record<string, number> = await measure();
      const growth = Object.fromEntries(Object.entries(large).map(([name, rows]) => [name, rows / (small[name] ?? 1)]));
      const told = JSON.stringify({ small, large });
      for (const name of Object.keys(READS)) {
        // Each has really read the night, or its party.
        expect(small[name], `${name}: ${told}`).toBeGreaterThan(OF_PARTY / 2);
        expect(growth[name], `${name}: ${told}`).toBeLessThan(MOST_GROWTH);
      }
      expect(growth.control, told).toBeGreaterThan(3.5);
    },
    180_000,
  );
});
