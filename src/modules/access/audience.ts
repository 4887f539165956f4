import { businessDayOf, type DayRules } from '@/modules/venues/business-day';
import { FULL_AUDIENCE } from '@/realtime/protocol/cursor';
import { can, type Role } from './context';

/** What a reader may see of a venue's reservations. */
export interface View {
  /** Every business day, that one (YYYY-MM-DD) alone, or none. */
  readonly days: 'any' | 'none' | (string & Record<never, never>);
  /** Full names, contact data and notes. */
  readonly personal: boolean;
}

const ANY_DAY_MASKED = 'masked';
const NOTHING = 'none';
const OF_ONE_DAY = /^(DOOR|PERSONAL) (\d{4}-\d\d-\d\d)$/;

/** What a role's permissions show at `now`; nothing without `reservations.read`, so nothing for a role that is not known. */
export function viewOf(role: Role, venue: DayRules, now: Date): View {
  if (!can(role, 'reservations.read')) return { days: 'none', personal: false };
  return {
    days: can(role, 'reservations.read-any-day') ? 'any' : businessDayOf(now, venue),
    personal: can(role, 'reservations.read-personal'),
  };
}

/**
 * The name of what a member is shown: `full`, `masked`, `PERSONAL {business day}`, `DOOR {business day}` or `none`. The day is
 * part of it, so that screens read anew, and events are projected anew, when the venue's day ends. Clients' cursors hold the
 * name (`epochFor`): it stays the same for the same view.
 */
export function audienceOf(role: Role, venue: DayRules, now: Date): string {
  const { days, personal } = viewOf(role, venue, now);
  if (days === 'none') return NOTHING;
  if (days === 'any') return personal ? FULL_AUDIENCE : ANY_DAY_MASKED;
  return `${personal ? 'PERSONAL' : 'DOOR'} ${days}`;
}

/** The view that an audience's name stands for; nothing for a name that this version does not know. */
export function readAudience(audience: string): View {
  if (audience === FULL_AUDIENCE) return { days: 'any', personal: true };
  if (audience === ANY_DAY_MASKED) return { days: 'any', personal: false };
  const [, kind, day] = OF_ONE_DAY.exec(audience) ?? [];
  return day === undefined ? { days: 'none', personal: false } : { days: day, personal: kind === 'PERSONAL' };
}
