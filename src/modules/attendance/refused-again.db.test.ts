import { and, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { updateReservation } from '@/modules/reservations/update-reservation';
import { db } from '@/platform/db/transaction';
import { describeDatabases } from '../../../tests/support/databases';
import { failureOf, makeReservation, makeVenue, type TestVenue } from '../../../tests/support/fixtures';
import { scanInput, tokenOf } from '../../../tests/support/scans';
import { countAttendance } from './count-attendance';
import { createWalkIn } from './create-walk-in';
import { recordClick } from './record-click';
import { recordExit } from './record-exit';
import { scanQr } from './scan-qr';
import { ClickInput, ExitInput } from './schema';
import { attendanceEntry, scanAttempt } from './tables';

/** A request that is refused, and what happens afterwards so that it would be allowed. */
interface Case {
  readonly venue: TestVenue;
  readonly code: string;
  readonly send: (nonce: string) => Promise<unknown>;
  readonly allow: () => Promise<unknown>;
}

const full = () => makeVenue({ capacity: 2, occupancyPolicy: 'BLOCK' });
const click = (venue: TestVenue, delta: number, nonce: string) =>
  recordClick(venue.as('DOOR'), ClickInput.parse({ delta, nonce }));
const leave = (venue: TestVenue, delta: number, nonce: string, qrCode?: string) =>
  recordExit(venue.as('DOOR'), ExitInput.parse({ delta, nonce, qrCode }));

async function fullVenue(): Promise<TestVenue> {
  const venue = await full();
  await click(venue, 2, 'nonce-before');
  return venue;
}

/** The party of two is in, and a third person stands at the door. */
async function fullParty() {
  const venue = await makeVenue({ capacityPolicy: 'BLOCK' });
  const row = await makeReservation(venue, { guestCount: 2 });
  const qrCode = await tokenOf(row);
  await scanQr(venue.as('DOOR'), scanInput(qrCode, 'nonce-before', { increment: 2 }));
  const allow = () => updateReservation(venue.as('HOST'), { id: row.id, guestCount: 3 });
  return { venue, row, qrCode, allow };
}

const CASES: Record<string, () => Promise<Case>> = {
  'a scan of a venue that was full': async () => {
    const venue = await fullVenue();
    const qrCode = await tokenOf(await makeReservation(venue, { guestCount: 2 }));
    const send = (nonce: string) => scanQr(venue.as('DOOR'), scanInput(qrCode, nonce));
    return { venue, code: 'SCAN_REFUSED', send, allow: () => leave(venue, 2, 'nonce-leave') };
  },
  'a scan of a party that was complete': async () => {
    const { venue, qrCode, allow } = await fullParty();
    return { venue, code: 'SCAN_REFUSED', send: (nonce) => scanQr(venue.as('DOOR'), scanInput(qrCode, nonce)), allow };
  },
  'a scan of a party of another day': async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue, { reservedAt: '2026-11-25T03:30:00Z' });
    const qrCode = await tokenOf(row);
    const allow = () => updateReservation(venue.as('HOST'), { id: row.id, reservedAt: '2026-11-22T03:30:00Z' });
    return { venue, code: 'SCAN_REFUSED', send: (nonce) => scanQr(venue.as('DOOR'), scanInput(qrCode, nonce)), allow };
  },
  'a count by hand': async () => {
    const { venue, row, allow } = await fullParty();
    const send = (nonce: string) => countAttendance(venue.as('DOOR'), { id: row.id, delta: 1, nonce });
    return { venue, code: 'CAPACITY', send, allow };
  },
  'a person without a reservation': async () => {
    const venue = await fullVenue();
    const send = (nonce: string) => click(venue, 1, nonce);
    return { venue, code: 'VENUE_FULL', send, allow: () => leave(venue, 2, 'nonce-leave') };
  },
  'a correction below zero': async () => {
    const venue = await full();
    const send = (nonce: string) => click(venue, -1, nonce);
    return { venue, code: 'COUNT_BELOW_ZERO', send, allow: () => click(venue, 1, 'nonce-after') };
  },
  'a correction of what others counted': async () => {
    const venue = await full();
    await recordClick(venue.as('HOST'), ClickInput.parse({ delta: 1, nonce: 'nonce-before' }));
    const send = (nonce: string) => click(venue, -1, nonce);
    return { venue, code: 'FORBIDDEN', send, allow: () => click(venue, 1, 'nonce-after') };
  },
  'an exit of somebody who was not inside': async () => {
    const venue = await makeVenue();
    const qrCode = await tokenOf(await makeReservation(venue));
    const allow = () => scanQr(venue.as('DOOR'), scanInput(qrCode, 'nonce-enter'));
    return { venue, code: 'COUNT_BELOW_ZERO', send: (nonce) => leave(venue, 1, nonce, qrCode), allow };
  },
  'a party without a reservation': async () => {
    const venue = await fullVenue();
    const send = (nonce: string) => createWalkIn(venue.as('HOST'), { guestCount: 2, nonce });
    return { venue, code: 'VENUE_FULL', send, allow: () => leave(venue, 2, 'nonce-leave') };
  },
};

describeDatabases('what was refused stays refused', () => {
  it.each(Object.entries(CASES))('%s', async (_name, make) => {
    const { venue, code, send, allow } = await make();
    expect(await failureOf(send('nonce-refused'))).toBe(code);
    await allow();
    // A copy that the network held up.
    expect(await failureOf(send('nonce-refused'))).toBe(code);
    expect(await countedBy(venue, 'nonce-refused')).toBe(0);
    // A person who asks again is judged anew.
    await send('nonce-asked-again');
    expect(await countedBy(venue, 'nonce-asked-again')).toBe(1);
    const attempts = await db().select().from(scanAttempt).where(eq(scanAttempt.businessId, venue.venue.id));
    expect(attempts.map(({ nonce }) => nonce)).toEqual(['nonce-refused', 'nonce-refused']);
    expect(new Set(attempts.map(({ reason }) => reason)).size).toBe(1);
  });

  it('another author, or an override, is another request with the same nonce', async () => {
    const { venue, row, allow } = await fullParty();
    const input = { id: row.id, delta: 1, nonce: 'nonce-refused' };
    expect(await failureOf(countAttendance(venue.as('DOOR'), input))).toBe('CAPACITY');
    await allow();
    expect(await countAttendance(venue.as('HOST'), input)).toMatchObject({ scanCount: 3 });
    // The nonce has counted by now, so the first answer is repeated to whoever sends it.
    expect(await countAttendance(venue.as('DOOR'), input)).toMatchObject({ scanCount: 3, replayed: true });
  });
});

const countedBy = async ({ venue }: TestVenue, nonce: string) =>
  db().$count(attendanceEntry, and(eq(attendanceEntry.businessId, venue.id), eq(attendanceEntry.nonce, nonce)));
