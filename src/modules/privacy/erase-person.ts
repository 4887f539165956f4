import { randomUUID } from 'node:crypto';
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import { recordAudit } from '@/modules/audit/write-audit';
import { onlineBooking } from '@/modules/booking/tables';
import { announceInvitation } from '@/modules/members/change';
import { invitation } from '@/modules/members/tables';
import { announceMessage } from '@/modules/messages/change';
import { changeReservation } from '@/modules/reservations/change';
import type { ReservationRow } from '@/modules/reservations/rows';
import { reservation } from '@/modules/reservations/tables';
import type { Tx } from '@/platform/db/client';
import { transaction } from '@/platform/db/transaction';
import { job } from '@/platform/jobs/tables';
import type { PersonErased } from './answers';
import { eraseHistory } from './erase-history';
import { eraseImported } from './erase-imported';
import { eraseMessages } from './erase-messages';
import { eraseWaits, findWaits } from './erase-waits';
import { findPerson, type Person, personOf } from './find-person';
import { ERASED_FIELDS, ERASED_NAME } from './rules';
import type { PersonInput } from './schema';

/** The action of the audit entry of a reservation whose person was erased. */
const ERASED = 'reservation.person-erased';

/**
 * Replaces a guest by a dash wherever the venue holds them: reservations, deleted ones too, with their log and audit,
 * files that are being brought in, waiting list, invitations and messages. Counts, ledger and passes stay. Every list shows it at once; the trail says who erased how much, and of nobody whom.
 * Throws VALIDATION for a text that is no phone, and NOT_FOUND for a reservation that names nobody.
 */
export function erasePerson(ctx: Context, input: PersonInput): Promise<PersonErased> {
  return transaction(async (tx) => {
    const person = await personOf(tx, input, ctx.venue);
    // Before the reservations are looked for: what was written until now is among them.
    const imported = await eraseImported(tx, ctx.venue.id, person);
    const found = await findPerson(tx, ctx.venue, person);
    const rows = await lockAll(
      tx,
      ctx,
      found.map(({ id }) => id),
    );
    const isOwn = new Set(found.filter(({ own }) => own).map(({ id }) => id));
    const own = rows.filter(({ id }) => isOwn.has(id));
    await forgetErrors(tx, person, own);
    await eraseHistory(
      tx,
      ctx.venue.id,
      rows.map(({ id }) => id),
      'person',
    );
    const invitations = await eraseInvitations(tx, ctx, person);
    const waits = await findWaits(tx, ctx.venue.id, person);
    const messages = await eraseMessages(tx, ctx.venue.id, person, [...own, ...waits]);
    const answer = {
      ...{ reservations: rows.length, imported, waits: waits.length },
      ...{ invitations: invitations.length, messages: messages.length },
    };
    const trail = { action: 'person.erased', entity: 'person', entityId: randomUUID(), before: null, after: answer };
    await recordAudit(tx, ctx, trail);
    await eraseWaits(tx, ctx, person, waits);
    await forgetConsents(tx, ctx, own);
    for (const row of own) await eraseRow(tx, ctx, row);
    // Lists of invitations and of messages are read again as a whole, whichever row is named.
    const [[invited], [sent]] = [invitations, messages];
    if (invited !== undefined) await announceInvitation(tx, ctx.venue.id, invited);
    if (sent !== undefined) await announceMessage(tx, { businessId: ctx.venue.id, id: sent });
    return answer;
  });
}

/** In the order of their ids, so that two erasures never wait for each other. */
async function lockAll(tx: Tx, { venue }: Context, ids: readonly string[]): Promise<ReservationRow[]> {
  if (ids.length === 0) return [];
  return tx
    .select()
    .from(reservation)
    .where(and(eq(reservation.businessId, venue.id), inArray(reservation.id, [...ids])))
    .orderBy(asc(reservation.id))
    .for('update');
}

/** What a guest agreed to is nobody's any more. */
async function forgetConsents(tx: Tx, { venue }: Context, own: readonly ReservationRow[]): Promise<void> {
  if (own.length === 0) return;
  const isTheirs = inArray(
    onlineBooking.reservationId,
    own.map(({ id }) => id),
  );
  await tx.delete(onlineBooking).where(and(eq(onlineBooking.businessId, venue.id), isTheirs));
}

async function eraseRow(tx: Tx, ctx: Context, row: ReservationRow): Promise<void> {
  const on = { reservationId: row.id, businessDay: row.businessDay };
  await changeReservation(tx, ctx, row, {
    fields: { ...ERASED_FIELDS },
    audit: { action: ERASED, before: null, after: null },
    event:
      row.deletedAt === null
        ? { type: 'reservation-updated', ...on, updates: { ...ERASED_FIELDS } }
        : { type: 'reservation-deleted', ...on, customerName: ERASED_NAME },
  });
}

/** Returns their ids. */
async function eraseInvitations(tx: Tx, { venue }: Context, { email }: Person): Promise<string[]> {
  if (email === null) return [];
  const erased = await tx
    .update(invitation)
    .set({ email: null })
    .where(and(eq(invitation.businessId, venue.id), sql`lower(${invitation.email}) = ${email}`))
    .returning({ id: invitation.id });
  return erased.map(({ id }) => id);
}

/** A job's last error may quote what it worked on. */
async function forgetErrors(tx: Tx, { phone, email }: Person, rows: readonly ReservationRow[]): Promise<void> {
  const texts = rows.flatMap((row) => [row.customerName, row.customerPhone, row.customerEmail]);
  const quoted = [...new Set([...texts, phone, email])].filter((text) => text !== null && text !== '');
  if (quoted.length === 0) return;
  const list = sql.join(
    quoted.map((text) => sql`${text}::text`),
    sql`, `,
  );
  await tx
    .update(job)
    .set({ lastError: null })
    .where(
      sql`exists (select from unnest(array[${list}]) quoted where position(lower(quoted) in lower(${job.lastError})) > 0)`,
    );
}
