import { expect, it } from 'vitest';
import { readOccupancy } from '@/modules/attendance/read-occupancy';
import { auditEntry } from '@/modules/audit/tables';
import { db } from '@/platform/db/transaction';
import { describeDatabases } from '../../../tests/support/databases';
import { failureOf, makeReservation, makeVenue, type TestVenue, TODAY } from '../../../tests/support/fixtures';
import { countsOf, tokenOf } from '../../../tests/support/scans';
import { entryOf, phoneOf } from './entries.fixture';
import { listIncidents } from './reads';
import { resolveIncident } from './resolve-incident';
import type { ResolveIncidentInput } from './schema';

const inside = async (venue: TestVenue) => (await readOccupancy(venue.as('DOOR'))).inside;
const decide = (
  venue: TestVenue,
  id: string | undefined,
  resolution: ResolveIncidentInput['resolution'],
  reason = 'Lo hablé con la puerta',
) => resolveIncident(venue.as('HOST'), { id: id ?? '', resolution, reason });

describeDatabases('an incident', () => {
  it('of one party at two gates is the same people, or more people', async () => {
    for (const [resolution, people] of [
      ['CORRECTED', 4],
      ['ACCEPTED', 8],
      ['DISCARDED', 8],
    ] as const) {
      const venue = await makeVenue();
      const row = await makeReservation(venue, { guestCount: 4 });
      const token = await tokenOf(row);
      await phoneOf(venue, 'phone-a').one(entryOf({ token, delta: 4 }));
      const { incident } = await phoneOf(venue, 'phone-b').one(entryOf({ token, delta: 4 }));
      expect(await decide(venue, incident?.id, resolution)).toMatchObject({
        incident: { state: resolution, reason: 'Lo hablé con la puerta', resolvedBy: expect.stringMatching(/^HOST/) },
      });
      expect([await inside(venue), (await countsOf(row)).scanCount]).toEqual([people, people]);
    }
  });

  it('of what was held is counted, or is not', async () => {
    for (const [resolution, people] of [
      ['ACCEPTED', 2],
      ['CORRECTED', 0],
      ['DISCARDED', 0],
    ] as const) {
      const venue = await makeVenue();
      const foreign = await tokenOf(await makeReservation(await makeVenue()));
      const entry = entryOf({ token: foreign });
      const phone = phoneOf(venue);
      const { incident } = await phone.one(entry);
      expect(await inside(venue)).toBe(0);
      await decide(venue, incident?.id, resolution);
      expect(await inside(venue), resolution).toBe(people);
      const again = await phone.one(entry);
      expect(again.state, 'the phone that asks again').toBe(resolution === 'ACCEPTED' ? 'REPLAYED' : 'HELD');
      expect(await inside(venue)).toBe(people);
    }
  });

  it('of two entries with one nonce counts both, where both happened', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const entry = entryOf({ reservationId: row.id, delta: 1 });
    const phone = phoneOf(venue);
    await phone.one(entry);
    const { incident } = await phone.one({ ...entry, delta: 3 });
    await decide(venue, incident?.id, 'ACCEPTED');
    expect(await countsOf(row)).toMatchObject({ scanCount: 4, ledger: 4 });
  });

  it('is decided once, whoever is quicker, and says what the other decided', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue, { guestCount: 4 });
    const token = await tokenOf(row);
    await phoneOf(venue, 'phone-a').one(entryOf({ token, delta: 4 }));
    const { incident } = await phoneOf(venue, 'phone-b').one(entryOf({ token, delta: 4 }));
    const results = await Promise.allSettled(
      (['CORRECTED', 'ACCEPTED', 'CORRECTED', 'DISCARDED'] as const).map((each) => decide(venue, incident?.id, each)),
    );
    const [state] = results.flatMap((each) => (each.status === 'fulfilled' ? [each.value.incident.state] : []));
    for (const each of results) {
      if (each.status === 'fulfilled') expect(each.value.incident.state).toBe(state);
      else expect(each.reason).toMatchObject({ code: 'VERSION_CONFLICT', extra: { current: { state } } });
    }
    expect((await countsOf(row)).scanCount).toBe(state === 'CORRECTED' ? 4 : 8);
    const { incidents } = await listIncidents(venue.as('DOOR'), {});
    expect(incidents).toEqual([]);
    expect((await listIncidents(venue.as('DOOR'), { day: TODAY })).incidents).toMatchObject([{ state }]);
    const audit = await db().select().from(auditEntry);
    expect(
      audit.filter(({ entityId, action }) => entityId === incident?.id && action === 'incident.resolved'),
    ).toHaveLength(1);
  });

  it('of what cannot be read is never counted, and belongs to its venue', async () => {
    const venue = await makeVenue();
    const { incident } = await phoneOf(venue).one({ nonce: 'x' });
    expect(await failureOf(decide(venue, incident?.id, 'ACCEPTED'))).toBe('NOT_COUNTABLE');
    expect(await failureOf(decide(await makeVenue(), incident?.id, 'DISCARDED'))).toBe('NOT_FOUND');
    expect(await decide(venue, incident?.id, 'DISCARDED')).toMatchObject({ incident: { state: 'DISCARDED' } });
  });
});
