import { eq } from 'drizzle-orm';
import { type Acting, chooseMember, type Identity } from '@/modules/access/session';
import { user } from '@/modules/access/tables';
import { business } from '@/modules/venues/tables';
import type { BusinessId, Venue } from '@/modules/venues/venue';
import { db } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import { canWatch, type Watcher } from './watcher';

/**
 * Whether a user is an operator, who may see every venue. It is read for each request, so that revoking it takes effect
 * at once.
 */
export async function isOperator(userId: string): Promise<boolean> {
  const [found] = await db().select({ operator: user.operator }).from(user).where(eq(user.id, userId));
  return found?.operator === true;
}

/**
 * Determines who watches and what: an operator may watch any venue or, without `businessId`, all; a member one of their
 * own. The caller must still check the permission of the role (`authorizeWatcher`). Throws FORBIDDEN for anything else,
 * and BUSINESS_REQUIRED when a member could mean several venues.
 */
export async function requireWatcher(
  identity: Identity<Acting>,
  businessId: string | undefined,
  requestId: string,
): Promise<Watcher> {
  const base = { userId: identity.userId, requestId, now: new Date() };
  if (await isOperator(identity.userId)) {
    const venue = businessId === undefined ? null : await findVenue(businessId);
    if (businessId !== undefined && !venue) throw new DomainError('FORBIDDEN');
    return { ...base, role: 'OPERATOR', venue };
  }
  const { venue, role } = chooseMember(identity, businessId);
  return { ...base, role, venue };
}

/** The venues whose console a user may open; for an operator, all venues. */
export async function watchableVenues({ members }: Identity, operator: boolean): Promise<Venue[]> {
  if (operator) return (await db().select().from(business).orderBy(business.name)).map(toVenue);
  return members.filter(({ role }) => canWatch(role)).map(({ venue }) => venue);
}

/** Any venue, also a suspended one; null for an unknown id. */
export async function findVenue(businessId: string): Promise<Venue | null> {
  const [row] = await db().select().from(business).where(eq(business.id, businessId));
  return row ? toVenue(row) : null;
}

function toVenue({ id, ...row }: typeof business.$inferSelect): Venue {
  const { slug, name, timeZone, cutoffHour, capacityPolicy, capacity, lateToleranceMinutes, country, demo } = row;
  const { occupancyPolicy, walkInCategories } = row;
  const rules = {
    timeZone,
    cutoffHour,
    capacityPolicy,
    capacity,
    occupancyPolicy,
    walkInCategories,
    lateToleranceMinutes,
  };
  return { id: id as BusinessId, slug, name, country, demo, ...rules };
}
