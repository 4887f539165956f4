import { eq } from 'drizzle-orm';
import { chooseMember, type Identity } from '@/modules/access/session';
import { user } from '@/modules/access/tables';
import { business } from '@/modules/venues/tables';
import type { BusinessId, Venue } from '@/modules/venues/venue';
import { db } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import { canWatch, type Watcher } from './watcher';

/** Whether a user looks after every venue. Read each time: taking it away has effect at once. */
export async function isOperator(userId: string): Promise<boolean> {
  const [found] = await db().select({ operator: user.operator }).from(user).where(eq(user.id, userId));
  return found?.operator === true;
}

/**
 * Who watches, and what: an operator any venue or, without `businessId`, all; a member one of their own.
 * Throws FORBIDDEN for anything else, BUSINESS_REQUIRED when a member's choice is open.
 */
export async function requireWatcher(
  identity: Identity,
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
  if (!canWatch(role)) throw new DomainError('FORBIDDEN');
  return { ...base, role, venue };
}

/** The venues whose console a user may open: an operator's are all of them. */
export async function watchableVenues({ members }: Identity, operator: boolean): Promise<Venue[]> {
  if (operator) return (await db().select().from(business).orderBy(business.name)).map(toVenue);
  return members.filter(({ role }) => canWatch(role)).map(({ venue }) => venue);
}

async function findVenue(businessId: string): Promise<Venue | null> {
  const [row] = await db().select().from(business).where(eq(business.id, businessId));
  return row ? toVenue(row) : null;
}

function toVenue({ id, ...row }: typeof business.$inferSelect): Venue {
  const { slug, name, timeZone, cutoffHour, capacityPolicy, country, demo } = row;
  return { id: id as BusinessId, slug, name, timeZone, cutoffHour, capacityPolicy, country, demo };
}
