import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { ReservationRow } from '@/modules/reservations/rows';
import { describeDatabases } from '../../../tests/support/databases';
import { failureOf, makeReservation, makeVenue, NOW, type TestVenue } from '../../../tests/support/fixtures';
import { countsOf, scanInput, tokenOf } from '../../../tests/support/scans';
import { countAttendance } from './count-attendance';
import { readHistory } from './read-history';
import { scanQr } from './scan-qr';
import { undoAttendance } from './undo-attendance';

const count = (venue: TestVenue, row: ReservationRow, delta: number, nonce: string = randomUUID()) =>
  countAttendance(venue.as('DOOR'), { id: row.id, delta, nonce });

describeDatabases('countAttendance', () => {
  it('counts in and out, and falls back to the earlier status at nobody', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue, { status: 'PENDING' });
    expect(await count(venue, row, 3)).toMatchObject({ scanCount: 3, isFirstScan: true, seq: 2 });
    const back = await count(venue, row, -3);
    expect(back).toMatchObject({ scanCount: 0, isFirstScan: false, reservation: { status: 'PENDING' } });
    expect(await failureOf(count(venue, row, -1))).toBe('COUNT_BELOW_ZERO');
    expect(await countsOf(row)).toMatchObject({ scanCount: 0, ledger: 0 });
  });

  it('counts one nonce once, whatever the number of calls at once', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const answers = await Promise.all(Array.from({ length: 8 }, () => count(venue, row, 2, 'nonce-0001')));
    expect(answers.filter((answer) => !answer.replayed)).toHaveLength(1);
    expect(new Set(answers.map((answer) => answer.seq)).size).toBe(1);
    expect(await failureOf(count(venue, row, 1, 'nonce-0001'))).toBe('NONCE_REUSED');
    expect(await countsOf(row)).toMatchObject({ scanCount: 2, ledger: 2 });
  });

  it('gives a lost answer again, also after the night', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const input = { id: row.id, delta: 2, nonce: 'nonce-0001' };
    await countAttendance(venue.as('DOOR'), input);
    const tomorrow = venue.as('DOOR', { now: new Date(NOW.getTime() + 86_400_000) });
    expect(await countAttendance(tomorrow, input)).toMatchObject({ scanCount: 2, replayed: true });
    expect(await failureOf(countAttendance(tomorrow, { ...input, nonce: 'nonce-0002' }))).toBe('NOT_COUNTABLE');
  });

  it('refuses another venue, an old version, a full party under BLOCK, and another night at the door', async () => {
    const venue = await makeVenue({ capacityPolicy: 'BLOCK' });
    const stranger = await makeVenue();
    const row = await makeReservation(venue, { guestCount: 2 });
    expect(await failureOf(count(stranger, row, 1))).toBe('NOT_FOUND');
    expect(await failureOf(count(venue, row, 3))).toBe('CAPACITY');
    const input = { id: row.id, delta: 1, nonce: 'nonce-0001' };
    const stale = venue.as('HOST', { ifMatch: row.version + 7 });
    expect(await failureOf(countAttendance(stale, input))).toBe('VERSION_CONFLICT');
    const tomorrow = { now: new Date(NOW.getTime() + 86_400_000) };
    expect(await failureOf(countAttendance(venue.as('DOOR', tomorrow), input))).toBe('NOT_COUNTABLE');
    const fresh = venue.as('HOST', { ifMatch: row.version });
    expect(await countAttendance(fresh, input)).toMatchObject({ scanCount: 1 });
    expect(await countAttendance(fresh, input)).toMatchObject({ replayed: true });
  });
});

describeDatabases('undoAttendance', () => {
  it('takes a scan back once, however often it is asked', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    await scanQr(venue.as('DOOR'), scanInput(await tokenOf(row), 'nonce-0001', { increment: 2 }));
    const undo = () => undoAttendance(venue.as('DOOR'), { id: row.id, nonce: 'nonce-0001' });
    const answers = await Promise.all([undo(), undo(), undo()]);
    expect(answers.filter((answer) => !answer.replayed)).toHaveLength(1);
    expect(answers[0]).toMatchObject({ scanCount: 0, reservation: { status: 'CONFIRMED' }, seq: 3 });
    expect(await countsOf(row)).toMatchObject({ scanCount: 0, ledger: 0, version: 3 });
  });

  it('refuses what is not there, an undo itself, and a count that would fall below nobody', async () => {
    const venue = await makeVenue();
    const [row, other] = [await makeReservation(venue), await makeReservation(venue)];
    const stranger = await makeVenue();
    await count(venue, row, 3, 'nonce-0001');
    const undo = (nonce: string, id = row.id) => undoAttendance(venue.as('HOST'), { id, nonce });
    expect(await failureOf(undo('nonce-none'))).toBe('NOT_FOUND');
    expect(await failureOf(undo('nonce-0001', other.id))).toBe('NOT_FOUND');
    const foreign = undoAttendance(stranger.as('OWNER'), { id: row.id, nonce: 'nonce-0001' });
    expect(await failureOf(foreign)).toBe('NOT_FOUND');
    await count(venue, row, -2, 'nonce-0002');
    expect(await failureOf(undo('nonce-0001'))).toBe('COUNT_BELOW_ZERO');
    expect(await undo('nonce-0002')).toMatchObject({ scanCount: 3 });
    const nonce = await undoNonce(venue, row);
    expect(await failureOf(undo(nonce))).toBe('NOT_COUNTABLE');
    expect(await countsOf(row)).toMatchObject({ scanCount: 3, ledger: 3 });
  });

  it('lets the door take back only its own entries of tonight', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    await countAttendance(venue.as('HOST'), { id: row.id, delta: 1, nonce: 'nonce-host' });
    await count(venue, row, 1, 'nonce-door');
    const byDoor = (nonce: string, changes = {}) => undoAttendance(venue.as('DOOR', changes), { id: row.id, nonce });
    expect(await failureOf(byDoor('nonce-host'))).toBe('FORBIDDEN');
    const tomorrow = { now: new Date(NOW.getTime() + 86_400_000) };
    expect(await failureOf(byDoor('nonce-door', tomorrow))).toBe('FORBIDDEN');
    expect(await byDoor('nonce-door')).toMatchObject({ scanCount: 1 });
    expect(await undoAttendance(venue.as('HOST'), { id: row.id, nonce: 'nonce-host' })).toMatchObject({ scanCount: 0 });
  });
});

async function undoNonce(venue: TestVenue, row: ReservationRow): Promise<string> {
  const { entries } = await readHistory(venue.as('HOST'), { id: row.id });
  for (const entry of entries) if (entry.kind === 'attendance' && entry.method === 'UNDO') return entry.nonce;
  throw new Error('no undo in the history');
}
