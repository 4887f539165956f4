import { labelOf } from '@/modules/tables/rules';
import type { DiningTable } from '@/modules/tables/wire';

/** What people read of some of the venue's tables, by their ids. */
export function labelIn(tables: readonly DiningTable[], tableIds: readonly string[]): string {
  return labelOf(tables.filter(({ id }) => tableIds.includes(id)).map((table) => table.name));
}
