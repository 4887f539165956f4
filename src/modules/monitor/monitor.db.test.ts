import { and, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { ROLES } from '@/modules/access/context';
import { user } from '@/modules/access/tables';
import { countAttendance } from '@/modules/attendance/count-attendance';
import { projectorOf } from '@/modules/events/rules';
import { digestRows, rowDigests } from '@/modules/reservations/digest';
import { listReservations } from '@/modules/reservations/reads';
import { reservation } from '@/modules/reservations/tables';
import type { Reservation } from '@/modules/reservations/wire';
import { setOperator } from '@/modules/setup/set-operator';
import { db } from '@/platform/db/transaction';
import { type Cursor, parseCursor } from '@/realtime/protocol/cursor';
import { EVENT_RULES } from '@/server/registry';
import { describeDatabases } from '../../../tests/support/databases';
import { failureOf, makeReservation, makeVenue, type TestVenue, TODAY } from '../../../tests/support/fixtures';
import { sha256 } from '../../../tests/support/sha256';
import { judgeAnswer } from './judge-answer';
import { keepVerdict } from './keep-verdict';
import { pruneMonitor } from './prune-monitor';
import { lastAudits, recentReports } from './reads';
import { recordReport } from './record-report';
import { readReplay } from './replay';
import type { AuditAnswerInput, ClientReportInput } from './schema';
import { clientReport, deviceAudit, operatorChange } from './tables';

/** What a device of that role holds, from the list that it reads. */
async function holding(venue: TestVenue, role: (typeof ROLES)[number]) {
  const { reservations, cursor } = await listReservations(venue.as(role), { day: TODAY });
  const position = parseCursor(cursor);
  if (!position) throw new Error('no cursor');
  return { rows: reservations, position };
}

function answerOf(
  rows: readonly Reservation[],
  cursor: Cursor,
  changes: Partial<AuditAnswerInput> = {},
  buckets?: number[],
) {
  const closer = buckets
    ? { closer: { buckets, rows: rowDigests(rows, buckets, sha256).map(([a, b]): [string, string] => [a, b]) } }
    : {};
  return {
    ...{ connectionId: 'c1', cursor, hidden: false, healed: false, attempt: 0 },
    lists: [{ day: TODAY, rows: rows.length, digest: digestRows(rows, sha256), ...closer }],
    ...changes,
  };
}

const outage = (changes: Partial<ClientReportInput> = {}): ClientReportInput => ({
  ...{ outageId: 'outage-0001', attempts: 4, causes: { unreachable: 4 }, downMs: 20_000 },
  ...{ recovered: false, transport: 'polling' },
  ...changes,
});

describeDatabases('the auditor', () => {
  it('finds every role in sync, and names the row and the part that differ', async () => {
    const venue = await makeVenue();
    const rows = await Promise.all(
      [1, 2, 3].map((n) => makeReservation(venue, { customerName: `Grupo Número ${n}`, notes: 'alergia' })),
    );
    for (const role of ROLES) {
      const held = await holding(venue, role);
      expect(held.rows).toHaveLength(3);
      const { reply, rows: compared } = await judgeAnswer(venue.as(role), answerOf(held.rows, held.position));
      expect([role, reply, compared]).toEqual([role, { next: 'done', verdict: 'in-sync' }, 3]);

      const [first, ...others] = held.rows;
      if (!first) throw new Error('no row');
      const corrupt = [{ ...first, scanCount: first.scanCount + 1 }, ...others];
      const asked = await judgeAnswer(venue.as(role), answerOf(corrupt, held.position));
      if (asked.reply.next !== 'closer') throw new Error(`not asked closer: ${JSON.stringify(asked)}`);
      const buckets = asked.reply.closer[TODAY];
      const found = await judgeAnswer(venue.as(role), answerOf(corrupt, held.position, { attempt: 1 }, buckets));
      expect(found.reply).toEqual({ next: 'done', verdict: 'differs' });
      expect(found.differences).toEqual([{ id: first.id, day: TODAY, kind: 'changed', parts: ['attendance'] }]);

      const short = await judgeAnswer(venue.as(role), answerOf(others, held.position, { attempt: 1 }, buckets));
      expect(short.differences).toEqual([{ id: first.id, day: TODAY, kind: 'missing', parts: [] }]);
    }
    const full = await holding(venue, 'HOST');
    const { position } = await holding(venue, 'DOOR');
    const door = await judgeAnswer(venue.as('DOOR'), answerOf(full.rows, position));
    expect(door.reply.next, 'a door that holds names in full is found out').toBe('closer');
    const moved = { next: 'done', verdict: 'moved' };
    const before = await judgeAnswer(venue.as('DOOR'), answerOf(full.rows, full.position));
    expect(before.reply, 'rows of an earlier role say nothing of what is shown now').toEqual(moved);
    const nextDay = venue.as('DOOR', { now: new Date('2026-11-23T02:00:00Z') });
    const yesterday = await judgeAnswer(nextDay, answerOf(full.rows, position));
    expect(yesterday.reply, "nor does yesterday's list").toEqual(moved);
    await db()
      .update(reservation)
      .set({ deletedAt: new Date() })
      .where(eq(reservation.id, rows[0]?.id ?? ''));
    const gone = await judgeAnswer(venue.as('HOST'), answerOf(full.rows, full.position));
    expect(gone.reply.next, 'a row that the database has not').toBe('closer');
  });

  it('compares what can be compared while the log moves on, and says when nothing can', async () => {
    const venue = await makeVenue();
    const made = await Promise.all(Array.from({ length: 40 }, () => makeReservation(venue)));
    const held = await holding(venue, 'HOST');
    const [moving, still] = made;
    if (!moving || !still) throw new Error('no rows');
    await countAttendance(venue.as('DOOR'), { id: moving.id, delta: 1, nonce: 'nonce-0001' });
    const ctx = venue.as('HOST');
    const first = await judgeAnswer(ctx, answerOf(held.rows, held.position));
    expect(first.reply).toEqual({ next: 'again' });
    expect(first.rows).toBeLessThan(40);
    const last = await judgeAnswer(ctx, answerOf(held.rows, held.position, { attempt: 9 }));
    expect(last.reply).toEqual({ next: 'done', verdict: 'in-sync' });
    const corrupt = held.rows.map((row) => (row.id === moving.id ? row : { ...row, tableName: 'otra' }));
    const closer = await judgeAnswer(ctx, answerOf(corrupt, held.position));
    if (closer.reply.next !== 'closer') throw new Error('not found');
    const found = await judgeAnswer(ctx, answerOf(corrupt, held.position, { attempt: 1 }, closer.reply.closer[TODAY]));
    expect(found.reply).toEqual({ next: 'done', verdict: 'differs' });
    expect(found.differences.map(({ id }) => id)).not.toContain(moving.id);
    expect(new Set(found.differences.flatMap(({ parts }) => parts))).toEqual(new Set(['plan']));

    const moved = { reply: { next: 'done', verdict: 'moved' } };
    expect(await judgeAnswer(ctx, answerOf(held.rows, { ...held.position, epoch: 'other' }))).toMatchObject(moved);
    expect(await judgeAnswer(ctx, answerOf(held.rows, { ...held.position, seq: 10_000 }))).toMatchObject(moved);
    expect(await judgeAnswer(ctx, answerOf([], held.position, { lists: [] }))).toMatchObject(moved);
    const tomorrow = answerOf([], held.position, {
      lists: [{ day: '2026-11-22', rows: 0, digest: digestRows([], sha256) }],
    });
    expect(await judgeAnswer(venue.as('DOOR'), tomorrow), 'the door learns nothing of another day').toMatchObject(
      moved,
    );
    expect(await judgeAnswer(ctx, tomorrow)).toMatchObject({ reply: { next: 'again' } });
  });

  it('sees nothing of another venue', async () => {
    const venue = await makeVenue();
    const other = await makeVenue();
    await makeReservation(venue);
    const held = await holding(venue, 'OWNER');
    const { reply } = await judgeAnswer(other.as('OWNER'), answerOf(held.rows, held.position));
    expect(reply).toEqual({ next: 'done', verdict: 'moved' });
  });
});

describeDatabases('what devices tell', () => {
  it('keeps one report an outage, the member’s own alone, and forgets old ones', async () => {
    const venue = await makeVenue();
    const ctx = venue.as('HOST', { now: new Date(), device: 'Safari · iPhone' });
    expect(await recordReport(ctx, outage())).toEqual({ recorded: true, isNew: true });
    expect(await recordReport(ctx, outage({ recovered: true, transport: 'raw', attempts: 9 }))).toEqual({
      recorded: true,
      isNew: false,
    });
    const stranger = venue.as('DOOR', { now: new Date() });
    expect(await recordReport(stranger, outage({ attempts: 1 })), 'not theirs').toEqual({
      recorded: false,
      isNew: false,
    });
    const kept = await recentReports([venue.venue.id], new Date(0), 10);
    expect(kept).toMatchObject([{ attempts: 9, recovered: true, transport: 'raw', device: 'Safari · iPhone' }]);
    const other = await makeVenue();
    expect(await recentReports([other.venue.id], new Date(0), 10)).toEqual([]);

    const many = Array.from({ length: 510 }, (_, n) => ({ ...base(ctx.venue.id, ctx.userId), id: `old-report-${n}` }));
    await db().insert(clientReport).values(many);
    const verdict = {
      ...{
        businessId: venue.venue.id,
        connectionId: 'c1',
        userId: ctx.userId,
        device: 'x',
        verdict: 'in-sync' as const,
      },
      ...{ seq: 1, rows: 1, hidden: false, differences: [] },
    };
    await keepVerdict({ ...verdict, id: 'old', at: new Date(Date.now() - 8 * 24 * 60 * 60_000) });
    await keepVerdict({ ...verdict, id: 'new', at: new Date(), seq: 7 });
    const another = {
      ...base(ctx.venue.id, stranger.userId),
      id: 'told-before-the-flood',
      at: new Date(Date.now() - 3_600_000),
    };
    await db().insert(clientReport).values(another);
    expect(await pruneMonitor()).toBe(510 + 1 - 100 + 1);
    const left = await db().select().from(clientReport);
    expect(left).toHaveLength(100 + 1);
    expect(left.map(({ id }) => id)).toContain('told-before-the-flood');
    expect((await recentReports([venue.venue.id], new Date(0), 1))[0]?.attempts, 'the newest stay').toBe(9);
    expect(await db().select().from(deviceAudit)).toHaveLength(1);
    expect([...(await lastAudits([venue.venue.id], new Date(0)))]).toMatchObject([['c1', { seq: 7 }]]);
  });

  const base = (businessId: string, userId: string) => ({
    ...{ businessId, userId, device: 'x', causes: {}, attempts: 1, downMs: 1, recovered: true, transport: 'raw' },
    at: new Date(Date.now() - 60_000),
  });

  it('replays what was sent, and shortens names for an operator', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue, { customerName: 'Lucía Fernández Mora' });
    await countAttendance(venue.as('DOOR'), { id: row.id, delta: 2, nonce: 'nonce-0002' });
    const watcher = { userId: 'u', requestId: 'r', now: new Date(), role: 'OWNER' as const, venue: venue.venue };
    const range = {
      businessId: venue.venue.id,
      after: 0,
      upTo: 2,
      audience: 'full',
      project: projectorOf(EVENT_RULES),
    };
    const { events, before, pruned } = await readReplay(watcher, range);
    expect([before, pruned]).toEqual([null, false]);
    expect(events).toMatchObject([
      { seq: 2, type: 'qr-scanned', increment: 2, scanCount: 2, status: 'CHECKED_IN' },
      { seq: 1, type: 'reservation-created', customerName: 'Lucía Fernández Mora' },
    ]);
    const operator = await readReplay({ ...watcher, role: 'OPERATOR' }, range);
    expect(operator.events[1]?.customerName).toBe('Lucía M.');
    const hidden = await readReplay(watcher, { ...range, audience: 'none' });
    expect(hidden.events.map(({ type, customerName }) => [type, customerName])).toEqual([
      ['skip', null],
      ['skip', null],
    ]);
    expect((await readReplay(watcher, { ...range, after: 1 })).events).toHaveLength(1);
  });

  it('makes operators by command alone, and keeps each change', async () => {
    const venue = await makeVenue();
    const { userId } = venue.as('HOST');
    const [host] = await db().select().from(user).where(eq(user.id, userId));
    if (!host) throw new Error('no host');
    expect(host.operator).toBe(false);
    expect(await setOperator({ email: host.email.toUpperCase(), operator: true, by: 'root' })).toBe(true);
    expect(await setOperator({ email: host.email, operator: true, by: 'root' })).toBe(false);
    expect(await setOperator({ email: host.email, operator: false, by: 'root' })).toBe(true);
    expect(await failureOf(setOperator({ email: 'nobody@local.test', operator: true, by: 'root' }))).toBe('NOT_FOUND');
    const changes = await db()
      .select()
      .from(operatorChange)
      .where(and(eq(operatorChange.userId, userId)));
    expect(changes.map(({ operator, by }) => [operator, by])).toEqual([
      [true, 'root'],
      [false, 'root'],
    ]);
  });
});
