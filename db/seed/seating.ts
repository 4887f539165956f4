import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { Author } from '@/modules/access/context';
import { editFields, moveStatus } from '@/modules/reservations/change';
import { labelFor } from '@/modules/reservations/choose-seating';
import { readFacts } from '@/modules/reservations/read-facts';
import { type ReservationRow, toReservation } from '@/modules/reservations/rows';
import { EXPECTED } from '@/modules/reservations/rules';
import { reservation } from '@/modules/reservations/tables';
import { judge, prepare, without } from '@/modules/services/availability';
import type { Tx } from '@/platform/db/client';
import type { Staff } from './evening';

const MINUTE = 60_000;
/** How long after its time a party of the demo sits down, and how long before its end it leaves. */
const [SITS_AFTER, LEAVES_BEFORE] = [5 * MINUTE, 15 * MINUTE];

/** Gives the confirmed parties of a day the tables that are offered for them, and has those that came sit down and leave by `now`. */
export async function seedSeating(tx: Tx, { venue, hostId }: Staff, day: string, now: Date): Promise<void> {
  const author: Author = { venue, userId: hostId, requestId: 'demo', now };
  const rows = await tx
    .select()
    .from(reservation)
    .where(
      and(
        ...[eq(reservation.businessId, venue.id), eq(reservation.businessDay, day), isNull(reservation.deletedAt)],
        inArray(reservation.status, EXPECTED),
      ),
    )
    .orderBy(asc(reservation.reservedAt), asc(reservation.code));
  let facts = await readFacts(tx, author, day);
  for (const row of rows) {
    const at = row.reservedAt.getTime();
    const prepared = prepare(without(facts, row.id), day);
    const wish = { party: row.guestCount, channel: 'IN_HOUSE' as const, now };
    const { options, until } = judge(prepared, at, wish);
    const tableIds = row.status === 'PENDING' ? [] : [...(options[0]?.tableIds ?? [])];
    const seats = { tableIds: tableIds.length > 0 ? tableIds : null, tableName: labelFor(prepared, tableIds) };
    const stayed = tableIds.length > 0 ? stayOf(row, until, now.getTime()) : NOT_THERE;
    const edited = await editFields(tx, author, row, { ...toReservation(row), ...seats, ...stayed });
    if (stayed.leftAt !== null) await moveStatus(tx, author, edited, 'COMPLETED');
    const end = stayed.leftAt === null ? until : Date.parse(stayed.leftAt);
    const stays = tableIds.map((tableId) => ({ tableId, reservationId: row.id, from: at, until: end }));
    facts = { ...facts, stays: [...facts.stays, ...stays] };
  }
}

const NOT_THERE = { seatedAt: null, leftAt: null };

function stayOf({ status, reservedAt }: ReservationRow, until: number, now: number) {
  const sits = reservedAt.getTime() + SITS_AFTER;
  if (status !== 'CHECKED_IN' || sits > now) return NOT_THERE;
  const leaves = until - LEAVES_BEFORE;
  const seatedAt = new Date(sits).toISOString();
  return { seatedAt, leftAt: leaves < now ? new Date(leaves).toISOString() : null };
}
