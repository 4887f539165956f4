import { randomUUID } from 'node:crypto';
import { and, count, eq, inArray } from 'drizzle-orm';
import type { Author } from '@/modules/access/context';
import { toE164 } from '@/modules/reservations/phone';
import { businessDayOf } from '@/modules/venues/business-day';
import type { Tx } from '@/platform/db/client';
import { DomainError } from '@/platform/errors';
import { changeEntry } from './change';
import { prepareEntryMessage } from './create-message';
import type { EntryRow } from './rows';
import { isWindow, lastWaitDay, MAX_WAITING } from './rules';
import { waitlistEntry } from './tables';

type NewEntry = Pick<
  EntryRow,
  | 'businessDay'
  | 'guestCount'
  | 'wishFrom'
  | 'wishUntil'
  | 'customerName'
  | 'customerPhone'
  | 'customerEmail'
  | 'notes'
  | 'priority'
  | 'source'
  | 'locale'
  | 'policyVersion'
>;

/**
 * Puts a party on the list of a night. Throws VALIDATION for a night that is over or too far ahead, for times that are no window and for
 * a phone that is none; WAITLIST_FULL.
 */
export async function insertEntry(
  tx: Tx,
  author: Author,
  fields: NewEntry,
  action: 'waitlist.added' | 'waitlist.joined',
): Promise<EntryRow> {
  const { venue, now } = author;
  const { businessDay, customerPhone } = fields;
  if (businessDay < businessDayOf(now, venue) || businessDay > lastWaitDay(now, venue))
    throw refused('day', 'not a night to wait for');
  if (!isWindow(fields, venue)) throw refused('until', 'before the first time');
  const [found] = await tx
    .select({ waiting: count() })
    .from(waitlistEntry)
    .where(
      and(
        ...[eq(waitlistEntry.businessId, venue.id), eq(waitlistEntry.businessDay, businessDay)],
        inArray(waitlistEntry.state, ['WAITING', 'OFFERED']),
      ),
    );
  if ((found?.waiting ?? 0) >= MAX_WAITING) throw new DomainError('WAITLIST_FULL');
  const values = {
    ...{ ...fields, businessId: venue.id, id: randomUUID(), createdAt: now },
    customerPhone: customerPhone === null ? null : phoneOf(customerPhone, author),
  };
  const [row] = await tx.insert(waitlistEntry).values(values).returning();
  if (!row) throw new Error('insertEntry: not made');
  const inserts = await prepareEntryMessage(tx, author, 'waitlist-joined', row);
  return changeEntry(tx, author, row, { action, inserts });
}

/** The phone in E.164. Throws VALIDATION at `phone`. */
export function phoneOf(text: string, { venue }: Pick<Author, 'venue'>): string {
  try {
    return toE164(text, venue);
  } catch (error) {
    throw error instanceof DomainError ? refused('phone', 'not a phone number') : error;
  }
}

/** VALIDATION at one field. */
export function refused(path: string, message: string): DomainError {
  return new DomainError('VALIDATION', { extra: { issues: [{ path, code: 'custom', message }] } });
}
