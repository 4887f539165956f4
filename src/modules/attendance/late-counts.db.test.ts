import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { changeStatus } from '@/modules/reservations/change-status';
import type { ReservationRow } from '@/modules/reservations/rows';
import { db } from '@/platform/db/transaction';
import { closeDueDays } from '../../../tests/support/close-days';
import { describeDatabases } from '../../../tests/support/databases';
import { makeReservation, makeVenue, type TestVenue } from '../../../tests/support/fixtures';
import { countsOf, scanInput, tokenOf } from '../../../tests/support/scans';
import { countAttendance } from './count-attendance';
import { readHistory } from './read-history';
import { scanQr } from './scan-qr';
import { attendanceEntry, scanAttempt } from './tables';
import { undoAttendance } from './undo-attendance';

/** The night of the fixtures ends at 04:00, which is 09:00 UTC. */
const LAST_MINUTE = new Date('2026-11-22T08:58:00Z');
const AFTER_CUTOFF = new Date('2026-11-22T09:06:00Z');
const HOUR = 3_600_000;

const WAYS = ['scan', 'count'] as const;
type Way = (typeof WAYS)[number];
interface Sent {
  readonly role?: 'DOOR' | 'HOST' | 'MANAGER';
  readonly now?: Date;
  readonly clock?: Date | null;
  readonly occurredAt?: string;
  readonly reason?: string;
}

/** Two people counted at the last minute of the night, delivered after its end, unless `sent` says otherwise. */
async function deliver(venue: TestVenue, way: Way, row: ReservationRow, nonce: string, sent: Sent = {}) {
  const { role = 'DOOR', now = AFTER_CUTOFF, clock = null, occurredAt = LAST_MINUTE.toISOString() } = sent;
  const ctx = venue.as(role, { now, clock });
  if (way === 'scan') return scanQr(ctx, scanInput(await tokenOf(row), nonce, { increment: 2, occurredAt }));
  const reason = sent.reason === undefined ? {} : { reason: sent.reason };
  return countAttendance(ctx, { id: row.id, delta: 2, nonce, occurredAt, ...reason });
}

/** What the refusal says: `reason` for scanners, `code` besides for counts by hand. */
async function refusalOf(work: Promise<unknown>): Promise<Record<string, unknown>> {
  try {
    await work;
  } catch (error) {
    const { code, extra } = error as { code: string; extra: Record<string, unknown> };
    return { code, ...extra };
  }
  throw new Error('not refused');
}

const attemptsOf = (venue: TestVenue) =>
  db().select().from(scanAttempt).where(eq(scanAttempt.businessId, venue.venue.id)).orderBy(scanAttempt.nonce);

