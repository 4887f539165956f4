import { and, asc, eq, gte, inArray, isNull, sql } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import { EXPECTED } from '@/modules/reservations/rules';
import { reservation } from '@/modules/reservations/tables';
import { businessDayOf } from '@/modules/venues/business-day';
import type { Tx } from '@/platform/db/client';
import type { Booking } from './rules';

/** The parties of tonight and later that are expected and have tables; those who have one of `tableIds`, where that is given. */
export async function readBookings(tx: Tx, { venue, now }: Context, tableId?: string): Promise<Booking[]> {
  const rows = await tx
    .select({
      ...{ id: reservation.id, code: reservation.code, customerName: reservation.customerName },
      ...{ guestCount: reservation.guestCount, reservedAt: reservation.reservedAt },
      ...{ businessDay: reservation.businessDay, tableIds: reservation.tableIds, tableName: reservation.tableName },
    })
    .from(reservation)
    .where(
      and(
        ...[eq(reservation.businessId, venue.id), isNull(reservation.deletedAt)],
        gte(reservation.businessDay, businessDayOf(now, venue)),
        inArray(reservation.status, EXPECTED),
        tableId === undefined
          ? sql`${reservation.tableIds} is not null`
          : sql`${tableId} = any (${reservation.tableIds})`,
      ),
    )
    .orderBy(asc(reservation.reservedAt), asc(reservation.id));
  return rows.map(({ reservedAt, tableIds, ...row }) => ({
    ...{ ...row, tableIds: tableIds ?? [], reservedAt: reservedAt.toISOString() },
  }));
}
