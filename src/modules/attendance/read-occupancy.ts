import type { Context } from '@/modules/access/context';
import { readCursor } from '@/modules/events/reads';
import { businessDayOf } from '@/modules/venues/business-day';
import { snapshot } from '@/platform/db/transaction';
import type { Occupancy } from './answers';
import { balanceOf, readGates, totalOf } from './reads';

/** Who came in and who left in the current night, with the cursor of the same snapshot. */
export function readOccupancy(ctx: Context): Promise<Occupancy> {
  const { venue, now } = ctx;
  const day = businessDayOf(now, venue);
  return snapshot(async (tx) => {
    const gates = await readGates(tx, venue.id, day);
    const balance = balanceOf(gates);
    return {
      day,
      inside: Math.max(0, balance),
      uncounted: Math.max(0, -balance),
      admitted: totalOf(gates, 'admitted'),
      walkIns: totalOf(gates, 'walkIns'),
      entered: totalOf(gates, 'entered'),
      left: totalOf(gates, 'left'),
      capacity: venue.capacity,
      policy: venue.occupancyPolicy,
      categories: [...(venue.walkInCategories ?? [])],
      byGate: gates.map(({ gateId, entered, left }) => ({ gateId, entered, left })),
      cursor: await readCursor(tx, ctx),
    };
  });
}
