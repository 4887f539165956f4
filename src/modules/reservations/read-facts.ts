import { and, eq, gt, gte, inArray, isNull, lt } from 'drizzle-orm';
import type { Facts } from '@/modules/services/availability';
import { readServices } from '@/modules/services/reads';
import { readBlocks, readFloor } from '@/modules/tables/reads';
import { stay } from '@/modules/tables/tables';
import { addDays } from '@/modules/venues/business-day';
import type { Venue } from '@/modules/venues/venue';
import { businessDayBounds } from '@/modules/venues/wall-clock';
import type { Tx } from '@/platform/db/client';
import { EXPECTED } from './rules';
import { reservation } from './tables';

/** What a venue is and who comes, from the day before `first` until the day after `last`: what any instant between them is judged by. */
export async function readFacts(tx: Tx, venue: Venue, first: string, last = first): Promise<Facts> {
  const { start } = businessDayBounds(addDays(first, -1), venue);
  const { end } = businessDayBounds(addDays(last, 1), venue);
  const stays = await tx
    .select()
    .from(stay)
    .where(and(eq(stay.businessId, venue.id), lt(stay.startsAt, end), gt(stay.endsAt, start)));
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
      ),
    );
  const blocks = await readBlocks(tx, venue.id, start);
  return {
    rules: venue,
    ...(await readFloor(tx, venue.id)),
    services: await readServices(tx, venue.id),
    blocks: blocks.map(({ startsAt, endsAt, ...each }) => ({
      ...{ ...each, from: Date.parse(startsAt), until: Date.parse(endsAt) },
    })),
    stays: stays.map(({ startsAt, endsAt, ...each }) => ({
      ...{ ...each, from: startsAt.getTime(), until: endsAt.getTime() },
    })),
    parties: parties.map(({ at, channel, ...each }) => ({
      ...{ ...each, at: at.getTime(), online: channel === 'ONLINE' },
    })),
  };
}
