import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Context } from '@/modules/access/context';
import { countAttendance } from '@/modules/attendance/count-attendance';
import { scanQr } from '@/modules/attendance/scan-qr';
import { undoAttendance } from '@/modules/attendance/undo-attendance';
import type { NightState } from '@/modules/venues/business-day';
import { describeDatabases } from '../../../tests/support/databases';
import { failureOf, makeReservation, makeVenue, NOW, type TestVenue } from '../../../tests/support/fixtures';
import { countsOf, scanInput, tokenOf } from '../../../tests/support/scans';
import type { ReservationAnswer } from './answers';
import { changeStatus } from './change-status';
import { deleteReservation } from './delete-reservation';
import { rotatePass } from './rotate-pass';
import type { ReservationRow } from './rows';
import { updateReservation } from './update-reservation';

/**
 * Every verb on one reservation, by where its night stands, who asks, and what the reservation is. Outcomes are the status
 * afterwards or the code of the refusal, shortened.
 */
const DAY = 86_400_000;
const AT: Record<NightState, Date> = {
  ahead: new Date(NOW.getTime() - 7 * DAY),
  running: NOW,
  over: new Date(NOW.getTime() + DAY),
};
const LATER = new Date(NOW.getTime() + 2 * DAY).toISOString();
const NONCE = (row: ReservationRow) => `in-${row.id}`;

const SHORT: Record<string, string> = {
  ...{ PENDING: 'P', CONFIRMED: 'C', CHECKED_IN: 'I', COMPLETED: 'D', CANCELLED: 'X', NO_SHOW: 'N' },
  ...{
    TRANSITION_NOT_ALLOWED: 'not',
    HAS_ARRIVALS: 'arr',
    OTHER_DAY: 'day',
    NIGHT_CLOSED: 'closed',
    FORBIDDEN: 'forb',
  },
  ...{ NOT_COUNTABLE: 'count', COUNT_BELOW_ZERO: 'below', SCAN_REFUSED: 'scan', NOT_FOUND: 'none' },
};

/** Pending, confirmed, in by hand, in with two counted, completed without and with them, cancelled, no-show. */
const STARTS = ['P', 'C', 'I0', 'I2', 'D0', 'D2', 'X', 'N'] as const;
type Start = (typeof STARTS)[number];

type Verb = (ctx: Context, row: ReservationRow, reason?: string) => Promise<ReservationAnswer | object>;
const move =
  (status: ReservationRow['status']): Verb =>
  (ctx, { id }, reason) =>
    changeStatus(ctx, { id, status, reason });

const count =
  (delta: number): Verb =>
  (ctx, { id }, reason) =>
    countAttendance(ctx, { id, delta, nonce: randomUUID(), reason });
const scan: Verb = async (ctx, row) => scanQr(ctx, scanInput(await tokenOf(row), randomUUID()));

