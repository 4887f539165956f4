import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readOccupancy } from '@/modules/attendance/read-occupancy';
import { db } from '@/platform/db/transaction';
import { describeDatabases } from '../../../tests/support/databases';
import { NOW, type TestVenue, TODAY } from '../../../tests/support/fixtures';
import type { EvidencePage } from './answers';
import { nightOf } from './client/night-list';
import { momentAt } from './client/replay';
import { evening, step } from './evenings.fixture';
import { readNight } from './read-night';
import { type EvidenceFilter, FIGURES, type Figure, figureOf, type Night, NONE, selectLines, sumOf } from './rules';

/** All pages of a night, of `limit` rows each. */
async function read(venue: TestVenue, limit?: number): Promise<Night> {
  const pages: EvidencePage[] = [];
  let after: string | undefined;
  do {
    const page = await readNight(venue.as('OWNER'), { day: TODAY, after, limit });
    pages.push(page);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return nightOf(pages);
}

const rowsOf = async <Row>(query: ReturnType<typeof sql>) =>
  ((await db().execute(query)) as unknown as { rows: Row[] }).rows;

type Sums = Record<Exclude<Figure, 'parties' | 'refused' | 'held'>, number> & { gate: string; who: string };

/** The ledger up to an instant by its plainest reading: an undo is the opposite of what it undoes. */
const entries = (id: string, until: Date | null) => sql`with entry as (
  select e.*, coalesce(u.kind, e.kind) as of, coalesce(u.method, e.method) as way, coalesce(e.gate_id, ${NONE}) as gate,
    coalesce(e.user_id, ${NONE}) as who
  from attendance_entry e left join attendance_entry u on u.business_id = e.business_id and u.id = e.undo_of
  where e.business_id = ${id} and e.business_day = ${TODAY}
    and (${until?.toISOString() ?? null}::timestamptz is null or e.occurred_at <= ${until?.toISOString() ?? null}::timestamptz))`;

const sumsOf = (id: string, until: Date | null) =>
  rowsOf<Sums>(sql`${entries(id, until)} select gate, who,
    sum(case when flow = 'OUT' then -delta else delta end)::int as inside,
    sum(case when of = 'FIRST' then delta else 0 end)::int as admitted,
    sum(case when of = 'FIRST' and way = 'WALK_IN' then delta else 0 end)::int as "walkIns",
    sum(case when flow = 'IN' and reservation_id is null then delta else 0 end)::int as clicker,
    sum(case when flow = 'IN' then delta else 0 end)::int as entered,
    sum(case when flow = 'OUT' then delta else 0 end)::int as exits,
    sum(case when of = 'REENTRY' then delta else 0 end)::int as reentries,
    (count(*) filter (where undo_of is not null))::int as undone
    from entry group by 1, 2`);

/** Each figure of a night in SQL, for what a filter lets through. */
async function plain(id: string) {
  const sums = await sumsOf(id, null);
  const parties = await rowsOf<{ party: string; gate: string; who: string; sum: number }>(sql`${entries(id, null)}
    select reservation_id as party, gate, who, sum(delta)::int as sum from entry where of = 'FIRST' group by 1, 2, 3`);
  const refused = await rowsOf<{ gate: string; who: string }>(sql`select coalesce(gate_id, ${NONE}) as gate,
    coalesce(user_id, ${NONE}) as who from scan_attempt where business_id = ${id}`);
  const held = await rowsOf<{ who: string }>(sql`select coalesce(sent_by, ${NONE}) as who from custody_entry
    where business_id = ${id} and business_day = ${TODAY} and state = 'HELD'`);
  return (figure: Figure, { gate, by }: EvidenceFilter): number => {
    const isAsked = (row: { gate?: string; who: string }) =>
      (gate === undefined || row.gate === gate) && (by === undefined || row.who === by);
    if (figure === 'held') return held.filter(isAsked).length;
    if (figure === 'refused') return refused.filter(isAsked).length;
    if (figure !== 'parties') return sums.filter(isAsked).reduce((sum, row) => sum + row[figure], 0);
    const of = new Map<string, number>();
    for (const row of parties.filter(isAsked)) of.set(row.party, (of.get(row.party) ?? 0) + row.sum);
    return [...of.values()].filter((sum) => sum > 0).length;
  };
}

async function check(venue: TestVenue, limit: number, minutes: readonly number[]): Promise<void> {
  const { id } = venue.venue;
  const night = await read(venue);
  expect(await read(venue, limit), 'in parts').toEqual({ ...night, readAt: expect.any(Number) });
  const [{ lines }] = (await rowsOf<{ lines: number }>(sql`select
    (select count(*) from attendance_entry where business_id = ${id} and business_day = ${TODAY})::int
    + (select count(*) from scan_attempt where business_id = ${id})::int
    + (select count(*) from custody_entry where business_id = ${id} and business_day = ${TODAY} and state = 'HELD')::int as lines`)) as [
    { lines: number },
  ];
  expect(night.lines.length, 'nothing else, and nothing of others').toBe(lines);

  const wanted = await plain(id);
  const people = [NONE, ...new Set(night.lines.flatMap(({ by }) => by?.id ?? []))];
  for (const figure of FIGURES) {
    const gates = figure === 'held' ? [undefined] : [undefined, 'norte', 'sur', NONE];
    for (const gate of gates) {
      for (const by of [undefined, ...people]) {
        const filter = { gate, by };
        const list = selectLines(night, { ...filter, figure });
        const said = JSON.stringify({ figure, ...filter });
        expect(figureOf(night, figure, filter), said).toBe(wanted(figure, filter));
        expect(sumOf(list, figure), `the list of ${said}`).toBe(wanted(figure, filter));
      }
    }
  }

  const { inside, uncounted, admitted, entered, left, walkIns, byGate } = await readOccupancy(venue.as('DOOR'));
  const end = momentAt(night, night.end);
  expect(end).toMatchObject({ inside: inside - uncounted, admitted, entered, left });
  expect(figureOf(night, 'clicker')).toBe(walkIns);
  expect([...end.byGate].map(([gateId, sums]) => ({ gateId, ...sums })).sort(byName)).toEqual([...byGate].sort(byName));
  for (const minute of minutes) await checkMoment(id, night, new Date(NOW.getTime() + minute * 60_000));
}

const byName = (a: { gateId: string | null }, b: { gateId: string | null }) =>
  (a.gateId ?? '') < (b.gateId ?? '') ? -1 : 1;

async function checkMoment(id: string, night: Night, at: Date): Promise<void> {
  const moment = momentAt(night, at.getTime());
  const sums = await sumsOf(id, at);
  const total = (name: 'inside' | 'admitted' | 'entered' | 'exits', gate?: string) =>
    sums.filter((row) => gate === undefined || row.gate === gate).reduce((sum, row) => sum + row[name], 0);
  expect(moment, at.toISOString()).toMatchObject({
    ...{ inside: total('inside'), admitted: total('admitted'), entered: total('entered'), left: total('exits') },
  });
  for (const [gateId, { entered, left }] of moment.byGate) {
    expect({ entered, left }).toEqual({
      entered: total('entered', gateId ?? NONE),
      left: total('exits', gateId ?? NONE),
    });
  }
  const open = await rowsOf<{
    id: string;
  }>(sql`select id from incident where business_id = ${id} and business_day = ${TODAY}
    and opened_at <= ${at.toISOString()}::timestamptz and (resolved_at is null or resolved_at > ${at.toISOString()}::timestamptz)`);
  expect(moment.open.map((one) => one.id).sort()).toEqual(open.map((one) => one.id).sort());
}

describeDatabases('the evidence of an evening', () => {
  it('is what its figures are made of: figure, list and SQL agree, and the night replayed does at every instant', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 30 }),
        fc.integer({ min: 1, max: 7 }),
        fc.array(fc.integer({ min: -10, max: 310 }), { minLength: 2, maxLength: 4 }),
        async (steps, limit, minutes) => check(await evening(steps), limit, minutes),
      ),
      { numRuns: 20, seed: 7, endOnFailure: true },
    );
  });
});
