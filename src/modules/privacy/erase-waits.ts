import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Author } from '@/modules/access/context';
import { auditEntry } from '@/modules/audit/tables';
import { venueEvent } from '@/modules/events/tables';
import { clearEntry } from '@/modules/waitlist/change';
import type { EntryRow } from '@/modules/waitlist/rows';
import { waitlistEntry } from '@/modules/waitlist/tables';
import type { Tx } from '@/platform/db/client';
import { allowErasing, eraseEvents } from './erase-history';
import { isAudited, isTold, type Person } from './find-person';
import { ERASED_NAME } from './rules';

/** The entry of the waiting list that an event is about. */
const ABOUT: SQL<string> = sql`case when ${venueEvent.subjectKind} = 'waitlist-entry' then ${venueEvent.subjectId} end`;

/** The entries of the waiting list that hold the person now, in the order of their ids; they stay locked. */
export function findWaits(tx: Tx, businessId: string, { phone, email }: Person): Promise<EntryRow[]> {
  const isTheirs =
    phone === null ? sql`lower(${waitlistEntry.customerEmail}) = ${email}` : eq(waitlistEntry.customerPhone, phone);
  return tx
    .select()
    .from(waitlistEntry)
    .where(and(eq(waitlistEntry.businessId, businessId), isTheirs))
    .orderBy(asc(waitlistEntry.id))
    .for('update');
}

/** Erases a person from the waiting list, its log and its audit, also where an entry held them before. */
export async function eraseWaits(tx: Tx, author: Author, person: Person, own: readonly EntryRow[]): Promise<void> {
  const businessId = author.venue.id;
  const audited = await tx
    .selectDistinct({ id: auditEntry.entityId })
    .from(auditEntry)
    .where(and(eq(auditEntry.businessId, businessId), eq(auditEntry.entity, 'waitlist-entry'), isAudited(person)));
  const told = await tx
    .selectDistinct({ id: ABOUT })
    .from(venueEvent)
    .where(and(eq(venueEvent.businessId, businessId), isTold(person), sql`${ABOUT} is not null`));
  const ids = [...own, ...audited, ...told].map(({ id }) => id);
  await eraseWaitHistory(tx, businessId, [...new Set(ids)]);
  const fields = { customerName: ERASED_NAME, customerPhone: null, customerEmail: null, notes: null };
  for (const row of own) await clearEntry(tx, author, row, fields);
}

/** Takes who waited out of audit and log of these entries; what was done stays. */
export async function eraseWaitHistory(tx: Tx, businessId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await allowErasing(tx);
  const [before, after] = [auditEntry.before, auditEntry.after].map((values) => sql`redact_personal(${values})`);
  await tx
    .update(auditEntry)
    .set({ before, after })
    .where(
      and(
        ...[eq(auditEntry.businessId, businessId), eq(auditEntry.entity, 'waitlist-entry')],
        inArray(auditEntry.entityId, [...ids]),
      ),
    );
  await eraseEvents(tx, businessId, ids, 'person', ABOUT);
}
