import { shown } from '@/modules/access/shown';
import { rowEvents } from '@/modules/events/rules';
import type { OccupancyRow } from './wire';

/** Whoever sees the list sees how many are inside, and so does a device that counts without it. */
export const ATTENDANCE_EVENTS = rowEvents<OccupancyRow>({
  noun: 'occupancy',
  permission: ['reservations.read', 'door.follow'],
  fields: {
    ...{ id: shown, businessDay: shown, flow: shown, kind: shown, delta: shown, gateId: shown, category: shown },
    ...{ booked: shown, version: shown },
  },
});
