import { expect, it } from 'vitest';
import { readManifest } from '@/modules/door/read-manifest';
import { changeStatus } from '@/modules/reservations/change-status';
import { rotatePass } from '@/modules/reservations/rotate-pass';
import type { DomainError } from '@/platform/errors';
import { describeDatabases } from '../../../tests/support/databases';
import { failureOf, makeReservation, makeVenue, NOW } from '../../../tests/support/fixtures';
import { countsOf, scanInput, tokenOf } from '../../../tests/support/scans';
import { readPublicPass } from './read-pass';
import { readPersonalPasses } from './read-personal-passes';
import { recordCancellation } from './record-cancellation';
import { recordExit } from './record-exit';
import { recordLateness } from './record-lateness';
import { scanQr } from './scan-qr';
import { ExitInput } from './schema';
import { undoAttendance } from './undo-attendance';

async function partyOf(changes: Record<string, unknown> = {}, venueChanges: Parameters<typeof makeVenue>[0] = {}) {
  const venue = await makeVenue(venueChanges);
  const row = await makeReservation(venue, { guestCount: 4, ...changes });
  const token = await tokenOf(row);
  const passes = (await readPersonalPasses(token, NOW)).map(({ qrCode }) => qrCode);
  const door = venue.as('DOOR');
  let scans = 0;
  const scan = (qrCode: string, more: Record<string, unknown> = {}) =>
    scanQr(door, scanInput(qrCode, `scan-nonce-${row.id}-${scans++}`, more));
  /** The reason of a refusal with what it says, or null for a scan that counts. */
  const refusal = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: DomainError) => error.extra,
    );
  return { venue, row, token, passes, scan, refusal };
}

describeDatabases('a pass of one person', () => {
  it('is made for each of a party, differs from the others, and is the same each time', async () => {
    const { token, passes, row } = await partyOf();
    expect(new Set([token, ...passes]).size).toBe(5);
    expect((await readPersonalPasses(token, NOW)).map(({ qrCode }) => qrCode)).toEqual(passes);
    expect(await readPublicPass(passes[1] ?? '', NOW)).toMatchObject({
      ...{ valid: 'ok', person: 2, guestCount: 4, code: row.code, qrCode: passes[1] },
      ...{ mayCancel: false, mayAnnounceLateness: false, mayAnnounceArrival: false },
    });
    // Nobody makes passes out of the pass of one person, nor of a party of one.
    expect(await readPersonalPasses(passes[1] ?? '', NOW)).toEqual([]);
    expect((await partyOf({ guestCount: 1 })).passes).toEqual([]);
  });

  it('admits one, once: a second scan says when and by whom, and others come in with theirs', async () => {
    const { venue, row, passes, scan, refusal } = await partyOf();
    const [one = '', two = ''] = passes;
    expect(await scan(one)).toMatchObject({ result: 'ok', scanCount: 1, person: 1, isFirstScan: true });
    expect(await refusal(scan(one))).toMatchObject({
      ...{ reason: 'ALREADY_IN', scanCount: 1, maxGuests: 4 },
      arrival: { at: NOW.toISOString(), people: 1 },
    });
    // Already when it is only read.
    const info = scanQr(venue.as('DOOR'), { action: 'info', qrCode: one });
    expect(await refusal(info)).toMatchObject({ reason: 'ALREADY_IN' });
    expect(await readPublicPass(one, NOW)).toMatchObject({ valid: 'used' });
    expect(await scan(two)).toMatchObject({ scanCount: 2, person: 2 });
    expect(await countsOf(row)).toMatchObject({ scanCount: 2, ledger: 2 });
    const shown = await readPersonalPasses(await tokenOf(row), NOW);
    expect(shown.map(({ isIn }) => isIn)).toEqual([true, true, false, false]);
    expect((await readManifest(venue.as('DOOR'))).persons).toEqual({ [row.code]: [1, 2] });
  });

  it('admits one at two doors at once', async () => {
    const { row, passes, scan, refusal } = await partyOf();
    const [one = ''] = passes;
    const said = await Promise.all([refusal(scan(one)), refusal(scan(one)), refusal(scan(one))]);
    expect(said.filter((each) => each === null)).toHaveLength(1);
    expect(await countsOf(row)).toMatchObject({ scanCount: 1, ledger: 1 });
  });

  it('never admits more than one, whatever a door asks', async () => {
    const { passes, scan, refusal, row } = await partyOf();
    expect(await refusal(scan(passes[0] ?? '', { increment: 3 }))).toMatchObject({ reason: 'CAPACITY' });
    expect(await countsOf(row)).toMatchObject({ scanCount: 0 });
  });

  it('leaves the plan to hold for all of the party together', async () => {
    const { token, passes, scan, refusal, row } = await partyOf({}, { capacityPolicy: 'BLOCK' });
    await scan(passes[0] ?? '');
    await scan(token, { increment: 3 });
    expect(await refusal(scan(passes[1] ?? ''))).toMatchObject({ reason: 'CAPACITY' });
    expect(await countsOf(row)).toMatchObject({ scanCount: 4 });
    const warned = await partyOf({}, { capacityPolicy: 'WARN' });
    await warned.scan(warned.token, { increment: 4 });
    expect(await warned.scan(warned.passes[0] ?? '')).toMatchObject({ scanCount: 5, excess: 1, reason: 'CAPACITY' });
  });

  it('is free again once its scan is undone, and lets back in whoever went out', async () => {
    const { venue, passes, scan, refusal, row } = await partyOf();
    const [one = '', two = ''] = passes;
    await scanQr(venue.as('HOST'), scanInput(one, 'nonce-to-undo'));
    await undoAttendance(venue.as('HOST'), { id: row.id, nonce: 'nonce-to-undo' });
    expect(await scan(one)).toMatchObject({ scanCount: 1 });
    await scan(two);
    const leave = (delta: number) =>
      recordExit(venue.as('DOOR'), ExitInput.parse({ qrCode: one, delta, nonce: `exit-nonce-${delta}` }));
    expect(await failureOf(leave(2))).toBe('COUNT_BELOW_ZERO');
    await leave(1);
    expect(await scan(one)).toMatchObject({ kind: 'REENTRY', scanCount: 2 });
    expect(await refusal(scan(one))).toMatchObject({ reason: 'ALREADY_IN' });
    expect(await countsOf(row)).toMatchObject({ scanCount: 2 });
  });

  it('ends with the pass of its party, and does not speak for it', async () => {
    const { venue, row, passes, scan, refusal } = await partyOf();
    const [one = ''] = passes;
    expect(await failureOf(recordCancellation(one, NOW))).toBe('CANCELLATION_CLOSED');
    expect(await failureOf(recordLateness(one, { minutes: 5 }, NOW))).toBe('LATENESS_CLOSED');
    await rotatePass(venue.as('OWNER'), { id: row.id });
    expect(await refusal(scan(one))).toMatchObject({ reason: 'REVOKED' });
    expect(await readPublicPass(one, NOW)).toMatchObject({ valid: 'revoked' });
    const [next = ''] = (await readPersonalPasses(await tokenOf(row), NOW)).map(({ qrCode }) => qrCode);
    await changeStatus(venue.as('HOST'), { id: row.id, status: 'CANCELLED' });
    expect(await refusal(scan(next))).toMatchObject({ reason: 'CANCELLED' });
  });
});
