import type { block, combination, diningTable, zone } from './tables';
import type { Block, Combination, DiningTable, Zone } from './wire';

type Row<T extends { readonly $inferSelect: object }> = T['$inferSelect'];

export function toZone({ id, name, place, active, version }: Row<typeof zone>): Zone {
  return { id, name, place, active, version };
}

export function toTable(row: Row<typeof diningTable>): DiningTable {
  const { businessId: _, ...shown } = row;
  return shown;
}

export function toCombination(row: Row<typeof combination>): Combination {
  const { businessId: _, ...shown } = row;
  return shown;
}

export function toBlock({ businessId: _, startsAt, endsAt, ...row }: Row<typeof block>): Block {
  return { ...row, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() };
}
