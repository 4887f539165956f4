import { randomUUID } from 'node:crypto';
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import { customRole } from '@/modules/access/tables';
import { attendanceEntry, scanAttempt } from '@/modules/attendance/tables';
import { auditEntry } from '@/modules/audit/tables';
import { recordAudit } from '@/modules/audit/write-audit';
import { onlineBooking } from '@/modules/booking/tables';
import { venueEvent } from '@/modules/events/tables';
import { invitation } from '@/modules/members/tables';
import { outboxMessage } from '@/modules/messages/tables';
import { qrPass } from '@/modules/passes/tables';
import { toReservation } from '@/modules/reservations/rows';
import { reservation } from '@/modules/reservations/tables';
import { type EntryRow, toEntry } from '@/modules/waitlist/rows';
import type { Tx } from '@/platform/db/client';
import { transaction } from '@/platform/db/transaction';
import type { PersonExport } from './answers';
import { findImported } from './erase-imported';
import { findWaits } from './erase-waits';
import {
  ABOUT,
  type Found,
  findPerson,
  isAudited,
  isTold,
  isWrittenTo,
  type OwnRow,
  type Person,
  personOf,
} from './find-person';
import type { PersonInput } from './schema';

type Held = PersonExport['reservations'][number];
type Row = Record<string, unknown>;

/**
 * All that the venue holds of a guest, for handing it to them. The trail says that somebody asked. Throws VALIDATION for a text
 * that is no phone, and NOT_FOUND for a reservation that names nobody.
 */
export function exportPerson(ctx: Context, input: PersonInput): Promise<PersonExport> {
  return transaction(async (tx) => {
    const person = await personOf(tx, input, ctx.venue);
    const imported = await findImported(tx, ctx.venue.id, person);
    const found = await findPerson(tx, ctx.venue, person);
    const reservations: Held[] = [];
    for (const each of found) reservations.push(await readHeld(tx, ctx, person, each));
    const invitations = await readInvitations(tx, ctx, person);
    const rows = await readOwn(
      tx,
      ctx,
      found.filter(({ own }) => own),
    );
    const waits = await findWaits(tx, ctx.venue.id, person);
    const messages = await readMessages(tx, ctx, person, [...rows, ...waits]);
    const counts = {
      reservations: reservations.length,
      imported: imported.length,
      waits: waits.length,
      invitations: invitations.length,
      messages: messages.length,
    };
    const trail = { action: 'person.exported', entity: 'person', entityId: randomUUID(), before: null, after: counts };
    await recordAudit(tx, ctx, trail);
    return {
      ...person,
      exportedAt: ctx.now.toISOString(),
      reservations,
      imported: imported.map(({ content }) => ({ ...content })),
      waits: waits.map(shownWait),
      invitations,
      messages,
    };
  });
}

