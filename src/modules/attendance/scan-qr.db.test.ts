import { and, desc, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { auditEntry } from '@/modules/audit/tables';
import { venueEvent } from '@/modules/events/tables';
import { changeStatus } from '@/modules/reservations/change-status';
import { listReservations } from '@/modules/reservations/reads';
import type { ReservationRow } from '@/modules/reservations/rows';
import { db } from '@/platform/db/transaction';
import { isDatabaseUnavailable } from '@/platform/db/unavailable';
import { DomainError } from '@/platform/errors';
import { closeDueDays } from '../../../tests/support/close-days';
import { describeDatabases } from '../../../tests/support/databases';
import { makeReservation, makeVenue, NOW, TODAY } from '../../../tests/support/fixtures';
import { countsOf, scanInput, tokenOf } from '../../../tests/support/scans';
import type { ScanAnswer } from './answers';
import { readHistory } from './read-history';
import { scanQr } from './scan-qr';
import { attendanceEntry, scanAttempt } from './tables';

/** The night ends at 04:00, which is 09:00 UTC. */
const LAST_MINUTE = '2026-11-22T08:58:00Z';
const AFTER_CUTOFF = new Date('2026-11-22T09:06:00Z');

async function refusalOf(work: Promise<unknown>): Promise<Readonly<Record<string, unknown>>> {
  try {
    await work;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'SCAN_REFUSED') return error.extra;
    throw error;
  }
  throw new Error('not refused');
}

