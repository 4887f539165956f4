import { hiddenWithout, shown } from '@/modules/access/shown';
import type { EventRules } from '@/modules/events/rules';
import { rowEvents } from '@/modules/events/rules';
import type { Block, Combination, DiningTable, Plan, Zone } from './wire';

const ON_ROW = { id: shown, active: shown, version: shown };
const seen = { permission: 'reservations.read' } as const;

/** They hold nothing about a guest. */
export const TABLE_EVENTS: readonly EventRules[] = [
  rowEvents<Zone>({ noun: 'zone', ...seen, fields: { ...ON_ROW, name: shown, place: shown } }),
  rowEvents<DiningTable>({
    ...{ noun: 'dining-table', ...seen },
    fields: {
      ...{ ...ON_ROW, name: shown, zoneId: shown, minSeats: shown, maxSeats: shown, priority: shown, channel: shown },
      plan: (plan: Plan | null) => plan,
    },
  }),
  rowEvents<Combination>({
    ...{ noun: 'combination', ...seen },
    fields: { ...ON_ROW, tableIds: shown, minSeats: shown, maxSeats: shown },
  }),
  rowEvents<Block>({
    ...{ noun: 'block', ...seen },
    fields: {
      ...{ id: shown, tableId: shown, zoneId: shown, serviceId: shown, startsAt: shown, endsAt: shown, mode: shown },
      ...{ reason: hiddenWithout('reservations.read-personal'), version: shown },
    },
  }),
];
