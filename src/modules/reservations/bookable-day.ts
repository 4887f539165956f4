import type { Context } from '@/modules/access/context';
import { businessDayOf } from '@/modules/venues/business-day';
import { DomainError } from '@/platform/errors';
import { isBookable } from './rules';

/** The business day of an instant. Throws VALIDATION when that day is over at the venue. */
export function requireBookableDay({ venue, now }: Context, reservedAt: Date): string {
  const day = businessDayOf(reservedAt, venue);
  if (isBookable(day, businessDayOf(now, venue))) return day;
  const issues = [{ path: 'reservedAt', code: 'past_day', message: 'the business day is over' }];
  throw new DomainError('VALIDATION', { extra: { issues } });
}