type Outcomes = Record<NightState, { HOST: string; MANAGER?: string }>;
/** A manager, where it differs from the host, gives a reason. What the door may not do ends at its endpoint. */
const RULES: Record<string, { verb: Verb; by: Outcomes }> = {
  '→ CONFIRMED': {
    verb: move('CONFIRMED'),
    by: {
      ahead: { HOST: 'C C not arr not arr forb forb', MANAGER: 'C C not arr not arr C C' },
      running: { HOST: 'C C not arr not arr forb forb', MANAGER: 'C C not arr not arr C C' },
      over: { HOST: 'closed C not arr not arr closed closed', MANAGER: 'C C not arr not arr C C' },
    },
  },
  '→ CHECKED_IN': {
    verb: move('CHECKED_IN'),
    by: {
      ahead: { HOST: 'day day I I day day not day' },
      running: { HOST: 'I I I I forb forb not I', MANAGER: 'I I I I I I not I' },
      over: { HOST: 'closed closed I I closed closed not closed', MANAGER: 'I I I I I I not I' },
    },
  },
  '→ COMPLETED': {
    verb: move('COMPLETED'),
    by: {
      ahead: { HOST: 'not not day day D D not not' },
      running: { HOST: 'not not D D D D not not' },
      over: { HOST: 'not not closed closed D D not not', MANAGER: 'not not D D D D not not' },
    },
  },
  '→ CANCELLED': {
    verb: move('CANCELLED'),
    by: {
      ahead: { HOST: 'X X not arr not arr X not' },
      running: { HOST: 'X X not arr not arr X not' },
      over: { HOST: 'closed closed not arr not arr X not', MANAGER: 'X X not arr not arr X not' },
    },
  },
  '→ NO_SHOW': {
    verb: move('NO_SHOW'),
    by: {
      ahead: { HOST: 'day day not arr not arr not N' },
      running: { HOST: 'N N not arr not arr not N' },
      over: { HOST: 'closed closed not arr not arr not N', MANAGER: 'N N not arr not arr not N' },
    },
  },
  'undo check-in': {
    verb: (ctx, { id }, reason) => changeStatus(ctx, { id, undo: true, reason }),
    by: {
      ahead: { HOST: 'not not P arr not not not not' },
      running: { HOST: 'not not P arr not not not not' },
      over: { HOST: 'not not closed arr not not not not', MANAGER: 'not not N arr not not not not' },
    },
  },
  'move to another day': {
    verb: (ctx, { id }, reason) => updateReservation(ctx, { id, reservedAt: LATER, reason }),
    by: {
      ahead: { HOST: 'P C P arr C arr X C' },
      running: { HOST: 'P C P arr C arr X C' },
      over: { HOST: 'closed closed closed arr closed arr closed closed', MANAGER: 'P C P arr C arr X C' },
    },
  },
  'change the plan': {
    verb: (ctx, { id }, reason) => updateReservation(ctx, { id, guestCount: 7, reason }),
    by: {
      ahead: { HOST: 'P C I I D D X N' },
      running: { HOST: 'P C I I D D X N' },
      over: { HOST: 'closed closed closed closed closed closed closed closed', MANAGER: 'P C I I D D X N' },
    },
  },
  'change the notes': {
    verb: (ctx, { id }) => updateReservation(ctx, { id, notes: randomUUID() }),
    by: {
      ahead: { HOST: 'P C I I D D X N' },
      running: { HOST: 'P C I I D D X N' },
      over: { HOST: 'P C I I D D X N' },
    },
  },
  delete: {
    verb: (ctx, { id }, reason) => deleteReservation(ctx, { id, reason }),
    by: {
      ahead: { HOST: 'P C I arr D arr X N' },
      running: { HOST: 'P C I arr D arr X N' },
      over: { HOST: 'closed closed closed arr closed arr closed closed', MANAGER: 'P C I arr D arr X N' },
    },
  },
  'rotate the pass': {
    verb: async (ctx, row) => {
      await rotatePass(ctx, { id: row.id });
      return { reservation: { status: row.status } };
    },
    by: {
      ahead: { HOST: 'P C I I D D X N' },
      running: { HOST: 'P C I I D D X N' },
      over: { HOST: 'P C I I D D X N' },
    },
  },
  'count one more by hand': {
    verb: count(1),
    by: {
      ahead: { HOST: 'count count count count count count count count' },
      running: { HOST: 'I I I I count count count I' },
      over: { HOST: 'count count count count count count count count', MANAGER: 'D D D D D D count D' },
    },
  },
  'count one less by hand': {
    verb: count(-1),
    by: {
      ahead: { HOST: 'count count count count count count count count' },
      running: { HOST: 'below below below I count count count below' },
      over: {
        HOST: 'count count count count count count count count',
        MANAGER: 'below below below D below D count below',
      },
    },
  },
  scan: {
    verb: scan,
    by: {
      ahead: { HOST: 'scan scan scan scan scan scan scan scan' },
      running: { HOST: 'I I I I scan scan scan I' },
      over: { HOST: 'scan scan scan scan scan scan scan scan', MANAGER: 'scan scan scan scan scan scan scan scan' },
    },
  },
  'undo the entry': {
    verb: (ctx, row, reason) => undoAttendance(ctx, { id: row.id, nonce: NONCE(row), reason }),
    by: {
      ahead: { HOST: 'none none none C none count none none' },
      running: { HOST: 'none none none C none count none none' },
      over: { HOST: 'none none none closed none closed none none', MANAGER: 'none none none N none N none none' },
    },
  },
};

