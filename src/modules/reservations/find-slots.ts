import type { Context } from '@/modules/access/context';
import type { Availability } from '@/modules/services/answers';
import { availability, type Facts, nearestOf, type Query } from '@/modules/services/availability';
import type { AvailabilityInput } from '@/modules/services/schema';
import { addDays, businessDayOf, noonOf } from '@/modules/venues/business-day';
import { snapshot } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import { readFacts } from './read-facts';
import { isDayVisible } from './reads';

/** The most options named for one time. */
const NAMED = 10;
/** For how many days before and after a day on which nothing is free other times are looked for. */
const LOOKED_AT = 3;

/**
 * When a party can come on a business day, and with which tables. On a day that has nothing, the nearest times of the days around it
 * are named. Throws FORBIDDEN for a day that the member may not see.
 */
export function findSlots(ctx: Context, { around, ...input }: AvailabilityInput): Promise<Availability> {
  const { day } = input;
  if (!isDayVisible(ctx, day)) throw new DomainError('FORBIDDEN');
  const query = { ...input, now: ctx.now, around: around === undefined ? undefined : new Date(around) };
  return snapshot(async (tx) => {
    const { slots, nearest } = availability(await readFacts(tx, ctx.venue, day), query);
    const isEmpty = slots.length === 0 && day >= businessDayOf(ctx.now, ctx.venue);
    return {
      slots: slots.map(({ options, ...slot }) => ({
        ...slot,
        options: options.slice(0, NAMED).map(({ tableIds }) => ({ tableIds: [...tableIds] })),
      })),
      nearest: isEmpty
        ? nearestElsewhere(await readFacts(tx, ctx.venue, addDays(day, -LOOKED_AT), addDays(day, LOOKED_AT)), query)
        : nearest,
    };
  });
}

function nearestElsewhere(facts: Facts, query: Query) {
  const days = Array.from({ length: 2 * LOOKED_AT + 1 }, (_, i) => addDays(query.day, i - LOOKED_AT));
  const slots = days.flatMap((day) => (day === query.day ? [] : availability(facts, { ...query, day }).slots));
  return nearestOf(slots, query.around ?? noonOf(query.day));
}
