import { DomainError } from '../errors';
import { type Context, can } from '../people/context';
import { nightState } from '../venues/business-day';

/**
 * Whether a change of that business day's facts, made now, corrects a night that is over; the caller then closes the row
 * (`closedAt`) and keeps the reason. Throws NIGHT_CLOSED with what it `needs`: a `manager` or a `reason`.
 */
export function requireCorrection(
  { venue, role, now }: Pick<Context, 'venue' | 'role' | 'now'>,
  businessDay: string,
  reason: string | undefined,
): boolean {
  if (nightState(businessDay, now, venue) !== 'over') return false;
  const needs = can(role, 'reservations.correct-closed') ? 'reason' : 'manager';
  if (needs === 'reason' && reason) return true;
  throw new DomainError('NIGHT_CLOSED', { extra: { needs } });
}