describeDatabases('scanQr', () => {
  it('counts, checks the party in, and tells every screen', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const qrCode = await tokenOf(row);
    const answer = await scanQr(
      venue.as('DOOR'),
      scanInput(`  ${qrCode.toLowerCase()} `, 'nonce-0001', { increment: 3, gateId: 'norte' }),
    );
    expect(answer).toMatchObject({
      result: 'ok',
      scanCount: 3,
      maxGuests: 4,
      excess: 0,
      isFirstScan: true,
      replayed: false,
      seq: 2,
      reservation: { customerName: 'Lucía M.', customerPhone: null, status: 'CHECKED_IN', version: 2 },
    });
    const [event] = await db()
      .select()
      .from(venueEvent)
      .where(eq(venueEvent.businessId, venue.venue.id))
      .orderBy(desc(venueEvent.seq));
    expect(JSON.parse(event?.payload ?? '')).toMatchObject({
      type: 'qr-scanned',
      seq: 2,
      scanCount: 3,
      increment: 3,
      isFirstScan: true,
      newStatus: 'CHECKED_IN',
      method: 'QR',
      gateId: 'norte',
    });
    const over = await scanQr(venue.as('DOOR'), scanInput(qrCode, 'nonce-0002', { increment: 2 }));
    expect(over).toMatchObject({ scanCount: 5, excess: 1, reason: 'CAPACITY', isFirstScan: false });
    const audits = await db()
      .select()
      .from(auditEntry)
      .where(and(eq(auditEntry.entityId, row.id), eq(auditEntry.action, 'attendance.counted')));
    const counts = audits.map(({ before, after }) => [before, after]);
    const status = 'CHECKED_IN';
    expect(counts).toHaveLength(2);
    expect(counts).toContainEqual([
      { scanCount: 0, status: 'CONFIRMED' },
      { scanCount: 3, status },
    ]);
    expect(counts).toContainEqual([
      { scanCount: 3, status },
      { scanCount: 5, status },
    ]);
  });

  it('gives a retried nonce its first answer and refuses it for anything else', async () => {
    const venue = await makeVenue();
    const [row, other] = [await makeReservation(venue), await makeReservation(venue)];
    const qrCode = await tokenOf(row);
    const first = await scanQr(venue.as('DOOR'), scanInput(qrCode, 'nonce-0001'));
    await scanQr(venue.as('DOOR'), scanInput(qrCode, 'nonce-0002', { increment: 2 }));
    const again = await scanQr(
      venue.as('HOST'),
      scanInput(qrCode, 'nonce-0001', { occurredAt: '2026-11-22T01:00:00Z' }),
    );
    expect(again).toMatchObject({ replayed: true, scanCount: 1, isFirstScan: true, seq: first.seq });
    expect(again.reservation.scanCount).toBe(3);
    const changed = await refusalOf(scanQr(venue.as('DOOR'), scanInput(qrCode, 'nonce-0001', { increment: 2 })));
    expect(changed).toMatchObject({ reason: 'NONCE_REUSED', scanCount: 3 });
    const elsewhere = await refusalOf(scanQr(venue.as('DOOR'), scanInput(await tokenOf(other), 'nonce-0001')));
    expect(elsewhere).toMatchObject({ reason: 'NONCE_REUSED' });
    expect(await countsOf(row)).toMatchObject({ scanCount: 3, ledger: 3 });
  });

  it('loses and doubles nothing when 200 scans with 50 repeated nonces arrive at once', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue, { guestCount: 1000 });
    const qrCode = await tokenOf(row);
    // As phones do: without a free connection in time, the same scan again.
    const scan = async (nonce: string): Promise<ScanAnswer> => {
      try {
        return await scanQr(venue.as('DOOR'), scanInput(qrCode, nonce));
      } catch (error) {
        if (isDatabaseUnavailable(error)) return scan(nonce);
        throw error;
      }
    };
    const answers = await Promise.all(Array.from({ length: 200 }, (_, i) => scan(`nonce-${1000 + (i % 150)}`)));
    expect(answers.filter((answer) => answer.replayed)).toHaveLength(50);
    expect(new Set(answers.map((answer) => answer.scanCount)).size).toBe(150);
    expect(answers.filter((answer) => answer.isFirstScan && !answer.replayed)).toHaveLength(1);
    expect(await countsOf(row)).toMatchObject({ scanCount: 150, ledger: 150, version: 151 });
  });

  it('never fails when one nonce comes on two reservations at once', async () => {
    const venue = await makeVenue();
    const rows = await Promise.all(Array.from({ length: 6 }, () => makeReservation(venue)));
    const tokens = await Promise.all(rows.map(tokenOf));
    const results = await Promise.allSettled(
      tokens.map((qrCode) => scanQr(venue.as('DOOR'), scanInput(qrCode, 'nonce-shared'))),
    );
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'SCAN_REFUSED' });
    }
    const counts = await Promise.all(rows.map(countsOf));
    expect(counts.reduce((total, count) => total + (count.scanCount ?? 0), 0)).toBe(1);
  });

  it('refuses what is not a pass of this venue, keeps the attempt, and counts nothing', async () => {
    const venue = await makeVenue();
    const other = await makeVenue();
    const row = await makeReservation(venue);
    const qrCode = await tokenOf(row);
    const foreign = await tokenOf(await makeReservation(other));
    const forged = qrCode.slice(0, -1) + (qrCode.endsWith('A') ? 'B' : 'A');
    const reasons = await Promise.all(
      [row.id, forged, foreign].map(async (text, i) => {
        return (await refusalOf(scanQr(venue.as('DOOR'), scanInput(text, `nonce-000${i}`)))).reason;
      }),
    );
    expect(reasons).toEqual(['INVALID', 'BAD_SIGNATURE', 'OTHER_BUSINESS']);
    const attempts = await db().select().from(scanAttempt).where(eq(scanAttempt.businessId, venue.venue.id));
    expect(attempts.map((attempt) => attempt.reason).sort()).toEqual(['BAD_SIGNATURE', 'INVALID', 'OTHER_BUSINESS']);
    expect(await countsOf(row)).toMatchObject({ scanCount: 0, ledger: 0 });
  });

  it('opens neither a cancelled nor a completed reservation, and lets a late party in', async () => {
    const venue = await makeVenue();
    for (const [path, reason] of [
      [['CANCELLED'], 'CANCELLED'],
      [['CHECKED_IN', 'COMPLETED'], 'COMPLETED'],
    ] as const) {
      const row = await makeReservation(venue);
      for (const status of path) await changeStatus(venue.as('HOST'), { id: row.id, status });
      const scan = scanQr(venue.as('OWNER'), scanInput(await tokenOf(row), `nonce-${reason}`, { force: true }));
      expect(await refusalOf(scan)).toMatchObject({ reason, scanCount: 0, reservation: { id: row.id } });
    }
    const late = await makeReservation(venue);
    await changeStatus(venue.as('HOST'), { id: late.id, status: 'NO_SHOW' });
    const answer = await scanQr(venue.as('DOOR'), scanInput(await tokenOf(late), 'nonce-late'));
    expect(answer.reservation.status).toBe('CHECKED_IN');
  });

  it('keeps the day and, where the venue says so, the capacity, unless one who may forces it', async () => {
    const venue = await makeVenue({ capacityPolicy: 'BLOCK' });
    const row = await makeReservation(venue, { guestCount: 2 });
    const qrCode = await tokenOf(row);
    const many = (nonce: string, changes = {}) => scanInput(qrCode, nonce, { increment: 3, ...changes });
    expect(await refusalOf(scanQr(venue.as('HOST'), many('nonce-0001')))).toMatchObject({ reason: 'CAPACITY' });
    const byDoor = scanQr(venue.as('DOOR'), many('nonce-0001', { force: true }));
    expect(await refusalOf(byDoor)).toMatchObject({ reason: 'FORBIDDEN' });
    const forced = await scanQr(venue.as('HOST'), many('nonce-0001', { force: true }));
    expect(forced).toMatchObject({ scanCount: 3, excess: 1, reason: 'CAPACITY' });
    const entries = await db().select().from(attendanceEntry).where(eq(attendanceEntry.businessId, venue.venue.id));
    expect(entries.map((entry) => entry.forced)).toEqual([true]);
  });

  it('brings a party of another day to the running night when forced, so that its arrival belongs there', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue, { reservedAt: '2026-11-25T03:30:00Z' });
    const qrCode = await tokenOf(row);
    const plain = scanInput(qrCode, 'nonce-0001', { increment: 2 });
    const forced = scanInput(qrCode, 'nonce-0001', { increment: 2, force: true });
    expect(await refusalOf(scanQr(venue.as('HOST'), plain))).toMatchObject({ reason: 'OTHER_DAY', scanCount: 0 });
    expect(await refusalOf(scanQr(venue.as('DOOR'), forced))).toMatchObject({ reason: 'FORBIDDEN' });
    const { reservation } = await scanQr(venue.as('HOST'), forced);
    expect(reservation).toMatchObject({
      ...{ businessDay: TODAY, reservedAt: '2026-11-22T03:30:00.000Z', status: 'CHECKED_IN', scanCount: 2 },
    });
    expect(await scanQr(venue.as('DOOR'), scanInput(qrCode, 'nonce-0002'))).toMatchObject({ scanCount: 3 });
    const { entries } = await readHistory(venue.as('HOST'), { id: row.id });
    expect(entries).toContainEqual(
      expect.objectContaining({
        kind: 'change',
        action: 'reservation.updated',
        after: expect.objectContaining({ businessDay: TODAY }),
      }),
    );
    expect((await listReservations(venue.as('HOST'), { day: TODAY })).reservations).toHaveLength(1);
  });

  it('brings nobody out of a night that is over', async () => {
    const venue = await makeVenue();
    const [came, missed] = [await makeReservation(venue), await makeReservation(venue)];
    await scanQr(venue.as('DOOR'), scanInput(await tokenOf(came), 'nonce-0001'));
    const tomorrow = { now: new Date(NOW.getTime() + 86_400_000) };
    await closeDueDays(tomorrow.now);
    const force = async (row: ReservationRow) =>
      scanQr(venue.as('MANAGER', tomorrow), scanInput(await tokenOf(row), `nonce-${row.id}`, { force: true }));
    expect(await refusalOf(force(came))).toMatchObject({ reason: 'OTHER_DAY', scanCount: 1 });
    expect(await refusalOf(force(missed))).toMatchObject({ reason: 'OTHER_DAY' });
    expect(await countsOf(came)).toMatchObject({ scanCount: 1, ledger: 1, status: 'COMPLETED' });
  });

  it('keeps a late party that was forced over its size on its own night', async () => {
    const venue = await makeVenue({ capacityPolicy: 'BLOCK' });
    const row = await makeReservation(venue, { guestCount: 1 });
    const input = scanInput(await tokenOf(row), 'nonce-0001', { increment: 3, force: true, occurredAt: LAST_MINUTE });
    const { reservation } = await scanQr(venue.as('HOST', { now: AFTER_CUTOFF }), input);
    expect(reservation).toMatchObject({ businessDay: TODAY, scanCount: 3 });
  });

  it('only tells, when asked for information, and writes nothing', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const answer = await scanQr(venue.as('DOOR'), { action: 'info', qrCode: await tokenOf(row) });
    expect(answer).toMatchObject({ result: 'ok', scanCount: 0, seq: row.version, replayed: false });
    expect(await countsOf(row)).toMatchObject({ scanCount: 0, ledger: 0, version: row.version });
    const attempts = await db().select().from(scanAttempt).where(eq(scanAttempt.businessId, venue.venue.id));
    expect(attempts).toEqual([]);
  });
});
