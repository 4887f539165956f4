import { and, eq } from 'drizzle-orm';
import { type FoundPage, findPage } from '@/modules/booking/find-page';
import { business } from '@/modules/venues/tables';
import { db } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import { readEntryToken } from './entry-link';
import type { EntryRow } from './rows';
import { waitlistEntry } from './tables';

/**
 * The party of a link, whatever has become of it, with the page of its venue: the slug in the link may be an old one. Throws NOT_FOUND
 * for a link that nobody signed and for a party that is gone.
 */
export async function findOwnEntry(token: string): Promise<{ readonly found: FoundPage; readonly row: EntryRow }> {
  const named = readEntryToken(token);
  if (!named) throw new DomainError('NOT_FOUND');
  const [row] = await db()
    .select({ row: waitlistEntry, slug: business.slug })
    .from(waitlistEntry)
    .innerJoin(business, eq(business.id, waitlistEntry.businessId))
    .where(and(eq(waitlistEntry.businessId, named.businessId), eq(waitlistEntry.id, named.entryId)));
  if (!row) throw new DomainError('NOT_FOUND');
  return { found: await findPage(row.slug), row: row.row };
}
