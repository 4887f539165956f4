import { and, eq, isNull, type SQL } from 'drizzle-orm';
import * as z from 'zod/mini';
import type { Context, Rights } from '@/modules/access/context';
import { Reservation } from '@/modules/reservations/wire';
import type { Venue } from '@/modules/venues/venue';
import type { Tx } from '@/platform/db/client';
import { DomainError } from '@/platform/errors';
import { projectReservation } from './events';
import { reservation } from './tables';

export type ReservationRow = typeof reservation.$inferSelect;

const SHOWN_FIELDS = z.keyof(Reservation).options;

/** The row as routes and events show it, before the projection for a role: instants are ISO 8601 texts. */
export function toReservation(row: ReservationRow): Reservation {
  const shown = SHOWN_FIELDS.map((field) => {
    const value = row[field];
    return [field, value instanceof Date ? value.toISOString() : value];
  });
  return Object.fromEntries(shown) as Reservation;
}

export function showReservation(row: ReservationRow, role: Rights): Reservation {
  return projectReservation(toReservation(row), role);
}

/** Locks the row until the transaction ends. Undefined for a deleted row and for another venue's row. */
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

/** Throws VERSION_CONFLICT with the current row when the caller saw another version. */
export function requireVersion(ctx: Context, row: ReservationRow): void {
  const { ifMatch } = ctx.request;
  if (ifMatch === undefined || ifMatch === row.version) return;
  throw new DomainError('VERSION_CONFLICT', { extra: { current: showReservation(row, ctx.role) } });
}

function inScope(venue: Venue, id: string | SQL) {
  return and(eq(reservation.businessId, venue.id), eq(reservation.id, id), isNull(reservation.deletedAt));
}
