import { hoursOn } from '@/modules/services/rules';
import { type Channel, chainsOf, mayBook } from '@/modules/tables/rules';
import { addDays } from '@/modules/venues/business-day';
import type { PlanLists } from '../plan-settings/use-plan-lists';

/** Why nothing can be booked on a day, as far as the plan of the venue says it. */
export type WhyNone = 'past' | 'closed' | 'horizon' | 'noTables' | 'size' | 'full';

interface Asked {
  readonly day: string;
  readonly party: number;
  readonly channel: Channel;
}

export function whyNone(lists: PlanLists, { day, party, channel }: Asked, today: string): WhyNone {
  if (day < today) return 'past';
  const open = lists.services.filter((service) => hoursOn(service, day) !== null);
  if (open.length === 0) return 'closed';
  const inTime = open.filter(({ horizonDays }) => channel !== 'ONLINE' || day <= addDays(today, horizonDays));
  if (inTime.length === 0) return 'horizon';
  if (inTime.some(({ mode }) => mode === 'COVERS')) return 'full';
  const closedZones = new Set(lists.zones.filter(({ active }) => !active).map(({ id }) => id));
  const tables = lists.tables.filter(
    (table) => table.active && mayBook(channel, table.channel) && !(table.zoneId && closedZones.has(table.zoneId)),
  );
  if (tables.length === 0) return 'noTables';
  const byId = new Map(tables.map((table) => [table.id, table]));
  const joined = chainsOf(
    lists.combinations.filter(({ active, tableIds }) => active && tableIds.every((id) => byId.has(id))),
    (id) => byId.get(id)?.maxSeats ?? 0,
  );
  const fits = [...tables, ...joined].some(({ minSeats, maxSeats }) => minSeats <= party && party <= maxSeats);
  return fits ? 'full' : 'size';
}
