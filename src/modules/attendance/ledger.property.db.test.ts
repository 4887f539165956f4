import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { venueEvent } from '@/modules/events/tables';
import type { ReservationRow } from '@/modules/reservations/rows';
import { reservation } from '@/modules/reservations/tables';
import { db } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { SequencedEvent } from '@/realtime/protocol/events';
import { describeDatabases } from '../../../tests/support/databases';
import { makeReservation, makeVenue, type TestVenue, TODAY } from '../../../tests/support/fixtures';
import { scanInput, tokenOf } from '../../../tests/support/scans';
import { OCCUPANCY_RULES, type OccupancySnapshot } from './client/occupancy-list';
import { countAttendance } from './count-attendance';
import { readOccupancy } from './read-occupancy';
import { recordClick } from './record-click';
import { recordExit } from './record-exit';
import { scanQr } from './scan-qr';
import { ClickInput, ExitInput } from './schema';
import { undoAttendance } from './undo-attendance';
import { undoClick } from './undo-click';

const CAPACITY = 14;

const gateId = fc.constantFrom('norte', 'sur', undefined);
const people = fc.integer({ min: 1, max: 5 });
const party = fc.integer({ min: 0, max: 2 });
const op = fc.oneof(
  fc.record({ kind: fc.constant('scan' as const), party, people, gateId }),
  fc.record({ kind: fc.constant('hand' as const), party, people: fc.constantFrom(-2, -1, 1, 2), gateId }),
  fc.record({ kind: fc.constant('exit' as const), party, people, gateId }),
  fc.record({ kind: fc.constant('leave' as const), people, gateId }),
  fc.record({ kind: fc.constant('click' as const), people: fc.constantFrom(-5, -1, 1, 5), gateId }),
  fc.record({ kind: fc.constant('undo' as const), of: fc.nat({ max: 20 }) }),
  fc.record({ kind: fc.constant('again' as const), of: fc.nat({ max: 20 }) }),
);
type Op = typeof op extends fc.Arbitrary<infer T> ? T : never;

interface Sent {
  readonly party: ReservationRow | null;
  readonly nonce: string;
  readonly send: () => Promise<unknown>;
}

/** What the ledger of one venue adds up to, by its plainest reading: an undo is the opposite of what it undoes. */
async function plainSums(businessId: string) {
  const { rows } = (await db().execute(sql`
    with entry as (
      select e.*, coalesce(u.kind, e.kind) as of from attendance_entry e
      left join attendance_entry u on u.business_id = e.business_id and u.id = e.undo_of where e.business_id = ${businessId})
    select coalesce(gate_id, '-') as gate, sum(case when flow = 'IN' then delta else 0 end)::int as entered,
      sum(case when flow = 'OUT' then delta else 0 end)::int as left, sum(case when of = 'FIRST' then delta else 0 end)::int as admitted,
      sum(case when of in ('WALK_IN', 'CLICK') then delta else 0 end)::int as clicks,
      sum(case when of = 'REENTRY' then delta else 0 end)::int as back from entry group by 1 order by 1`)) as unknown as {
    rows: { gate: string; entered: number; left: number; admitted: number; clicks: number; back: number }[];
  };
  const total = (name: 'entered' | 'left' | 'admitted' | 'clicks' | 'back') =>
    rows.reduce((sum, row) => sum + row[name], 0);
  return { rows, total };
}

describeDatabases('the ledger', () => {
  it('adds up the same, whatever comes at once over the gates', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(op, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 }), run),
      { numRuns: 25, endOnFailure: true },
    );
  });
});

async function run(rounds: readonly (readonly Op[])[]): Promise<void> {
  const venue = await makeVenue({ capacity: CAPACITY, occupancyPolicy: 'BLOCK', capacityPolicy: 'WARN' });
  const parties = await Promise.all([1, 3, 6].map((guestCount) => makeReservation(venue, { guestCount })));
  const tokens = await Promise.all(parties.map(tokenOf));
  const sent: Sent[] = [];
  let mayPass = false;
  for (const round of rounds) {
    const works = round.map((each) => workOf(venue, parties, tokens, sent, each));
    const results = await Promise.allSettled(works.map((work) => work.send()));
    // Undoing an exit may bring people back in beyond what the venue holds; nothing else may.
    mayPass ||= round.some(({ kind }) => kind === 'undo');
    for (const [i, result] of results.entries()) {
      const work = works[i];
      if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(DomainError);
      else if (work && !sent.includes(work)) sent.push(work);
    }
    await check(venue, mayPass);
  }
}

