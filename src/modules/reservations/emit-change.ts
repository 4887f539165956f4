import type { Author } from '@/modules/access/context';
import { recordAudit, withReason } from '@/modules/audit/write-audit';
import type { Tx } from '@/platform/db/client';
import type { Reservation, ReservationStatus } from '@/realtime/protocol/reservation';
import { emitReservationEvent } from './event-log';
import { type ReservationRow, toReservation, writeReservation } from './rows';
import { afterMove } from './rules';

/** What tells every list of a reservation that it lacks: a new one, or one that was restored. */
export function createdEvent(reservation: Reservation) {
  const { id, customerName, guestCount, reservedAt, status, businessDay } = reservation;
  const plan = { businessDay, customerName, guestCount, reservedAt, status };
  return { type: 'reservation-created' as const, reservationId: id, ...plan, reservation };
}

/** Moves a locked reservation to a status that the caller has judged, with audit and event. `extra` is written with it. */
export async function moveStatus(
  tx: Tx,
  author: Author,
  before: ReservationRow,
  to: ReservationStatus,
  extra: Partial<ReservationRow> = {},
  reason?: string,
): Promise<ReservationRow> {
  const { venue } = author;
  const row = await writeReservation(tx, venue, before.id, { ...afterMove(before, to), ...extra });
  await recordAudit(tx, author, {
    action: 'reservation.status-changed',
    entity: 'reservation',
    entityId: row.id,
    before: { status: before.status },
    after: withReason({ status: to }, reason),
  });
  const version = await emitReservationEvent(tx, venue.id, {
    type: 'status-changed',
    reservationId: row.id,
    businessDay: row.businessDay,
    customerName: row.customerName,
    oldStatus: before.status,
    newStatus: to,
  });
  return { ...row, version };
}

const EDITABLE = [
  'customerName',
  'customerPhone',
  'customerEmail',
  'guestCount',
  'reservedAt',
  'businessDay',
  'tableName',
  'notes',
] as const;
export type EditableFields = Pick<Reservation, (typeof EDITABLE)[number]>;

/**
 * Writes the fields that differ, with audit and event; on a new business day the end of that day decides anew. A change of
 * nothing writes nothing.
 */
export async function editFields(
  tx: Tx,
  author: Author,
  before: ReservationRow,
  wanted: EditableFields,
  reason?: string,
): Promise<ReservationRow> {
  const { venue } = author;
  const was = toReservation(before);
  const changed = EDITABLE.filter((field) => was[field] !== wanted[field]);
  if (changed.length === 0) return before;
  const pick = (from: EditableFields) => Object.fromEntries(changed.map((field) => [field, from[field]]));
  const updates: Partial<EditableFields> = pick(wanted);
  const { reservedAt, ...others } = updates;
  const row = await writeReservation(tx, venue, before.id, {
    ...others,
    ...(reservedAt === undefined ? {} : { reservedAt: new Date(reservedAt) }),
    ...(updates.businessDay === undefined ? {} : { closedAt: null }),
  });
  await recordAudit(tx, author, {
    action: 'reservation.updated',
    entity: 'reservation',
    entityId: row.id,
    before: pick(was),
    after: withReason(updates, reason),
  });
  const version = await emitReservationEvent(tx, venue.id, {
    type: 'reservation-updated',
    reservationId: row.id,
    businessDay: row.businessDay,
    updates,
    ...(row.businessDay === before.businessDay
      ? {}
      : { previousBusinessDay: before.businessDay, reservation: toReservation(row) }),
  });
  return { ...row, version };
}
