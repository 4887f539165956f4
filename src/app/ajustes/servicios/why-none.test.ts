import { describe, expect, it } from 'vitest';
import type { Service } from '@/modules/services/wire';
import type { DiningTable } from '@/modules/tables/wire';
import type { PlanLists } from '../plan-settings/use-plan-lists';
import { NEW_SERVICE, wireOf } from './service-fields';
import { whyNone } from './why-none';

const TODAY = '2030-06-03';
const SERVICE: Service = { ...wireOf({ ...NEW_SERVICE, name: 'Cena' }), id: 's', version: 1 };
const table = (id: string, changes: Partial<DiningTable> = {}): DiningTable => ({
  ...{ id, name: id, zoneId: null, minSeats: 1, maxSeats: 4, priority: 0, channel: 'ONLINE' },
  ...{ plan: null, active: true, version: 1, ...changes },
});
const LISTS: PlanLists = {
  ...{ zones: [], tables: [table('a'), table('b')], combinations: [], services: [SERVICE], blocks: [] },
};
const ask = (lists: Partial<PlanLists>, asked: Partial<Parameters<typeof whyNone>[1]> = {}) =>
  whyNone({ ...LISTS, ...lists }, { day: TODAY, party: 2, channel: 'ONLINE', ...asked }, TODAY);

describe('why nothing can be booked on a day', () => {
  it('is the day, before anything else', () => {
    expect(ask({}, { day: '2030-06-02' })).toBe('past');
    expect(ask({ services: [] })).toBe('closed');
    expect(ask({ services: [{ ...SERVICE, exceptions: [{ day: TODAY, hours: null }] }] })).toBe('closed');
    expect(ask({}, { day: '2030-12-01' })).toBe('horizon');
    expect(ask({}, { day: '2030-12-01', channel: 'IN_HOUSE' })).toBe('full');
  });

  it('is that no table is for whoever books, or for so many', () => {
    expect(ask({ tables: [table('a', { channel: 'WALK_IN' }), table('b', { active: false })] })).toBe('noTables');
    const zone = { id: 'z', name: 'Terraza', place: 0, active: false, version: 1 };
    expect(ask({ zones: [zone], tables: [table('a', { zoneId: 'z' })] })).toBe('noTables');
    expect(ask({}, { party: 7 })).toBe('size');
    const joined = { id: 'j', tableIds: ['a', 'b'], minSeats: 5, maxSeats: 8, active: true, version: 1 };
    expect(ask({ combinations: [joined] }, { party: 7 })).toBe('full');
  });

  it('is that all is taken, where only people are counted too', () => {
    expect(ask({})).toBe('full');
    expect(ask({ services: [{ ...SERVICE, mode: 'COVERS' }], tables: [] })).toBe('full');
  });
});
