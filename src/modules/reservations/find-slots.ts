import type { Context } from '@/modules/access/context';
import type { Availability } from '@/modules/services/answers';
import {
  availability,
  type Facts,
  nearestOf,
  type Query,
  type Slot,
  type Time,
  without,
} from '@/modules/services/availability';
import type { AvailabilityInput } from '@/modules/services/schema';
import { addDays, businessDayOf, noonOf } from '@/modules/venues/business-day';
import type { Venue } from '@/modules/venues/venue';
import type { Tx } from '@/platform/db/client';
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
  if (!isDayVisible(ctx, input.day)) throw new DomainError('FORBIDDEN');
  const query = { ...input, now: ctx.now, around: around === undefined ? undefined : new Date(around) };
  return snapshot(async (tx) => {
    const { slots, nearest } = await findTimes(tx, ctx.venue, query);
    return {
      slots: slots.map(({ options, ...slot }) => ({
        ...slot,
        options: options.slice(0, NAMED).map(({ tableIds }) => ({ tableIds: [...tableIds] })),
      })),
      nearest,
    };
  });
}

/** The same in a transaction, for whoever asks: with every option, as if `leaving` were not there. */
export async function findTimes(
  tx: Tx,
  venue: Venue,
  query: Query,
  leaving = '',
): Promise<{ slots: Slot[]; nearest: Time[] }> {
  const { day, now } = query;
  const { slots, nearest } = availability(without(await readFacts(tx, { venue, now }, day), leaving), query);
  if (slots.length > 0 || day < businessDayOf(now, venue)) return { slots, nearest };
  const around = await readFacts(tx, { venue, now }, addDays(day, -LOOKED_AT), addDays(day, LOOKED_AT));
  return { slots, nearest: nearestElsewhere(without(around, leaving), query) };
}

function nearestElsewhere(facts: Facts, query: Query): Time[] {
  const days = Array.from({ length: 2 * LOOKED_AT + 1 }, (_, i) => addDays(query.day, i - LOOKED_AT));
  const slots = days.flatMap((day) => (day === query.day ? [] : availability(facts, { ...query, day }).slots));
  return nearestOf(slots, query.around ?? noonOf(query.day));
}
