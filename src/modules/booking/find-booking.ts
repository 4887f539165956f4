import { and, eq } from 'drizzle-orm';
import { readManageToken } from '@/modules/reservations/manage-link';
import type { ReservationRow } from '@/modules/reservations/rows';
import { reservation } from '@/modules/reservations/tables';
import { business } from '@/modules/venues/tables';
import { db } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import { type FoundPage, findPage } from './find-page';

/** A reservation as the holder of its link sees it, with the page of its venue. */
export interface FoundBooking {
  readonly found: FoundPage;
  readonly row: ReservationRow;
}

/**
 * The reservation of a guest's link, whatever has become of it: the slug in the link may be an old one. Throws NOT_FOUND for a link that
 * nobody signed and for a reservation that is gone.
 */
export async function findBooking(token: string): Promise<FoundBooking> {
  const named = readManageToken(token);
  if (!named) throw new DomainError('NOT_FOUND');
  const isIt = and(eq(reservation.businessId, named.businessId), eq(reservation.id, named.reservationId));
  const [row] = await db()
    .select({ row: reservation, slug: business.slug })
    .from(reservation)
    .innerJoin(business, eq(business.id, reservation.businessId))
    .where(isIt);
  if (!row || row.row.deletedAt) throw new DomainError('NOT_FOUND');
  return { found: await findPage(row.slug), row: row.row };
}
