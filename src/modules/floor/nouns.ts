import { changer } from '@/modules/events/change';
import { toService } from '@/modules/services/rows';
import { MOST as MOST_SERVICES } from '@/modules/services/rules';
import { service } from '@/modules/services/tables';
import type { Service } from '@/modules/services/wire';
import { toBlock, toCombination, toTable, toZone } from '@/modules/tables/rows';
import { MOST } from '@/modules/tables/rules';
import { block, combination, diningTable, zone } from '@/modules/tables/tables';
import type { Block, Combination, DiningTable, Zone } from '@/modules/tables/wire';
import { DomainError } from '@/platform/errors';
import type { Noun } from './change';
import { toBlocked } from './read-plan';

export const ZONE: Noun<typeof zone.$inferSelect, Zone> = {
  ...{ kind: 'zone', table: zone, most: MOST.zones, toShown: toZone, change: changer('zone', zone) },
  put: (plan, id, row) => ({ ...plan, zones: replaced(plan.zones, id, row) }),
  check: () => {},
};

export const TABLE: Noun<typeof diningTable.$inferSelect, DiningTable> = {
  ...{ kind: 'dining-table', table: diningTable, most: MOST.tables, toShown: toTable },
  change: changer('dining-table', diningTable),
  put: (plan, id, row) => ({ ...plan, tables: replaced(plan.tables, id, row) }),
  check(plan, { zoneId, minSeats, maxSeats }) {
    demand('zoneId', zoneId === null || hasId(plan.zones, zoneId));
    demand('minSeats', minSeats <= maxSeats);
  },
};

export const COMBINATION: Noun<typeof combination.$inferSelect, Combination> = {
  ...{ kind: 'combination', table: combination, most: MOST.combinations, toShown: toCombination },
  change: changer('combination', combination),
  put: (plan, id, row) => ({ ...plan, combinations: replaced(plan.combinations, id, row) }),
  check(plan, { tableIds, minSeats, maxSeats }) {
    demand(
      'tableIds',
      tableIds.every((id) => hasId(plan.tables, id)),
    );
    demand('minSeats', minSeats <= maxSeats);
  },
};

export const BLOCK: Noun<typeof block.$inferSelect, Block> = {
  ...{ kind: 'block', table: block, most: MOST.blocks, toShown: toBlock, change: changer('block', block) },
  put: (plan, id, row) => ({ ...plan, blocks: replaced(plan.blocks, id, row && toBlocked(row)) }),
  check(plan, { tableId, zoneId, serviceId, startsAt, endsAt }) {
    demand('endsAt', startsAt < endsAt);
    demand('tableId', [tableId, zoneId, serviceId].filter(Boolean).length <= 1);
    demand('tableId', tableId === null || hasId(plan.tables, tableId));
    demand('zoneId', zoneId === null || hasId(plan.zones, zoneId));
    demand('serviceId', serviceId === null || hasId(plan.services, serviceId));
  },
};

export const SERVICE: Noun<typeof service.$inferSelect, Service> = {
  ...{ kind: 'service', table: service, most: MOST_SERVICES.services, toShown: toService },
  change: changer('service', service),
  put: (plan, id, row) => ({ ...plan, services: replaced(plan.services, id, row) }),
  check: () => {},
};

function replaced<T extends { readonly id: string }>(rows: readonly T[], id: string, row: T | null): T[] {
  const others = rows.filter((each) => each.id !== id);
  return row ? [...others, row] : others;
}

function hasId(rows: readonly { readonly id: string }[], id: string): boolean {
  return rows.some((row) => row.id === id);
}

function demand(path: string, isTrue: boolean): void {
  if (isTrue) return;
  const issue = { path, code: 'invalid', message: 'does not fit what the venue has' };
  throw new DomainError('VALIDATION', { extra: { issues: [issue] } });
}
