import { type Blocked, type Facts, judge, prepare } from '@/modules/services/availability';
import type { Service } from '@/modules/services/wire';
import type { Floor } from '@/modules/tables/reads';
import { setKey } from '@/modules/tables/rules';
import type { DayRules } from '@/modules/venues/business-day';

/** A party that is expected, and has tables. */
export interface Booking {
  readonly id: string;
  readonly code: string;
  readonly customerName: string;
  readonly guestCount: number;
  readonly reservedAt: string;
  readonly businessDay: string;
  readonly tableName: string | null;
  readonly tableIds: readonly string[];
}

/** What bookings are judged by, besides each other. */
export interface Plan extends Floor {
  readonly services: readonly Service[];
  readonly blocks: readonly (Blocked & { readonly id: string })[];
}

/**
 * The bookings of which a plan kept what they were promised before and not after: their tables are gone, closed, too small or
 * blocked, or no service takes parties then. What was not kept before is nobody's news.
 */
export function strandedBy(before: Plan, after: Plan, bookings: readonly Booking[], rules: DayRules): Booking[] {
  const [was, is] = [judgeOf(before, rules), judgeOf(after, rules)];
  return bookings.filter((booking) => {
    const [old, now] = [was(booking), is(booking)];
    return (old.isOpen && !now.isOpen) || (old.hasTables && !now.hasTables);
  });
}

/** What a plan keeps of a booking, as if it were the only one. Each day is prepared once. */
function judgeOf(plan: Plan, rules: DayRules): (booking: Booking) => { isOpen: boolean; hasTables: boolean } {
  const facts: Facts = { ...plan, rules, stays: [], parties: [] };
  const days = new Map<string, ReturnType<typeof prepare>>();
  return ({ businessDay, reservedAt, guestCount: party, tableIds }) => {
    const prepared = days.get(businessDay) ?? prepare(facts, businessDay);
    days.set(businessDay, prepared);
    const at = Date.parse(reservedAt);
    const { obstacle, options } = judge(prepared, at, { party, channel: 'WALK_IN', now: new Date(at) });
    const key = setKey(tableIds);
    return {
      isOpen: obstacle !== 'CLOSED' && obstacle !== 'BLOCKED',
      hasTables: options.some((option) => option.tableIds.length === 0 || setKey(option.tableIds) === key),
    };
  };
}
