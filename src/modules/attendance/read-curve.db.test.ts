import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { db } from '@/platform/db/transaction';
import { describeDatabases } from '../../../tests/support/databases';
import { failureOf, makeReservation, makeVenue, NOW, type TestVenue, TODAY } from '../../../tests/support/fixtures';
import { pick, seeded } from '../../../tests/support/random';
import { scanInput, tokenOf } from '../../../tests/support/scans';
import { readCurve } from './read-curve';
import { readOccupancy } from './read-occupancy';
import { recordClick } from './record-click';
import { recordExit } from './record-exit';
import { scanQr } from './scan-qr';
import { ClickInput, ExitInput } from './schema';
import { undoAttendance } from './undo-attendance';
import { undoClick } from './undo-click';

const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;
const after = (minutes: number) => new Date(NOW.getTime() + minutes * MINUTE);

/** A busy night: arrivals, people without a reservation, exits, corrections and undos, some told late. */
async function playEvening(venue: TestVenue, random: () => number, entries: number): Promise<Date> {
  const parties = await Promise.all(
    Array.from({ length: 8 }, async () => {
      const row = await makeReservation(venue, { guestCount: 8 });
      return { row, token: await tokenOf(row) };
    }),
  );
  const made: { nonce: string; id: string | null }[] = [];
  let minutes = 0;
  for (let count = 0; count < entries; count += 1) {
    minutes += random() * 4;
    const now = after(minutes);
    const as = venue.as('HOST', { now });
    const nonce = randomUUID();
    const late = random() < 0.3 ? { occurredAt: after(minutes - random() * 50).toISOString() } : {};
    const delta = 1 + Math.floor(random() * 4);
    const { row, token } = pick(random, parties);
    const undone = made.length > 0 ? pick(random, made) : { nonce, id: null };
    const acts = {
      scan: async () => {
        await scanQr(as, scanInput(token, nonce, { increment: delta, ...late }));
        made.push({ nonce, id: row.id });
      },
      click: async () => {
        await recordClick(as, ClickInput.parse({ delta, nonce, ...late }));
        made.push({ nonce, id: null });
      },
      correct: () => recordClick(as, ClickInput.parse({ delta: -delta, nonce, ...late })),
      leave: async () => {
        await recordExit(as, ExitInput.parse({ delta, nonce, force: true, ...late }));
        made.push({ nonce, id: null });
      },
      undo: () =>
        undone.id === null
          ? undoClick(as, { nonce: undone.nonce })
          : undoAttendance(as, { id: undone.id, nonce: undone.nonce }),
    };
    const act = pick(random, ['scan', 'scan', 'click', 'click', 'leave', 'correct', 'undo'] as const);
    // What the rules refuse, such as a second undo, is no part of the night.
    await failureOf(acts[act]());
  }
  return after(minutes);
}

/** By plain SQL: the entries in force up to an instant. */
async function figuresAt(venue: TestVenue, until: Date) {
  const { rows } = (await db().execute(sql`
    select coalesce(sum(case when flow = 'IN' then delta else -delta end), 0)::int as balance,
      coalesce(sum(delta) filter (where kind = 'FIRST'), 0)::int as admitted
    from attendance_entry
    where business_id = ${venue.venue.id} and business_day = ${TODAY} and undo_of is null
      and occurred_at < ${until.toISOString()}::timestamptz
      and id not in (select undo_of from attendance_entry
        where business_id = ${venue.venue.id} and undo_of is not null)`)) as {
    rows: { balance: number; admitted: number }[];
  };
  return rows[0];
}

describeDatabases('the curve of a night', () => {
  it('is what the ledger adds up to at every quarter of an hour of a random evening', async () => {
    for (const seed of [3, 11, 29]) {
      const venue = await makeVenue();
      const now = await playEvening(venue, seeded(seed), 120);
      const curve = await readCurve(venue.as('HOST', { now }));
      expect(curve).toMatchObject({ day: TODAY, start: '2026-11-21T09:00:00.000Z', end: '2026-11-22T09:00:00.000Z' });
      expect(curve.points.length, `seed ${seed}`).toBeGreaterThan(10);
      const start = new Date(curve.start).getTime();
      for (let at = start; at < now.getTime() + QUARTER; at += QUARTER) {
        const last = curve.points.filter((point) => Date.parse(point.at) <= at).at(-1);
        const { balance, admitted } = last ?? { balance: 0, admitted: 0 };
        const name = `seed ${seed}, ${new Date(at).toISOString()}`;
        expect({ balance, admitted }, name).toEqual(await figuresAt(venue, new Date(at + QUARTER)));
      }
      const times = curve.points.map(({ at }) => Date.parse(at));
      expect(times, 'in order, each once').toEqual([...new Set(times)].sort((a, b) => a - b));
      const { inside, uncounted, admitted } = await readOccupancy(venue.as('DOOR', { now }));
      expect(curve.points.at(-1)).toMatchObject({ balance: inside - uncounted, admitted });
      const { rows } = (await db().execute(sql`
        select distinct occurred_at as at from attendance_entry where business_id = ${venue.venue.id}`)) as {
        rows: { at: Date | string }[];
      };
      const balances = await Promise.all(
        rows.map(async ({ at }) => (await figuresAt(venue, new Date(new Date(at).getTime() + 1)))?.balance ?? 0),
      );
      expect(Math.max(...curve.points.map(({ most }) => most)), `the peak of seed ${seed}`).toBe(Math.max(...balances));
    }
  }, 120_000);

  it('is empty before anybody comes, and holds nobody of another night', async () => {
    const venue = await makeVenue();
    await recordClick(venue.as('DOOR'), ClickInput.parse({ delta: 4, nonce: 'nonce-0001' }));
    const tomorrow = new Date(NOW.getTime() + 24 * 60 * MINUTE);
    expect(await readCurve(venue.as('HOST', { now: tomorrow }))).toMatchObject({ day: '2026-11-22', points: [] });
    expect((await readCurve(venue.as('HOST'))).points).toEqual([
      { at: NOW.toISOString(), admitted: 0, balance: 4, most: 4 },
    ]);
  });
});
