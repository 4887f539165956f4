import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { changeStatus } from '@/modules/reservations/change-status';
import { db } from '@/platform/db/transaction';
import { describeDatabases } from '../../../tests/support/databases';
import { failureOf, makeReservation, makeVenue } from '../../../tests/support/fixtures';
import { countsOf } from '../../../tests/support/scans';
import { countAttendance } from './count-attendance';
import { scanAttempt } from './tables';
import { undoAttendance } from './undo-attendance';

describeDatabases('what undoing an entry obeys', () => {
  it('lets no more people in again than the venue does, and keeps what it refused', async () => {
    const venue = await makeVenue({ capacityPolicy: 'BLOCK' });
    const row = await makeReservation(venue, { guestCount: 2 });
    const count = (delta: number, nonce: string) => countAttendance(venue.as('DOOR'), { id: row.id, delta, nonce });
    const undo = (nonce: string) => undoAttendance(venue.as('HOST'), { id: row.id, nonce });
    await count(2, 'nonce-0001');
    await count(-1, 'nonce-0002');
    await count(1, 'nonce-0003');
    expect(await failureOf(undo('nonce-0002'))).toBe('CAPACITY');
    await changeStatus(venue.as('HOST'), { id: row.id, status: 'COMPLETED' });
    await expect(undo('nonce-0003')).rejects.toMatchObject({ code: 'NOT_COUNTABLE', extra: { reason: 'COMPLETED' } });
    expect(await countsOf(row)).toMatchObject({ scanCount: 2, ledger: 2 });
    const kept = await db().select().from(scanAttempt).where(eq(scanAttempt.businessId, row.businessId));
    expect(kept.map(({ method, reason, increment }) => ({ method, reason, increment }))).toEqual(
      expect.arrayContaining([
        { method: 'UNDO', reason: 'CAPACITY', increment: 1 },
        { method: 'UNDO', reason: 'COMPLETED', increment: -1 },
      ]),
    );
  });

  it('restores what was before in any order of undoing', async () => {
    for (const order of [
      ['nonce-0001', 'nonce-0002'],
      ['nonce-0002', 'nonce-0001'],
    ]) {
      const venue = await makeVenue();
      const row = await makeReservation(venue, { status: 'PENDING' });
      for (const nonce of ['nonce-0001', 'nonce-0002'])
        await countAttendance(venue.as('DOOR'), { id: row.id, delta: 2, nonce });
      for (const nonce of order) await undoAttendance(venue.as('DOOR'), { id: row.id, nonce });
      expect(await countsOf(row)).toMatchObject({ scanCount: 0, ledger: 0, status: 'PENDING' });
    }
  });
});