/** Of a row that is another person's now, only what names this one. */
async function readHeld(tx: Tx, { venue }: Context, person: Person, { id, own }: Found): Promise<Held> {
  const changes = await tx
    .select({ action: auditEntry.action, at: auditEntry.at, before: auditEntry.before, after: auditEntry.after })
    .from(auditEntry)
    .where(
      and(
        ...[eq(auditEntry.businessId, venue.id), eq(auditEntry.entity, 'reservation'), eq(auditEntry.entityId, id)],
        own ? undefined : isAudited(person),
      ),
    )
    .orderBy(asc(auditEntry.at));
  const events = await tx
    .select({ payload: venueEvent.payload })
    .from(venueEvent)
    .where(and(eq(venueEvent.businessId, venue.id), sql`${ABOUT} = ${id}`, own ? undefined : isTold(person)))
    .orderBy(asc(venueEvent.seq));
  const past = {
    reservationId: id,
    changes: changes.map(plain),
    events: events.map(({ payload }) => JSON.parse(payload) as Row),
  };
  if (!own) return { ...past, reservation: null, passes: [], attendance: [], refusedScans: [], accepted: null };
  const [row] = await tx
    .select()
    .from(reservation)
    .where(and(eq(reservation.businessId, venue.id), eq(reservation.id, id)));
  const passes = await tx
    .select({
      ...{ epoch: qrPass.epoch, notBefore: qrPass.notBefore, expiresAt: qrPass.expiresAt },
      ...{ revokedAt: qrPass.revokedAt, createdAt: qrPass.createdAt },
    })
    .from(qrPass)
    .where(and(eq(qrPass.businessId, venue.id), eq(qrPass.reservationId, id)))
    .orderBy(asc(qrPass.epoch));
  const attendance = await tx
    .select({
      ...{ delta: attendanceEntry.delta, method: attendanceEntry.method, flow: attendanceEntry.flow },
      ...{ kind: attendanceEntry.kind, occurredAt: attendanceEntry.occurredAt },
      ...{ receivedAt: attendanceEntry.receivedAt, forced: attendanceEntry.forced, reason: attendanceEntry.reason },
    })
    .from(attendanceEntry)
    .where(and(eq(attendanceEntry.businessId, venue.id), eq(attendanceEntry.reservationId, id)))
    .orderBy(asc(attendanceEntry.seq));
  const refusedScans = await tx
    .select({ reason: scanAttempt.reason, increment: scanAttempt.increment, occurredAt: scanAttempt.occurredAt })
    .from(scanAttempt)
    .where(and(eq(scanAttempt.businessId, venue.id), eq(scanAttempt.reservationId, id)))
    .orderBy(asc(scanAttempt.receivedAt));
  const [accepted] = await tx
    .select({
      ...{ policyVersion: onlineBooking.policyVersion, locale: onlineBooking.locale },
      ...{ acceptedAt: onlineBooking.acceptedAt, marketingAt: onlineBooking.marketingAt },
    })
    .from(onlineBooking)
    .where(and(eq(onlineBooking.businessId, venue.id), eq(onlineBooking.reservationId, id)));
  return {
    ...past,
    reservation: row ? { ...toReservation(row), deletedAt: row.deletedAt?.toISOString() ?? null } : null,
    passes: passes.map(plain),
    attendance: attendance.map(plain),
    refusedScans: refusedScans.map(plain),
    accepted: accepted ? plain(accepted) : null,
  };
}

function shownWait(row: EntryRow): Row {
  return { ...toEntry(row), locale: row.locale, policyVersion: row.policyVersion };
}

async function readOwn(tx: Tx, { venue }: Context, own: readonly Found[]) {
  if (own.length === 0) return [];
  return tx
    .select({ id: reservation.id, customerEmail: reservation.customerEmail })
    .from(reservation)
    .where(
      and(
        eq(reservation.businessId, venue.id),
        inArray(
          reservation.id,
          own.map(({ id }) => id),
        ),
      ),
    );
}

async function readInvitations(tx: Tx, { venue }: Context, { email }: Person): Promise<Row[]> {
  if (email === null) return [];
  const rows = await tx
    .select({
      ...{ email: invitation.email, createdAt: invitation.createdAt },
      role: sql<string>`coalesce(${customRole.name}, ${invitation.role})`,
    })
    .from(invitation)
    .leftJoin(
      customRole,
      and(eq(customRole.businessId, invitation.businessId), eq(customRole.id, invitation.customRoleId)),
    )
    .where(and(eq(invitation.businessId, venue.id), sql`lower(${invitation.email}) = ${email}`));
  return rows.map(plain);
}

/** The e-mails that were written to a person, oldest first. */
async function readMessages(tx: Tx, { venue }: Context, person: Person, own: readonly OwnRow[]): Promise<Row[]> {
  const rows = await tx
    .select({
      ...{ kind: outboxMessage.kind, recipient: outboxMessage.recipient, state: outboxMessage.state },
      ...{ createdAt: outboxMessage.createdAt, sentAt: outboxMessage.sentAt },
    })
    .from(outboxMessage)
    .where(isWrittenTo(venue.id, person, own))
    .orderBy(asc(outboxMessage.createdAt));
  return rows.map(plain);
}

/** Instants as ISO 8601 texts. */
function plain(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, value instanceof Date ? value.toISOString() : value]),
  );
}
