import { and, asc, eq, gt, isNull, max, or, type SQL } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import { isOwnRole } from '@/modules/access/custom-role';
import { isLiving } from '@/modules/access/session';
import { customRole, membership, session, user } from '@/modules/access/tables';
import { readCursor } from '@/modules/events/reads';
import type { Database, Tx } from '@/platform/db/client';
import { snapshot } from '@/platform/db/transaction';
import type { Member, MemberList } from './answers';
import { type HeldRole, OWN_ROLE, toHeldRole } from './find-role';
import { invitation } from './tables';

/** The members of the venue by name, and the invitations that can still be accepted, the newest first. */
export async function listMembers(ctx: Context): Promise<MemberList> {
  return snapshot(async (tx) => ({
    members: await readMembers(tx, ctx.venue.id),
    invitations: await readInvitations(tx, ctx),
    cursor: await readCursor(tx, ctx),
  }));
}

/** All members, or the one with that id. */
export async function readMembers(on: Database | Tx, businessId: string, userId?: string): Promise<Member[]> {
  const rows = await on
    .select({
      userId: user.id,
      name: user.name,
      email: user.email,
      role: membership.role,
      own: { id: customRole.id, name: customRole.name },
      secondFactor: user.twoFactorEnabled,
      lastSeenAt: max(session.updatedAt),
    })
    .from(membership)
    .innerJoin(user, eq(user.id, membership.userId))
    .leftJoin(customRole, isOwnRole())
    .leftJoin(session, and(eq(session.userId, user.id), isLiving()))
    .where(and(eq(membership.businessId, businessId), userId === undefined ? undefined : eq(user.id, userId)))
    .groupBy(user.id, membership.role, customRole.id, customRole.name)
    .orderBy(asc(user.name), asc(user.id));
  return rows.map(({ lastSeenAt, own, ...row }) => ({
    ...row,
    ...(own && { customRole: own }),
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
  }));
}

/** The invitations of the venue that can still be accepted. */
export function isOpenInvitation({ venue, now }: Pick<Context, 'venue' | 'now'>): SQL | undefined {
  return and(
    eq(invitation.businessId, venue.id),
    isNull(invitation.acceptedAt),
    isNull(invitation.revokedAt),
    gt(invitation.expiresAt, now),
  );
}

async function readInvitations(tx: Tx, ctx: Context): Promise<MemberList['invitations']> {
  const rows = await tx
    .select({
      ...{ id: invitation.id, role: invitation.role, email: invitation.email, expiresAt: invitation.expiresAt },
      own: { id: customRole.id, name: customRole.name },
    })
    .from(invitation)
    .leftJoin(customRole, isInvitedRole())
    .where(isOpenInvitation(ctx))
    .orderBy(asc(invitation.expiresAt));
  return rows
    .map(({ expiresAt, own, ...row }) => ({
      ...row,
      ...(own && { customRole: own }),
      expiresAt: expiresAt.toISOString(),
    }))
    .reverse();
}

/** The custom role of an invitation, for a join with `invitation`. */
export function isInvitedRole(): SQL | undefined {
  return and(eq(customRole.businessId, invitation.businessId), eq(customRole.id, invitation.customRoleId));
}

/**
 * The role of a member, null for anybody else, and how many owners the venue has. The member's row and those of all
 * owners are locked in one order until the end of the transaction, so that two owners cannot leave at once.
 */
export async function lockMember(
  tx: Tx,
  businessId: string,
  userId: string,
): Promise<{ held: HeldRole | null; owners: number }> {
  const rows = await tx
    .select({ userId: membership.userId, role: membership.role, own: OWN_ROLE })
    .from(membership)
    .leftJoin(customRole, isOwnRole())
    .where(and(eq(membership.businessId, businessId), or(eq(membership.userId, userId), eq(membership.role, 'OWNER'))))
    .orderBy(asc(membership.userId))
    .for('update', { of: membership });
  const row = rows.find((each) => each.userId === userId);
  return {
    held: row ? toHeldRole(row) : null,
    owners: rows.filter(({ role }) => role === 'OWNER').length,
  };
}
