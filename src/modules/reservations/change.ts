import type { Author } from '@/modules/access/context';
import { withReason } from '@/modules/audit/write-audit';
import { type Change, changer } from '@/modules/events/change';
import { type Alongside, emit } from '@/modules/events/emit';
import type { Tx } from '@/platform/db/client';
import { prepareGuestMessage } from './create-message';
import { keepStays } from './keep-stays';
import { type ReservationRow, toReservation } from './rows';
import { afterMove, STANDING, type StandingFields, standingOf } from './rules';
import { closeIfOver } from './schedule-close';
import { remindLater } from './schedule-reminder';
import { reservation } from './tables';
import {
  type DomainEventDraft,
  EDITED_FIELDS,
  isSameValue,
  type Reservation,
  type ReservationStatus,
  type ReservationUpdates,
} from './wire';

/** Appends an event about a reservation to the venue's log, like `emit`. Returns the event's number. */
export function emitReservationEvent(
  tx: Tx,
  businessId: string,
  draft: DomainEventDraft,
  alongside: Partial<Alongside> = {},
): Promise<number> {
  return emit(tx, businessId, draft, { subject: { kind: 'reservation', id: draft.reservationId }, ...alongside });
}

const write = changer('reservation', reservation, emitReservationEvent);

export interface WriteOptions {
  /** Nothing is written to its guest, who knows of it from elsewhere. */
  readonly silent?: boolean;
}

/**
 * Writes a locked reservation with its audit entry, its event, and the message to its guest where one is due: every write
 * of a reservation uses it. See `changer`.
 */
export async function changeReservation(
  tx: Tx,
  author: Author,
  before: ReservationRow,
  change: Change<ReservationRow, DomainEventDraft>,
  { silent = false }: WriteOptions = {},
): Promise<ReservationRow> {
  const after = { ...before, ...change.fields };
  await closeIfOver(tx, author, after);
  await remindLater(tx, author, after);
  const isNew = change.event.type === 'reservation-created' && before.deletedAt === null;
  const message = silent ? null : await prepareGuestMessage(tx, author, isNew ? null : before, after);
  const inserts = message ? [...(change.inserts ?? []), message] : change.inserts;
  const isKept = await keepStays(tx, author, isNew ? null : before, after);
  const row = await write(tx, author, before, inserts ? { ...change, inserts } : change);
  return isKept ? row : freeTables(tx, author, row);
}

/** Takes from a reservation that is expected again the tables that are somebody else's meanwhile. */
function freeTables(tx: Tx, author: Author, before: ReservationRow): Promise<ReservationRow> {
  const { id, businessDay, tableIds, tableName } = before;
  const fields = { tableIds: null, tableName: null };
  return write(tx, author, before, {
    fields,
    audit: { action: 'reservation.updated', before: { tableIds, tableName }, after: fields },
    event: { type: 'reservation-updated', reservationId: id, businessDay, updates: fields },
  });
}

/** The event that adds a reservation to every list that lacks it: a new one, or one that was restored. */
export function createdEvent(reservation: Reservation) {
  const { id, customerName, guestCount, reservedAt, status, businessDay } = reservation;
  const plan = { businessDay, customerName, guestCount, reservedAt, status };
  return { type: 'reservation-created' as const, reservationId: id, ...plan, reservation };
}

/** The action of the audit entry of a status change. */
export const STATUS_CHANGED = 'reservation.status-changed';
/** The action of the audit entry that takes such a change back. */
export const STATUS_UNDONE = 'reservation.status-undone';
/** The action of the audit entry of a cancellation by whoever holds the pass. */
export const CANCELLED_BY_GUEST = 'reservation.cancelled-by-guest';

/**
 * Sets the status of a locked reservation, which the caller has already allowed, with audit entry and event. `extra` is
 * written in the same statement.
 */
export function moveStatus(
  tx: Tx,
  author: Author,
  before: ReservationRow,
  to: ReservationStatus,
  extra: Partial<StandingFields> = {},
  reason?: string,
): Promise<ReservationRow> {
  const standing = { ...standingOf(before), ...afterMove(before, to), ...extra };
  return writeStanding(tx, author, before, standing, STATUS_CHANGED, reason);
}

/**
 * Writes the status of a locked reservation and what belongs to it, with audit entry and event. The audit entry has the
 * status, and each of the other fields that changed.
 */
export function writeStanding(
  tx: Tx,
  author: Author,
  before: ReservationRow,
  standing: StandingFields,
  action: typeof STATUS_CHANGED | typeof STATUS_UNDONE | typeof CANCELLED_BY_GUEST,
  reason?: string,
): Promise<ReservationRow> {
  const was = standingOf(before);
  const changed = STANDING.filter(
    (field) => field === 'status' || was[field]?.valueOf() !== standing[field]?.valueOf(),
  );
  const pick = (from: StandingFields) => Object.fromEntries(changed.map((field) => [field, from[field]]));
  return changeReservation(tx, author, before, {
    fields: standing,
    audit: { action, before: pick(was), after: withReason(pick(standing), reason) },
    event: {
      type: 'status-changed',
      reservationId: before.id,
      businessDay: before.businessDay,
      customerName: before.customerName,
      oldStatus: before.status,
      newStatus: standing.status,
    },
  });
}

export type EditableFields = Pick<Reservation, keyof ReservationUpdates>;

/**
 * Writes the fields that differ, with audit entry and event; on a new business day, the end of that day applies to the
 * row again. When no field differs, nothing is written.
 */
export async function editFields(
  tx: Tx,
  author: Author,
  before: ReservationRow,
  wanted: EditableFields,
  reason?: string,
  action: 'reservation.updated' | 'reservation.changed-by-guest' = 'reservation.updated',
): Promise<ReservationRow> {
  const was = toReservation(before);
  const changed = EDITED_FIELDS.filter((field) => !isSameValue(was[field], wanted[field]));
  if (changed.length === 0) return before;
  const pick = (from: EditableFields) => Object.fromEntries(changed.map((field) => [field, from[field]]));
  const updates: Partial<EditableFields> = pick(wanted);
  const { reservedAt, onWayAt, seatedAt, leftAt, ...others } = updates;
  const fields: Partial<ReservationRow> = {
    ...others,
    ...(reservedAt === undefined ? {} : { reservedAt: new Date(reservedAt) }),
    ...datesOf({ onWayAt, seatedAt, leftAt }),
    ...(updates.businessDay === undefined ? {} : { closedAt: null }),
  };
  const row = { ...before, ...fields };
  return changeReservation(tx, author, before, {
    fields,
    audit: { action, before: pick(was), after: withReason(updates, reason) },
    event: {
      type: 'reservation-updated',
      reservationId: row.id,
      businessDay: row.businessDay,
      updates,
      ...(row.businessDay === before.businessDay
        ? {}
        : { previousBusinessDay: before.businessDay, reservation: toReservation(row) }),
    },
  });
}

type Instants = 'onWayAt' | 'seatedAt' | 'leftAt';

/** The instants that an edit has, as a row holds them. */
function datesOf(updates: { readonly [F in Instants]: string | null | undefined }): Partial<ReservationRow> {
  const given = Object.entries(updates).filter(([, text]) => text !== undefined);
  return Object.fromEntries(given.map(([field, text]) => [field, text ? new Date(text) : null]));
}
