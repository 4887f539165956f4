import { FULL_AUDIENCE } from '@/realtime/protocol/cursor';
import { businessDayOf, type DayRules } from '../venues/business-day';
import { can, type Role } from './context';

/**
 * What a member is shown: `full`, or `DOOR {business day}`. The day is part of it, so that screens read anew, and events are
 * projected anew, when the venue's day ends.
 */
export function audienceOf(role: Role, venue: DayRules, now: Date): string {
  const seesAll = can(role, 'reservations.read-any-day') && can(role, 'reservations.read-personal');
  return seesAll ? FULL_AUDIENCE : `${role} ${businessDayOf(now, venue)}`;
}
