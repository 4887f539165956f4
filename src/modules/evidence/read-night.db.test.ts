import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { recordClick } from '@/modules/attendance/record-click';
import { scanQr } from '@/modules/attendance/scan-qr';
import { ClickInput } from '@/modules/attendance/schema';
import { attendanceEntry } from '@/modules/attendance/tables';
import { erasePerson } from '@/modules/privacy/erase-person';
import { ERASED_NAME } from '@/modules/privacy/rules';
import { business } from '@/modules/venues/tables';
import { db } from '@/platform/db/transaction';
import { describeDatabases } from '../../../tests/support/databases';
import { makeReservation, makeVenue, NOW, type TestVenue, TODAY } from '../../../tests/support/fixtures';
import { scanInput, tokenOf } from '../../../tests/support/scans';
import { EvidencePage } from './answers';
import { nightOf } from './client/night-list';
import { readNight } from './read-night';
import { EvidenceInput } from './schema';

const GUEST = { customerName: 'Ximena Quiñónez', customerPhone: '+593987650001' };
const DAY_MS = 24 * 60 * 60_000;

async function arrive(venue: TestVenue) {
  const row = await makeReservation(venue, GUEST);
  await scanQr(venue.as('DOOR'), scanInput(await tokenOf(row), `nonce-${row.id}`));
  return row;
}

const partyOf = (page: EvidencePage) => nightOf([page]).lines[0]?.party;

describeDatabases('a night’s evidence', () => {
  it('names guests as the reader may see them, and as erased once they are', async () => {
    const venue = await makeVenue();
    const { id, code } = await arrive(venue);
    const read = (changes = {}) => readNight(venue.as('OWNER', changes), { day: TODAY });
    const page = await read();
    expect(EvidencePage.parse(page)).toEqual(page);
    expect(partyOf(page)).toEqual({ id, code, name: 'Ximena Quiñónez' });
    const some = new Set(['reservations.read', 'audit.read'] as const);
    expect(partyOf(await read({ role: some }))?.name).not.toContain('Quiñónez');
    await erasePerson(venue.as('OWNER'), { phone: GUEST.customerPhone });
    expect(partyOf(await read())).toEqual({ id, code, name: ERASED_NAME });
  });

  it('is of one venue and one night alone, whatever became of the reservation', async () => {
    const [venue, other] = [await makeVenue(), await makeVenue()];
    const row = await arrive(venue);
    await arrive(other);
    const click = ClickInput.parse({ delta: 2, nonce: 'click-0001' });
    await recordClick(venue.as('DOOR', { now: new Date(NOW.getTime() + DAY_MS) }), click);
    // People of a party who come back on the night after.
    await db()
      .insert(attendanceEntry)
      .values({
        ...{ businessId: venue.venue.id, id: 'back', reservationId: row.id, delta: 1, nonce: 'back-0001' },
        ...{ requestHash: 'hash', method: 'QR', kind: 'REENTRY', occurredAt: NOW, scanCountAfter: 1, seq: 999 },
        ...{ guestCountThen: 4, isFirstScan: false, businessDay: '2026-11-22' },
      });
    const { lines, people } = await readNight(venue.as('OWNER'), { day: TODAY });
    expect(lines.kind).toEqual(['FIRST']);
    expect(people.map(({ id }) => id)).toEqual([venue.as('DOOR').userId]);
  });

  it('says when refusals of that night are kept no longer', async () => {
    const venue = await makeVenue();
    const at = (days: number) => venue.as('OWNER', { now: new Date(NOW.getTime() + days * DAY_MS) });
    const kept = async (days: number) => (await readNight(at(days), { day: TODAY })).refusalsKept;
    expect([await kept(179), await kept(182)]).toEqual([true, false]);
    await db().update(business).set({ keptRefusalsDays: 7 }).where(eq(business.id, venue.venue.id));
    expect([await kept(6), await kept(9)]).toEqual([true, false]);
  });

  it('takes no position that it has not given', () => {
    const isTaken = (after: string) => EvidenceInput.safeParse({ day: TODAY, after }).success;
    expect(
      ['counted:', 'counted:12', `held:click-0001/${'a'.repeat(64)}`, 'refused:', 'incidents:a-b'].map(isTaken),
    ).toEqual([true, true, true, true, true]);
    expect(['counted', 'counted:x', 'held:click-0001', 'people:1', 'refused:a/b', "counted:1'"].map(isTaken)).toEqual([
      false,
      false,
      false,
      false,
      false,
      false,
    ]);
    expect(EvidenceInput.safeParse({ day: TODAY, limit: '0' }).success).toBe(false);
  });
});
