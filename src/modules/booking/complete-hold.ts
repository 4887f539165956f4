import { and, eq } from 'drizzle-orm';
import type { Author } from '@/modules/access/context';
import { isOption, labelFor } from '@/modules/reservations/choose-seating';
import { BOOKED_BY_GUEST, insertReservation } from '@/modules/reservations/insert-reservation';
import { withPhone } from '@/modules/reservations/phone';
import { readFacts } from '@/modules/reservations/read-facts';
import type { ReservationRow } from '@/modules/reservations/rows';
import { reservation } from '@/modules/reservations/tables';
import { judge, prepare, without } from '@/modules/services/availability';
import { hold, stay } from '@/modules/tables/tables';
import type { Tx } from '@/platform/db/client';
import { DomainError } from '@/platform/errors';
import { type HoldRow, lockHold, nearestTo, requireLive } from './rows';

/** Who books, in their own words. */
export interface GuestFields {
  readonly customerName: string;
  readonly customerPhone: string | null;
  readonly customerEmail: string | null;
  readonly notes: string | null;
}

export interface Completed {
  readonly row: ReservationRow;
  readonly hold: HoldRow;
  /** The time became a reservation before: this is that one, as it is now. */
  readonly replayed: boolean;
}

/**
 * Makes a time that is kept for somebody their reservation; the same hold again is answered with the same reservation. Throws NOT_FOUND,
 * HOLD_EXPIRED, and SLOT_TAKEN where the venue has meanwhile closed the time or given the tables to somebody else, both with the nearest
 * times; VALIDATION for a phone that is none.
 */
export async function completeHold(
  tx: Tx,
  author: Author,
  token: string,
  guest: GuestFields,
  action: 'reservation.created' | typeof BOOKED_BY_GUEST = BOOKED_BY_GUEST,
): Promise<Completed> {
  const held = await lockHold(tx, author, token);
  if (held.reservationId !== null) return { row: await readBooked(tx, held), hold: held, replayed: true };
  await requireLive(tx, author, held);
  const tableName = await judgeHold(tx, author, held);
  await tx.delete(stay).where(and(eq(stay.businessId, held.businessId), eq(stay.holdId, held.id)));
  const input = {
    ...withPhone({ ...guest, guestCount: held.party, reservedAt: held.startsAt.toISOString() }, author.venue),
    ...{ tableIds: held.tableIds.length === 0 ? undefined : held.tableIds, tableName },
    ...{ channel: held.channel, status: 'CONFIRMED' as const },
  };
  const row = await insertReservation(tx, author, input, undefined, { action });
  if (!row) throw new Error('completeHold: not made');
  await tx
    .update(hold)
    .set({ reservationId: row.id })
    .where(and(eq(hold.businessId, held.businessId), eq(hold.id, held.id)));
  return { row, hold: { ...held, reservationId: row.id }, replayed: false };
}

/**
 * What people read of the tables that are kept. What was offered when the time was kept still is, so its notice counts from then, and
 * nobody who came later crowds it out; only what the venue has decided since stands in the way.
 */
async function judgeHold(tx: Tx, author: Author, held: HoldRow): Promise<string | null> {
  const { startsAt, businessDay, party, channel, createdAt, tableIds } = held;
  const prepared = prepare(without(await readFacts(tx, author, businessDay), held.id), businessDay);
  const { obstacle, options } = judge(prepared, startsAt.getTime(), { party, channel, now: createdAt });
  const isOpen = obstacle === null || obstacle === 'PACING';
  if (isOpen && isOption(options, tableIds)) return labelFor(prepared, tableIds);
  throw new DomainError('SLOT_TAKEN', { extra: { nearest: await nearestTo(tx, author, held) } });
}

/** Throws NOT_FOUND for one that is gone. */
export async function readBooked(tx: Tx, { businessId, reservationId }: HoldRow): Promise<ReservationRow> {
  const isIt = and(eq(reservation.businessId, businessId), eq(reservation.id, reservationId ?? ''));
  const [row] = await tx.select().from(reservation).where(isIt);
  if (!row) throw new DomainError('NOT_FOUND');
  return row;
}