/** A reservation of tonight that became what it is on its night, by the verbs that do so. */
async function makeStart(venue: TestVenue, start: Start): Promise<ReservationRow> {
  const isPending = start === 'P' || start === 'I0';
  const row = await makeReservation(venue, { status: isPending ? 'PENDING' : 'CONFIRMED' });
  const to = (...statuses: ReservationRow['status'][]) =>
    statuses.reduce<Promise<unknown>>(
      (before, status) => before.then(() => changeStatus(venue.as('HOST'), { id: row.id, status })),
      Promise.resolve(),
    );
  if (start === 'I2' || start === 'D2') {
    await countAttendance(venue.as('DOOR'), { id: row.id, delta: 2, nonce: NONCE(row) });
  }
  if (start === 'I0') await to('CHECKED_IN');
  if (start === 'D0') await to('CHECKED_IN', 'COMPLETED');
  if (start === 'D2') await to('COMPLETED');
  if (start === 'X') await to('CANCELLED');
  if (start === 'N') await to('NO_SHOW');
  return { ...row, status: (await countsOf(row)).status ?? row.status };
}

async function outcomeOf(work: Promise<ReservationAnswer | object>): Promise<string> {
  const result = await failureOf(work);
  if (typeof result === 'string') return SHORT[result] ?? result;
  return SHORT[(result as ReservationAnswer).reservation.status] ?? 'unknown';
}

describeDatabases('every verb on every night', () => {
  it.each(Object.entries(RULES))('%s', async (_, { verb, by }) => {
    const venue = await makeVenue();
    for (const night of ['ahead', 'running', 'over'] as const) {
      for (const [role, expected] of Object.entries(by[night]) as ['HOST' | 'MANAGER', string][]) {
        const seen: string[] = [];
        for (const start of STARTS) {
          const row = await makeStart(venue, start);
          const before = await countsOf(row);
          const reason = role === 'MANAGER' ? 'por error' : undefined;
          const outcome = await outcomeOf(verb(venue.as(role, { now: AT[night] }), row, reason));
          seen.push(outcome);
          const { scanCount, ledger, ...after } = await countsOf(row);
          expect(scanCount).toBe(ledger);
          if (outcome.length > 1) expect(after).toEqual({ status: before.status, version: before.version });
        }
        expect({ night, role, outcomes: seen.join(' ') }).toEqual({ night, role, outcomes: expected });
      }
    }
  });

  it('lets the door take back its own entry while the night runs', async () => {
    const venue = await makeVenue();
    const row = await makeStart(venue, 'I2');
    const undo = (now: Date) => undoAttendance(venue.as('DOOR', { now }), { id: row.id, nonce: NONCE(row) });
    expect(await outcomeOf(undo(AT.ahead))).toBe('forb');
    expect(await outcomeOf(undo(AT.over))).toBe('forb');
    expect(await outcomeOf(undo(NOW))).toBe('C');
    expect(await undo(AT.over)).toMatchObject({ replayed: true, scanCount: 0 });
  });

  it('says what a correction of a closed night needs, and keeps its reason', async () => {
    const venue = await makeVenue();
    const row = await makeStart(venue, 'C');
    const changes: ((ctx: Context, reason?: string) => Promise<unknown>)[] = [
      (ctx, reason) => changeStatus(ctx, { id: row.id, status: 'NO_SHOW', reason }),
      (ctx, reason) => updateReservation(ctx, { id: row.id, guestCount: 9, reason }),
      (ctx, reason) => updateReservation(ctx, { id: row.id, status: 'NO_SHOW', reason }),
      (ctx, reason) => updateReservation(ctx, { id: row.id, reservedAt: LATER, reason }),
      (ctx, reason) => deleteReservation(ctx, { id: row.id, reason }),
    ];
    for (const change of changes) {
      const needs = (needs: string) => ({ code: 'NIGHT_CLOSED', extra: { needs } });
      await expect(change(venue.as('HOST', { now: AT.over }), 'por error')).rejects.toMatchObject(needs('manager'));
      await expect(change(venue.as('OWNER', { now: AT.over }))).rejects.toMatchObject(needs('reason'));
    }
  });
});
