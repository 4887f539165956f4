import { user } from '@db/schema/people';
import { business, membership } from '@db/schema/venues';
import { and, asc, eq } from 'drizzle-orm';
import { DomainError } from '@/domain/errors';
import type { BusinessId, Role, Venue } from '@/domain/people/context';
import { auth } from './auth';
import { db } from './db/transaction';

export interface SessionUser {
  readonly sessionId: string;
  readonly userId: string;
  readonly name: string;
  readonly email: string;
}

export interface Member {
  readonly venue: Venue;
  readonly role: Role;
}

/** Null without a valid session cookie. */
export async function readSession(headers: Headers): Promise<SessionUser | null> {
  const found = await auth().api.getSession({ headers });
  if (!found) return null;
  return { sessionId: found.session.id, userId: found.user.id, name: found.user.name, email: found.user.email };
}

/** Throws UNAUTHENTICATED. */
export async function requireSession(headers: Headers): Promise<SessionUser> {
  const session = await readSession(headers);
  if (!session) throw new DomainError('UNAUTHENTICATED');
  return session;
}

/** The businesses a user belongs to, suspended ones left out, by name. */
export async function membershipsOf(userId: string): Promise<Member[]> {
  const rows = await db()
    .select({
      id: business.id,
      slug: business.slug,
      name: business.name,
      timeZone: business.timeZone,
      cutoffHour: business.cutoffHour,
      capacityPolicy: business.capacityPolicy,
      role: membership.role,
    })
    .from(membership)
    .innerJoin(business, eq(business.id, membership.businessId))
    .innerJoin(user, eq(user.id, membership.userId))
    .where(and(eq(membership.userId, userId), eq(business.suspended, false)))
    .orderBy(asc(business.name));
  return rows.map(({ role, ...venue }) => ({ role, venue: { ...venue, id: venue.id as BusinessId } }));
}

/**
 * The membership a request is for. `businessId` only chooses among the user's own, and may be left out when there is one.
 * Throws FORBIDDEN for any other business, BUSINESS_REQUIRED when the choice is open.
 */
export async function requireMember(userId: string, businessId: string | undefined): Promise<Member> {
  const members = await membershipsOf(userId);
  if (businessId === undefined) {
    const [only, ...others] = members;
    if (!only) throw new DomainError('FORBIDDEN');
    if (others.length > 0) throw new DomainError('BUSINESS_REQUIRED');
    return only;
  }
  const member = members.find(({ venue }) => venue.id === businessId);
  if (!member) throw new DomainError('FORBIDDEN');
  return member;
}
