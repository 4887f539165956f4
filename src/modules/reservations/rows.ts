import { and, eq, isNull, type SQL } from 'drizzle-orm';
import type { Context, Role } from '@/modules/access/context';
import type { Venue } from '@/modules/venues/venue';
import type { Tx } from '@/platform/db/client';
import { DomainError } from '@/platform/errors';
import type { Reservation } from '@/realtime/protocol/reservation';
import { projectReservation } from './project-reservation';
import { reservation } from './tables';

export type ReservationRow = typeof reservation.$inferSelect;

/** The row as routes and events show it, before any role's projection. */
export function toReservation(row: ReservationRow): Reservation {
  return {
    id: row.id,
    code: row.code,
    customerName: row.customerName,
    customerPhone: row.customerPhone,
    customerEmail: row.customerEmail,
    guestCount: row.guestCount,
    reservedAt: row.reservedAt.toISOString(),
    businessDay: row.businessDay,
    status: row.status,
    scanCount: row.scanCount,
    tableName: row.tableName,
    notes: row.notes,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
  };
}

export function showReservation(row: ReservationRow, role: Role): Reservation {
  return projectReservation(toReservation(row), role);
}

/** Locks the row until the transaction ends. Undefined for a deleted row and another venue's. */
export async function tryLockReservation(tx: Tx, venue: Venue, id: string | SQL): Promise<ReservationRow | undefined> {
  const [row] = await tx.select().from(reservation).where(inScope(venue, id)).for('update');
  return row;
}

/** Locks a row, deleted or not, until the transaction ends. Throws NOT_FOUND, also for another venue's row. */
export async function lockDeletable(tx: Tx, venue: Venue, id: string): Promise<ReservationRow> {
  const inVenue = and(eq(reservation.businessId, venue.id), eq(reservation.id, id));
  const [row] = await tx.select().from(reservation).where(inVenue).for('update');
  if (!row) throw new DomainError('NOT_FOUND');
  return row;
}

/** Locks the row until the transaction ends. Throws NOT_FOUND, also for another venue's row. */
export async function lockReservation(tx: Tx, venue: Venue, id: string): Promise<ReservationRow> {
  const row = await tryLockReservation(tx, venue, id);
  if (!row) throw new DomainError('NOT_FOUND');
  return row;
}

/** Writes a locked row. Throws NOT_FOUND when it went away, which the lock excludes. */
export async function writeReservation(
  tx: Tx,
  venue: Venue,
  id: string,
  changes: Partial<ReservationRow>,
): Promise<ReservationRow> {
  const [row] = await tx.update(reservation).set(changes).where(inScope(venue, id)).returning();
  if (!row) throw new DomainError('NOT_FOUND');
  return row;
}

/** Throws VERSION_CONFLICT with the current row when the caller saw another version. */
export function requireVersion(ctx: Context, row: ReservationRow): void {
  if (ctx.ifMatch === undefined || ctx.ifMatch === row.version) return;
  throw new DomainError('VERSION_CONFLICT', { extra: { current: showReservation(row, ctx.role) } });
}

function inScope(venue: Venue, id: string | SQL) {
  return and(eq(reservation.businessId, venue.id), eq(reservation.id, id), isNull(reservation.deletedAt));
}
