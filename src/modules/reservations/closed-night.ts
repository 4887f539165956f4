import { type Context, can } from '@/modules/access/context';
import { nightState } from '@/modules/venues/business-day';
import { DomainError } from '@/platform/errors';

/** What is missing for a correction of a night that is over; null when nothing is missing. */
export function correctionNeeds(
  { role }: Pick<Context, 'role'>,
  reason: string | undefined,
): 'manager' | 'reason' | null {
  if (!can(role, 'reservations.correct-closed')) return 'manager';
  return reason ? null : 'reason';
}

/**
 * Whether a change of that business day's facts, made now, corrects a night that is over; the caller then closes the
 * row (`closedAt`) and stores the reason. Throws NIGHT_CLOSED with what it `needs`: a `manager` or a `reason`.
 */
export function requireCorrection(
  ctx: Pick<Context, 'venue' | 'role' | 'now'>,
  businessDay: string,
  reason: string | undefined,
): boolean {
  if (nightState(businessDay, ctx.now, ctx.venue) !== 'over') return false;
  const needs = correctionNeeds(ctx, reason);
  if (needs === null) return true;
  throw new DomainError('NIGHT_CLOSED', { extra: { needs } });
}
