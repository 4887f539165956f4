import { desc, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { visibleTo } from '@/modules/access/audience';
import type { DeviceScope, Profile, Rights } from '@/modules/access/context';
import { PROFILE_PERMISSIONS } from '@/modules/access/profiles';
import { projectorOf } from '@/modules/events/rules';
import { venueEvent } from '@/modules/events/tables';
import { db } from '@/platform/db/transaction';
import { EVENT_RULES } from '@/server/registry';
import { describeDatabases } from '../../../tests/support/databases';
import { makeReservation, makeVenue, NOW, type TestVenue, TODAY } from '../../../tests/support/fixtures';
import { tokenOf } from '../../../tests/support/scans';
import { entryOf, phoneOf } from './entries.fixture';
import { listDoorIncidents } from './reads';
import { resolveIncident } from './resolve-incident';

const DAY_MS = 24 * 60 * 60_000;

/** An incident that a phone has caused at a gate: a pass of another venue. */
async function makeIncident(venue: TestVenue, deviceId: string, gateId?: string): Promise<string> {
  const token = await tokenOf(await makeReservation(await makeVenue()));
  const { incident } = await phoneOf(venue, deviceId).one(entryOf({ token, ...(gateId ? { gateId } : {}) }));
  if (!incident) throw new Error('no incident');
  return incident.id;
}

const seen = async (venue: TestVenue, asked: { gateId?: string; deviceId?: string }, scope?: DeviceScope) => {
  const { incidents } = await listDoorIncidents(venue.as('DOOR', scope ? { scope } : {}), asked);
  return incidents.map(({ id, own }) => [id, own]);
};

const scopeOf = (id: string, gateIds: readonly string[], profile: Profile = 'SCAN_LIST') => ({ id, profile, gateIds });

describeDatabases('the incidents of a gate', () => {
  it('are those of the phone’s own entries, and those of the gate at which it stands', async () => {
    const venue = await makeVenue();
    const north = await makeIncident(venue, 'phone-a', 'norte');
    const south = await makeIncident(venue, 'phone-b', 'sur');
    const nowhere = await makeIncident(venue, 'phone-c');
    expect(await seen(venue, {})).toEqual([]);
    expect(await seen(venue, { gateId: 'norte' })).toEqual([[north, false]]);
    expect(await seen(venue, { deviceId: 'phone-c', gateId: 'sur' })).toEqual(
      expect.arrayContaining([
        [nowhere, true],
        [south, false],
      ]),
    );
    // A paired phone is known by its own id, and counts at its own gates.
    const paired = scopeOf('phone-a', ['norte']);
    expect(await seen(venue, { gateId: 'norte', deviceId: 'phone-b' }, paired)).toEqual([[north, true]]);
    expect(await seen(venue, { gateId: 'sur', deviceId: 'phone-b' }, paired)).toEqual([[north, true]]);
    expect(await seen(venue, { gateId: 'sur' }, scopeOf('phone-z', ['norte']))).toEqual([]);
    expect(await seen(venue, { gateId: 'sur' }, scopeOf('phone-z', []))).toEqual([[south, false]]);
  });

  it('tell what was decided, of the current night, and name nobody', async () => {
    const venue = await makeVenue();
    const id = await makeIncident(venue, 'phone-a', 'norte');
    await resolveIncident(venue.as('MANAGER'), { id, resolution: 'DISCARDED', reason: 'Era una prueba' });
    const list = await listDoorIncidents(venue.as('DOOR'), { gateId: 'norte' });
    expect(list.incidents).toEqual([
      {
        ...{ id, kind: 'UNKNOWN_PASS_ENTERED', state: 'DISCARDED', own: false, people: 2 },
        openedAt: expect.stringMatching(/^2026-11-22T02:01/),
      },
    ]);
    const tomorrow = venue.as('DOOR', { now: new Date(NOW.getTime() + DAY_MS) });
    expect((await listDoorIncidents(tomorrow, { gateId: 'norte' })).incidents).toEqual([]);
  });

  it('are told whole to who reads every day, as news alone to the door, and to nobody else', async () => {
    const venue = await makeVenue();
    const id = await makeIncident(venue, 'phone-a', 'norte');
    const [logged] = await db()
      .select()
      .from(venueEvent)
      .where(eq(venueEvent.businessId, venue.venue.id))
      .orderBy(desc(venueEvent.seq))
      .limit(1);
    const event = JSON.parse(logged?.payload ?? '{}');
    const project = projectorOf(EVENT_RULES);
    const shownTo = (rights: Rights) => project(event, { visible: visibleTo(rights), day: TODAY });
    for (const role of ['OWNER', 'MANAGER', 'HOST'] as const)
      expect(shownTo(role)).toMatchObject({ row: { id, kind: 'UNKNOWN_PASS_ENTERED', deviceId: 'phone-a' } });
    const doors: Rights[] = ['DOOR', ...Object.values(PROFILE_PERMISSIONS)];
    for (const rights of doors)
      expect(shownTo(rights)).toMatchObject({ type: 'incident-changed', id, row: { id, version: event.seq } });
    for (const rights of doors)
      expect(Object.keys((shownTo(rights) as unknown as { row: object }).row).sort()).toEqual(['id', 'version']);
    expect(shownTo(new Set(['attendance.count']))).toBeNull();
  });
});
