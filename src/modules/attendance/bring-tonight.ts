import type { Context } from '@/modules/access/context';
import { editFields } from '@/modules/reservations/change';
import { type ReservationRow, toReservation } from '@/modules/reservations/rows';
import { expectAgain } from '@/modules/reservations/update-reservation';
import { businessDayOf, localTimeOf, nightState } from '@/modules/venues/business-day';
import { instantOnBusinessDay } from '@/modules/venues/wall-clock';
import type { Tx } from '@/platform/db/client';

/**
 * Whether a party of another day may be moved to the current night: nobody of the party has been counted, and its own
 * night is in the future. A night that is over needs a correction with a reason, which a scan does not carry.
 */
export function mayBring({ venue, now }: Context, row: ReservationRow, at: Date): boolean {
  if (row.scanCount > 0 || nightState(businessDayOf(at, venue), now, venue) !== 'running') return false;
  return nightState(row.businessDay, now, venue) === 'ahead';
}

/**
 * Moves a locked reservation to the current night, at the same wall-clock time, with its pass, audit entry and events.
 */
export async function bringToTonight(tx: Tx, ctx: Context, row: ReservationRow): Promise<ReservationRow> {
  const { venue, now } = ctx;
  const businessDay = businessDayOf(now, venue);
  const reservedAt = instantOnBusinessDay(businessDay, localTimeOf(row.reservedAt, venue.timeZone), venue);
  const edited = await editFields(tx, ctx, row, { ...toReservation(row), reservedAt, businessDay });
  return expectAgain(tx, ctx, edited);
}
