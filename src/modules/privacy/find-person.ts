import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import { auditEntry } from '@/modules/audit/tables';
import { venueEvent } from '@/modules/events/tables';
import { outboxMessage } from '@/modules/messages/tables';
import { toE164 } from '@/modules/reservations/phone';
import type { ReservationRow } from '@/modules/reservations/rows';
import { reservation } from '@/modules/reservations/tables';
import type { Venue } from '@/modules/venues/venue';
import type { Tx } from '@/platform/db/client';
import { DomainError } from '@/platform/errors';
import type { PersonInput } from './schema';

/** A guest of one venue, as the database names them: the phone in E.164, the e-mail in lower case. */
export interface Person {
  readonly phone: string | null;
  readonly email: string | null;
}

/**
 * Throws VALIDATION at `phone` for a text that is no phone of the venue's country, and NOT_FOUND for a reservation that the
 * venue does not have, or that holds neither phone nor e-mail.
 */
export async function personOf(tx: Tx, input: PersonInput, venue: Venue): Promise<Person> {
  const { phone, email = null, reservationId } = input;
  if (reservationId !== undefined) return guestOf(tx, venue, reservationId);
  if (phone === undefined) return { phone: null, email };
  try {
    return { phone: toE164(phone.replace(/[\s().-]/g, ''), venue), email };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const issues = [{ path: 'phone', code: 'custom', message: 'not a phone number' }];
    throw new DomainError('VALIDATION', { extra: { issues } });
  }
}

/** The guest of a reservation, deleted ones too: by the phone, else by the e-mail. */
async function guestOf(tx: Tx, venue: Venue, id: string): Promise<Person> {
  const [row] = await tx
    .select({ phone: reservation.customerPhone, email: reservation.customerEmail })
    .from(reservation)
    .where(and(eq(reservation.businessId, venue.id), eq(reservation.id, id)));
  if (!row || (row.phone === null && row.email === null)) throw new DomainError('NOT_FOUND');
  return row.phone === null
    ? { phone: null, email: row.email?.toLowerCase() ?? null }
    : { phone: row.phone, email: null };
}

/** The reservation that an event is about, also in rows of processes that stated it in the event alone. */
export const ABOUT: SQL<string> = sql`case when coalesce(${venueEvent.subjectKind}, 'reservation') = 'reservation'
  then coalesce(${venueEvent.subjectId}, ${venueEvent.payload}::json ->> 'reservationId') end`;

/** Whether the row is the person's now. */
export function isOf({ phone, email }: Person): SQL | undefined {
  return phone === null ? sql`lower(${reservation.customerEmail}) = ${email}` : eq(reservation.customerPhone, phone);
}

/** Whether an audit entry holds the person's phone or e-mail. */
export function isAudited({ phone, email }: Person): SQL {
  const of = (values: SQL) =>
    phone === null
      ? sql`lower(${values} ->> 'customerEmail') = ${email}`
      : sql`${values} ->> 'customerPhone' = ${phone}`;
  return sql`(${or(of(sql`${auditEntry.before}`), of(sql`${auditEntry.after}`))})`;
}

/** Whether an event holds the person's phone or e-mail. */
export function isTold({ phone, email }: Person): SQL {
  const text = `"${phone === null ? 'customeremail' : 'customerphone'}":${JSON.stringify(phone ?? email)}`;
  return sql`position(${text} in lower(${venueEvent.payload})) > 0`;
}

export interface Found {
  readonly id: string;
  /** False where the row is another person's now, and only its past names this one. */
  readonly own: boolean;
}

/** The reservations of a venue that hold the person now or held them before, deleted ones too, in the order of their ids. */
export async function findPerson(tx: Tx, venue: Venue, person: Person): Promise<Found[]> {
  const own = tx
    .select({ id: reservation.id })
    .from(reservation)
    .where(and(eq(reservation.businessId, venue.id), isOf(person)));
  const audited = tx
    .select({ id: auditEntry.entityId })
    .from(auditEntry)
    .where(and(eq(auditEntry.businessId, venue.id), eq(auditEntry.entity, 'reservation'), isAudited(person)));
  const told = tx
    .select({ id: sql<string>`${ABOUT}`.as('about') })
    .from(venueEvent)
    .where(and(eq(venueEvent.businessId, venue.id), isTold(person), sql`${ABOUT} is not null`));
  const rows = [await own, await audited, await told];
  const owned = new Set(rows[0]?.map(({ id }) => id));
  const all = new Set(rows.flat().map(({ id }) => id));
  return [...all].sort().map((id) => ({ id, own: owned.has(id) }));
}

/** What is needed of a reservation that is the person's now. */
export type OwnRow = Pick<ReservationRow, 'id' | 'customerEmail'>;

/** Whether an e-mail is about one of the person's own reservations, or went to an address of theirs. */
export function isWrittenTo(businessId: string, { email }: Person, own: readonly OwnRow[]): SQL | undefined {
  const ids = own.map(({ id }) => id);
  const addresses = [email, ...own.map(({ customerEmail }) => customerEmail)]
    .filter((address) => address !== null)
    .map((address) => address.toLowerCase());
  const theirs = [
    ids.length > 0 ? inArray(outboxMessage.subjectId, ids) : undefined,
    addresses.length > 0 ? inArray(sql`lower(${outboxMessage.recipient})`, addresses) : undefined,
  ].filter((condition) => condition !== undefined);
  return theirs.length === 0 ? sql`false` : and(eq(outboxMessage.businessId, businessId), or(...theirs));
}