async function check(venue: TestVenue, mayPass: boolean): Promise<void> {
  const { id } = venue.venue;
  const [{ rows, total }, shown] = [await plainSums(id), await readOccupancy(venue.as('DOOR'))];
  const balance = total('entered') - total('left');
  expect(shown).toMatchObject({
    ...{ day: TODAY, inside: Math.max(0, balance), uncounted: Math.max(0, -balance), admitted: total('admitted') },
    ...{ entered: total('entered'), left: total('left'), walkIns: total('clicks') },
  });
  expect(shown.byGate.map((gate) => ({ ...gate, gateId: gate.gateId ?? '-' })).sort(byGate)).toEqual(
    rows.map(({ gate, entered, left }) => ({ gateId: gate, entered, left })).sort(byGate),
  );
  expect(total('entered')).toBe(total('admitted') + total('clicks') + total('back'));
  const counted = await db().select().from(reservation).where(eq(reservation.businessId, id));
  expect(counted.reduce((sum, { scanCount }) => sum + scanCount, 0)).toBe(total('admitted'));
  expect(total('clicks')).toBeGreaterThanOrEqual(0);
  const events = await logOf(id);
  // The sums commute: a screen that reads them in another order has the same figures.
  for (const told of [events, events.toReversed()]) {
    const { balance: inside, admitted, walkIns, byGate: sums } = told.reduce(OCCUPANCY_RULES.apply, NOBODY);
    expect({ inside, admitted, walkIns }).toEqual({
      inside: balance,
      admitted: shown.admitted,
      walkIns: shown.walkIns,
    });
    expect(sums.map((gate) => ({ ...gate, gateId: gate.gateId ?? '-' })).sort(byGate)).toEqual(
      rows.map(({ gate, entered, left }) => ({ gateId: gate, entered, left })).sort(byGate),
    );
  }
  if (!mayPass) expect(balance).toBeLessThanOrEqual(CAPACITY);
}

const NOBODY: OccupancySnapshot = {
  ...{ day: TODAY, balance: 0, admitted: 0, walkIns: 0, byGate: [], isIncomplete: false },
  ...{ capacity: CAPACITY, policy: 'BLOCK', categories: [], cursor: { epoch: 'e', seq: 0 } },
};

/** The venue's log, as a screen reads it. */
async function logOf(businessId: string): Promise<SequencedEvent[]> {
  const rows = await db().select().from(venueEvent).where(eq(venueEvent.businessId, businessId));
  return rows.map(({ seq, payload }) => {
    const { type, ...fields } = JSON.parse(payload);
    const isRow = type === 'occupancy-changed';
    return { ...fields, ...(isRow ? { type: 'row-changed', noun: 'occupancy' } : { type }), businessId, seq };
  });
}

const byGate = (a: { gateId: string }, b: { gateId: string }) => (a.gateId < b.gateId ? -1 : 1);

function workOf(
  venue: TestVenue,
  parties: readonly ReservationRow[],
  tokens: readonly string[],
  sent: readonly Sent[],
  each: Op,
): Sent {
  const ctx = venue.as('HOST');
  const nonce = randomUUID();
  const nothing = { party: null, nonce, send: () => Promise.resolve() };
  if (each.kind === 'undo' || each.kind === 'again') {
    const before = sent[each.of % Math.max(1, sent.length)];
    if (!before) return nothing;
    if (each.kind === 'again') return before;
    const { party } = before;
    const undo = () =>
      party ? undoAttendance(ctx, { id: party.id, nonce: before.nonce }) : undoClick(ctx, { nonce: before.nonce });
    return { ...nothing, send: undo };
  }
  const { gateId, people } = each;
  const fields = { delta: people, nonce, gateId };
  if (each.kind === 'click') return { ...nothing, send: () => recordClick(ctx, ClickInput.parse(fields)) };
  if (each.kind === 'leave') return { ...nothing, send: () => recordExit(ctx, ExitInput.parse(fields)) };
  const [party, qrCode] = [parties[each.party], tokens[each.party]];
  if (!party || !qrCode) return nothing;
  const send = {
    scan: () => scanQr(ctx, scanInput(qrCode, nonce, { increment: people, gateId })),
    hand: () => countAttendance(ctx, { id: party.id, ...fields }),
    exit: () => recordExit(ctx, ExitInput.parse({ ...fields, qrCode })),
  }[each.kind];
  return { party, nonce, send };
}
