import { expect, it } from 'vitest';
import { timeOfEvent } from '@/modules/monitor/reads';
import type { DeviceState } from '@/modules/monitor/rules';
import { describeDatabases } from '../../../tests/support/databases';
import { makeReservation, makeVenue } from '../../../tests/support/fixtures';
import type { Device } from './devices';
import { glanceAt } from './glance';

const SINCE = '2026-11-22T01:00:00.000Z';
const CHECKED = '2026-11-22T02:00:00.000Z';

function device(businessId: string, userId: string, state: DeviceState, changes: Partial<Device> = {}): Device {
  return {
    ...{ connectionId: userId, key: userId, instanceId: 'a', businessId, userId, device: 'Chrome · Linux' },
    ...{ transport: 'raw', state, reason: 'checked', since: SINCE, sentSeq: 1, head: 1, confirmedSeq: 1 },
    ...{ checkedAt: CHECKED, unsentBytes: 0 },
    ...changes,
  };
}

const glance = (devices: readonly Device[]) =>
  glanceAt(
    devices,
    new Map([
      ['b', 'Berta'],
      ['a', 'Ana'],
    ]),
    async (some) => some.map(({ userId, ...row }) => ({ ...row, userName: userId, role: null })),
  );

describeDatabases('the glance of the console', () => {
  it('counts the people who have a device with a stream, once each', async () => {
    const gone = device('x', 'c', 'away', { connectionId: null });
    expect(
      await glance([device('x', 'b', 'in-sync'), device('x', 'a', 'silent'), device('x', 'b', 'in-sync'), gone]),
    ).toEqual({
      ...{ people: 2, names: ['Ana', 'Berta'], worst: null, worstSince: null },
    });
  });

  it('dates the device that is behind by the first change that it lacks, and others by what found them', async () => {
    const venue = await makeVenue();
    const first = await makeReservation(venue);
    const second = await makeReservation(venue);
    const { id } = venue.venue;
    const at = (await timeOfEvent(id, second.version))?.toISOString();
    expect(at).toBeDefined();
    const behind = device(id, 'a', 'behind', { sentSeq: first.version, head: second.version });
    expect(await glance([device(id, 'b', 'in-sync'), behind])).toMatchObject({ worst: { key: 'a' }, worstSince: at });
    expect(await glance([{ ...behind, sentSeq: 99 }])).toMatchObject({ worst: { key: 'a' }, worstSince: null });
    expect(await glance([device(id, 'b', 'differs')])).toMatchObject({ worst: { key: 'b' }, worstSince: CHECKED });
    expect(await glance([device(id, 'b', 'polling')])).toMatchObject({ worst: { key: 'b' }, worstSince: SINCE });
    expect(await glance([device(id, 'b', 'unread')])).toMatchObject({ worst: { key: 'b' }, worstSince: null });
  });
});
