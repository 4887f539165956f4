import { and, eq, sql } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import { readCursor } from '@/modules/events/reads';
import { businessDayOf } from '@/modules/venues/business-day';
import { businessDayBounds } from '@/modules/venues/wall-clock';
import type { Tx } from '@/platform/db/client';
import { rawStatement } from '@/platform/db/statement';
import { snapshot } from '@/platform/db/transaction';
import type { OccupancyCurve } from './curve-answers';
import { isArrival, ofUndone } from './reads';
import { CURVE_STEP_MS } from './rules';
import { attendanceEntry } from './tables';

/** How the current night filled, with the cursor of the same snapshot. */
export function readCurve(ctx: Context): Promise<OccupancyCurve> {
  const { venue, now } = ctx;
  const day = businessDayOf(now, venue);
  const { start, end } = businessDayBounds(day, venue);
  return snapshot(async (tx) => {
    const steps = await readSteps(tx, venue.id, day, start, end);
    let [balance, admitted] = [0, 0];
    const points = steps.map((step) => {
      balance += step.moved;
      admitted += step.arrived;
      const at = new Date(start.getTime() + step.step * CURVE_STEP_MS).toISOString();
      return { at, admitted, balance, most: step.most };
    });
    return { day, start: start.toISOString(), end: end.toISOString(), points, cursor: await readCursor(tx, ctx) };
  });
}

interface Step {
  /** The number of the quarter of an hour, from the start of the day. */
  readonly step: number;
  /** Signed people of booked parties who arrived in it, and of all who came in or left. */
  readonly arrived: number;
  readonly moved: number;
  /** The highest balance of the night within it. */
  readonly most: number;
}

const placed = sql.placeholder;

/**
 * One pass over the night in the order of time. An undo stands where the entry stands that it takes back, so that both
 * together change no figure of any time; what was counted before or after the day stands at its edge.
 */
const sumSteps = rawStatement<Step>(
  () => sql`
    with moved as (
      select
        least(
          greatest(coalesce(${ofUndone('occurred_at')}, ${attendanceEntry.occurredAt}), ${placed('start')}::timestamptz),
          ${placed('last')}::timestamptz
        ) as at,
        case when ${attendanceEntry.flow} = 'IN' then ${attendanceEntry.delta} else -${attendanceEntry.delta} end as people,
        case when ${isArrival} then ${attendanceEntry.delta} else 0 end as arrived
      from ${attendanceEntry}
      where ${and(eq(attendanceEntry.businessId, placed('businessId')), eq(attendanceEntry.businessDay, placed('day')))}
    ), running as (
      select
        floor(extract(epoch from at - ${placed('start')}::timestamptz) / ${sql.raw(String(CURVE_STEP_MS / 1000))})::int as step,
        people, arrived, sum(people) over (order by at) as balance
      from moved
    )
    select step, sum(arrived)::int as arrived, sum(people)::int as moved, max(balance)::int as most
    from running group by step order by step`,
);

async function readSteps(tx: Tx, businessId: string, day: string, start: Date, end: Date): Promise<Step[]> {
  const last = new Date(end.getTime() - 1).toISOString();
  const { rows } = await sumSteps(tx, { businessId, day, start: start.toISOString(), last });
  return rows;
}
