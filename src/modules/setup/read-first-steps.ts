import { and, eq, gt, isNotNull, isNull, ne, or, sql } from 'drizzle-orm';
import { type Context, can } from '@/modules/access/context';
import { membership } from '@/modules/access/tables';
import { attendanceEntry } from '@/modules/attendance/tables';
import { readCursor } from '@/modules/events/reads';
import { invitation } from '@/modules/members/tables';
import { reservation } from '@/modules/reservations/tables';
import type { Database, Tx } from '@/platform/db/client';
import { db, snapshot } from '@/platform/db/transaction';
import type { FirstSteps } from './answers';

type Reader = Pick<Context, 'userId' | 'role' | 'now'> & { readonly venue: { readonly id: string } };

/** How far a venue has come, with the cursor of the same snapshot. */
export function readFirstSteps(ctx: Context): Promise<FirstSteps> {
  return snapshot(async (tx) => ({ ...(await readSteps(tx, ctx)), cursor: await readCursor(tx, ctx) }));
}

/** Whether a list begins with the guide: for an owner who has not put it away, of a venue with something left to do. */
export async function needsGuide(reader: Reader): Promise<boolean> {
  if (!can(reader.role, 'settings.write')) return false;
  const { invited, booked, counted, hidden } = await readSteps(db(), reader);
  return !hidden && !(invited && booked && counted);
}

async function readSteps(on: Database | Tx, { venue, userId, now }: Reader): Promise<Omit<FirstSteps, 'cursor'>> {
  const isOwn = (table: typeof membership | typeof invitation | typeof reservation | typeof attendanceEntry) =>
    eq(table.businessId, venue.id);
  const others = on
    .select()
    .from(membership)
    .where(and(isOwn(membership), ne(membership.userId, userId)));
  const invitations = on
    .select()
    .from(invitation)
    .where(
      and(
        isOwn(invitation),
        isNull(invitation.revokedAt),
        or(isNotNull(invitation.acceptedAt), gt(invitation.expiresAt, now)),
      ),
    );
  const reservations = on
    .select()
    .from(reservation)
    .where(and(isOwn(reservation), isNull(reservation.deletedAt)));
  const entries = on.select().from(attendanceEntry).where(isOwn(attendanceEntry));
  const [found] = await on
    .select({
      invited: sql<boolean>`exists ${others} or exists ${invitations}`,
      booked: sql<boolean>`exists ${reservations}`,
      counted: sql<boolean>`exists ${entries}`,
      hidden: membership.guideHidden,
    })
    .from(membership)
    .where(and(isOwn(membership), eq(membership.userId, userId)));
  return found ?? { invited: true, booked: true, counted: true, hidden: true };
}