describeDatabases('a count is judged by the time at which it happened', () => {
  it.each(WAYS)('a %s of 03:58 that arrives at 04:06 belongs to its night, also when that was closed', async (way) => {
    const venue = await makeVenue();
    const [open, arrived, missed] = [
      await makeReservation(venue),
      await makeReservation(venue),
      await makeReservation(venue),
    ];
    await countAttendance(venue.as('DOOR'), { id: arrived.id, delta: 1, nonce: 'nonce-early' });
    expect((await deliver(venue, way, open, 'nonce-open')).reservation).toMatchObject({ scanCount: 2 });
    await closeDueDays(AFTER_CUTOFF);
    expect(await countsOf(open)).toMatchObject({ scanCount: 2, status: 'COMPLETED' });
    for (const [row, scanCount] of [
      [arrived, 3],
      [missed, 2],
    ] as const) {
      const answer = await deliver(venue, way, row, `nonce-${row.id}`);
      expect(answer.reservation).toMatchObject({ scanCount, status: 'COMPLETED', businessDay: '2026-11-21' });
      expect(await countsOf(row)).toMatchObject({ scanCount, ledger: scanCount, status: 'COMPLETED' });
    }
    await closeDueDays(new Date(AFTER_CUTOFF.getTime() + HOUR));
    expect(await countsOf(missed)).toMatchObject({ scanCount: 2, status: 'COMPLETED' });
  });

  it.each(WAYS)(
    'a %s is placed by the device’s clock, however wrong it is, and kept with the true time',
    async (way) => {
      const venue = await makeVenue();
      for (const [at, skew] of [-3 * HOUR, 3 * HOUR, -40_000 * HOUR, 40_000 * HOUR].entries()) {
        const row = await makeReservation(venue);
        const clock = new Date(AFTER_CUTOFF.getTime() + skew);
        const occurredAt = new Date(LAST_MINUTE.getTime() + skew).toISOString();
        await deliver(venue, way, row, `nonce-000${at}`, { clock, occurredAt });
        const [entry] = await db().select().from(attendanceEntry).where(eq(attendanceEntry.reservationId, row.id));
        expect(entry).toMatchObject({ occurredAt: LAST_MINUTE, receivedAt: AFTER_CUTOFF });
      }
    },
  );

  it.each(WAYS)('a %s of 2099 or 1990 is judged as of now', async (way) => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    for (const occurredAt of ['2099-06-01T00:00:00Z', '1990-06-01T00:00:00Z']) {
      const refused = deliver(venue, way, row, `nonce-${occurredAt.slice(0, 4)}`, { occurredAt });
      expect(await refusalOf(refused)).toMatchObject({ reason: 'OTHER_DAY' });
    }
    const night = { now: LAST_MINUTE, occurredAt: '2099-06-01T00:00:00Z' };
    expect(await deliver(venue, way, row, 'nonce-tonight', night)).toMatchObject({ scanCount: 2 });
    const [entry] = await db().select().from(attendanceEntry).where(eq(attendanceEntry.reservationId, row.id));
    expect(entry?.occurredAt).toEqual(LAST_MINUTE);
  });

  it.each(WAYS)('a %s beyond the bounds is refused and kept as an incident', async (way) => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const now = new Date(LAST_MINUTE.getTime() + 12 * HOUR + 1);
    expect(await refusalOf(deliver(venue, way, row, 'nonce-late', { now }))).toMatchObject({ reason: 'OTHER_DAY' });
    expect(await countsOf(row)).toMatchObject({ scanCount: 0, ledger: 0 });
    expect(await attemptsOf(venue)).toMatchObject([
      {
        ...{ reservationId: row.id, reason: 'OTHER_DAY', method: way === 'scan' ? 'QR' : 'MANUAL', increment: 2 },
        ...{ nonce: 'nonce-late', occurredAt: LAST_MINUTE, receivedAt: now },
      },
    ]);
    const { entries } = await readHistory(venue.as('HOST'), { id: row.id });
    expect(entries).toContainEqual(
      expect.objectContaining({
        kind: 'refused',
        reason: 'OTHER_DAY',
        method: way === 'scan' ? 'QR' : 'MANUAL',
        increment: 2,
      }),
    );
  });

  it.each(WAYS)('a %s is late within one night too', async (way) => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const occurredAt = '2026-11-21T10:00:00Z';
    const late = deliver(venue, way, row, 'nonce-late', { now: new Date('2026-11-21T22:30:00Z'), occurredAt });
    expect(await refusalOf(late)).toMatchObject({ reason: 'OTHER_DAY' });
  });

  it.each(WAYS)('a late %s does not open what a person closed, and is kept', async (way) => {
    const venue = await makeVenue();
    const ended: ReservationRow[] = [];
    for (const path of [['CANCELLED'], ['CHECKED_IN', 'COMPLETED']] as const) {
      const row = await makeReservation(venue);
      for (const status of path) await changeStatus(venue.as('HOST'), { id: row.id, status });
      ended.push(row);
    }
    await closeDueDays(AFTER_CUTOFF);
    for (const [at, reason] of ['CANCELLED', 'COMPLETED'].entries()) {
      const row = ended[at] as ReservationRow;
      expect(await refusalOf(deliver(venue, way, row, `nonce-000${at}`))).toMatchObject({ reason });
      expect(await countsOf(row)).toMatchObject({ scanCount: 0, ledger: 0, status: reason });
    }
    expect(await attemptsOf(venue)).toMatchObject([{ reason: 'CANCELLED' }, { reason: 'COMPLETED' }]);
  });

  it('tells a scanner that only asks about now', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const ask = async (occurredAt: string) =>
      scanQr(venue.as('DOOR', { now: AFTER_CUTOFF }), { action: 'info', qrCode: await tokenOf(row), occurredAt });
    expect(await refusalOf(ask(LAST_MINUTE.toISOString()))).toMatchObject({ reason: 'OTHER_DAY' });
  });
});

