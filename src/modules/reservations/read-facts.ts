import { and, eq, gt, gte, inArray, isNull, lt, or } from 'drizzle-orm';
import type { Author } from '@/modules/access/context';
import type { Facts } from '@/modules/services/availability';
import { readServices } from '@/modules/services/reads';
import { readBlocks, readFloor } from '@/modules/tables/reads';
import { hold, stay } from '@/modules/tables/tables';
import { addDays, businessDayOf } from '@/modules/venues/business-day';
import { businessDayBounds } from '@/modules/venues/wall-clock';
import type { Tx } from '@/platform/db/client';
import { EXPECTED } from './rules';
import { reservation } from './tables';

/** The shortest time for which a party that does not leave still has its tables. */
const USUAL_STEP = 15;

/**
 * What a venue is and who comes, from the day before `first` until the day after `last`: what any instant between them is judged by.
 * A hold counts as a party with its tables until it expires. Who sits at a table tonight past the planned end has it for a step more at
 * least, so that it is given to nobody else meanwhile.
 */
export async function readFacts(
  tx: Tx,
  { venue, now }: Pick<Author, 'venue' | 'now'>,
  first: string,
  last = first,
): Promise<Facts> {
  const { start } = businessDayBounds(addDays(first, -1), venue);
  const { end } = businessDayBounds(addDays(last, 1), venue);
  const stays = await tx
    .select({
      ...{ tableId: stay.tableId, reservationId: stay.reservationId, holdId: stay.holdId },
      ...{ startsAt: stay.startsAt, endsAt: stay.endsAt },
      ...{ seatedAt: reservation.seatedAt, businessDay: reservation.businessDay },
    })
    .from(stay)
    .leftJoin(hold, and(eq(hold.businessId, stay.businessId), eq(hold.id, stay.holdId)))
    .leftJoin(reservation, and(eq(reservation.businessId, stay.businessId), eq(reservation.id, stay.reservationId)))
    .where(
      and(
        ...[eq(stay.businessId, venue.id), lt(stay.startsAt, end), gt(stay.endsAt, start)],
        or(isNull(stay.holdId), gt(hold.expiresAt, now)),
      ),
    );
  const parties = await tx
    .select({
      ...{ reservationId: reservation.id, at: reservation.reservedAt, guests: reservation.guestCount },
      channel: reservation.channel,
    })
    .from(reservation)
    .where(
      and(
        ...[eq(reservation.businessId, venue.id), isNull(reservation.deletedAt)],
        ...[gte(reservation.businessDay, addDays(first, -1)), lt(reservation.businessDay, addDays(last, 2))],
        inArray(reservation.status, EXPECTED),
        isNull(reservation.leftAt),
      ),
    );
  const held = await tx
    .select({ holdId: hold.id, at: hold.startsAt, guests: hold.party, channel: hold.channel })
    .from(hold)
    .where(
      and(
        ...[eq(hold.businessId, venue.id), isNull(hold.reservationId), gt(hold.expiresAt, now)],
        ...[gte(hold.businessDay, addDays(first, -1)), lt(hold.businessDay, addDays(last, 2))],
      ),
    );
  const services = await readServices(tx, venue.id);
  const tonight = businessDayOf(now, venue);
  const step = Math.max(USUAL_STEP, ...services.map(({ stepMinutes }) => stepMinutes));
  const lasting = now.getTime() + step * 60_000;
  const blocks = await readBlocks(tx, venue.id, start);
  return {
    rules: venue,
    ...(await readFloor(tx, venue.id)),
    services,
    blocks: blocks.map(({ startsAt, endsAt, ...each }) => ({
      ...{ ...each, from: Date.parse(startsAt), until: Date.parse(endsAt) },
    })),
    stays: stays.map(({ startsAt, endsAt, seatedAt, businessDay, ...each }) => {
      const isThere = seatedAt !== null && businessDay === tonight;
      const until = isThere ? Math.max(endsAt.getTime(), lasting) : endsAt.getTime();
      return { ...each, from: startsAt.getTime(), until };
    }),
    parties: [...parties, ...held.map((each) => ({ ...each, reservationId: null }))].map(
      ({ at, channel, ...each }) => ({
        ...{ ...each, at: at.getTime(), online: channel === 'ONLINE' },
      }),
    ),
  };
}