describeDatabases('a count by hand obeys every rule of a scan', () => {
  const byHand = (venue: TestVenue, row: ReservationRow, nonce: string, sent: Sent = {}) =>
    deliver(venue, 'count', row, nonce, { now: LAST_MINUTE, ...sent });

  it('counts nobody of a night that is ahead, whoever counts', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue, { reservedAt: '2026-11-29T02:00:00Z' });
    for (const role of ['DOOR', 'HOST', 'MANAGER'] as const) {
      const refused = byHand(venue, row, `nonce-${role}`, { role, reason: 'me lo pidieron' });
      expect(await refusalOf(refused)).toEqual({ code: 'NOT_COUNTABLE', reason: 'OTHER_DAY' });
    }
    expect(await countsOf(row)).toMatchObject({ scanCount: 0, ledger: 0, status: 'CONFIRMED' });
    expect(await attemptsOf(venue)).toHaveLength(3);
  });

  it('corrects a night that is over only by a manager who says why, and the correction stays', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const now = new Date('2026-11-22T20:00:00Z');
    await closeDueDays(now);
    const correct = (role: 'DOOR' | 'HOST' | 'MANAGER', delta: number, nonce: string, reason?: string) =>
      countAttendance(venue.as(role, { now }), { id: row.id, delta, nonce, ...(reason ? { reason } : {}) });
    const needs = async (work: Promise<unknown>) => (await refusalOf(work)).needs;
    expect(await needs(correct('DOOR', 2, 'nonce-0001', 'llegaron'))).toBe('manager');
    expect(await needs(correct('HOST', 2, 'nonce-0002', 'llegaron'))).toBe('manager');
    expect(await needs(correct('MANAGER', 2, 'nonce-0003'))).toBe('reason');
    expect(await correct('MANAGER', 2, 'nonce-0003', 'el teléfono no envió')).toMatchObject({ scanCount: 2 });
    await closeDueDays(new Date(now.getTime() + HOUR));
    expect(await countsOf(row)).toMatchObject({ scanCount: 2, ledger: 2, status: 'COMPLETED' });
    await correct('MANAGER', -2, 'nonce-0004', 'eran de otra mesa');
    expect(await countsOf(row)).toMatchObject({ scanCount: 0, ledger: 0, status: 'NO_SHOW' });
    const { entries } = await readHistory(venue.as('HOST'), { id: row.id });
    expect(entries).toContainEqual(expect.objectContaining({ kind: 'attendance', reason: 'el teléfono no envió' }));
  });

  it('keeps each refusal, with how and how many', async () => {
    const venue = await makeVenue({ capacityPolicy: 'BLOCK' });
    const row = await makeReservation(venue, { guestCount: 1 });
    expect(await refusalOf(byHand(venue, row, 'nonce-0001'))).toEqual({ code: 'CAPACITY' });
    const out = countAttendance(venue.as('DOOR'), { id: row.id, delta: -1, nonce: 'nonce-0002' });
    expect(await refusalOf(out)).toEqual({ code: 'COUNT_BELOW_ZERO' });
    await countAttendance(venue.as('DOOR'), { id: row.id, delta: 1, nonce: 'nonce-0003' });
    const other = countAttendance(venue.as('DOOR'), { id: row.id, delta: -1, nonce: 'nonce-0003' });
    expect(await refusalOf(other)).toEqual({ code: 'NONCE_REUSED' });
    expect(await attemptsOf(venue)).toMatchObject([
      { method: 'MANUAL', reason: 'CAPACITY', increment: 2 },
      { method: 'MANUAL', reason: 'COUNT_BELOW_ZERO', increment: -1 },
      { method: 'MANUAL', reason: 'NONCE_REUSED', increment: -1 },
    ]);
  });

  it('lets the door take back no more than it counted in itself', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const [door, host] = [venue.as('DOOR'), venue.as('HOST')];
    const count = (ctx: typeof door, delta: number, nonce: string) =>
      countAttendance(ctx, { id: row.id, delta, nonce }).then(({ scanCount }) => scanCount);
    await count(host, 4, 'nonce-host');
    expect(await refusalOf(count(door, -1, 'nonce-0001'))).toEqual({ code: 'FORBIDDEN' });
    await scanQr(door, scanInput(await tokenOf(row), 'nonce-scan', { increment: 2 }));
    expect(await count(door, -1, 'nonce-0002')).toBe(5);
    expect(await refusalOf(count(door, -2, 'nonce-0003'))).toEqual({ code: 'FORBIDDEN' });
    await undoAttendance(host, { id: row.id, nonce: 'nonce-0002' });
    await undoAttendance(host, { id: row.id, nonce: 'nonce-scan' });
    expect(await refusalOf(count(door, -1, 'nonce-0004'))).toEqual({ code: 'FORBIDDEN' });
    expect(await count(door, 2, 'nonce-0006')).toBe(6);
    expect(await count(door, -2, 'nonce-0007')).toBe(4);
    const again = undoAttendance(door, { id: row.id, nonce: 'nonce-0006' });
    expect(await refusalOf(again)).toEqual({ code: 'FORBIDDEN' });
    expect(await count(host, -4, 'nonce-0008')).toBe(0);
    const methods = (await attemptsOf(venue)).map(({ reason, method }) => `${reason} ${method}`);
    expect(methods.sort()).toEqual([...Array(3).fill('FORBIDDEN MANUAL'), 'FORBIDDEN UNDO']);
  });
});
