import { eq } from 'drizzle-orm';
import type { Author } from '@/modules/access/context';
import { recordVenueChange } from '@/modules/settings/change';
import { business } from '@/modules/venues/tables';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import { findVenue } from './find-watcher';
import type { OperatedVenueId } from './schema';
import type { Watcher } from './watcher';

interface Standing {
  readonly id: string;
  readonly suspended: boolean;
}

/**
 * Closes a venue to its members: their requests are refused and their streams end within a second. Its data stays, its
 * days go on being closed, and its guests can read their passes. Throws NOT_FOUND.
 */
export function suspendVenue(watcher: Watcher, { id }: OperatedVenueId): Promise<Standing> {
  return setSuspended(watcher, id, true);
}

/** Opens a suspended venue again, as it was. Throws NOT_FOUND. */
export function restoreVenue(watcher: Watcher, { id }: OperatedVenueId): Promise<Standing> {
  return setSuspended(watcher, id, false);
}

async function setSuspended({ userId, requestId, now }: Watcher, id: string, suspended: boolean): Promise<Standing> {
  const venue = await findVenue(id);
  if (!venue) throw new DomainError('NOT_FOUND');
  const author: Author = { venue, userId, requestId, now };
  return transaction(async (tx) => {
    const [before] = await tx
      .select({ suspended: business.suspended })
      .from(business)
      .where(eq(business.id, id))
      .for('update');
    if (!before) throw new DomainError('NOT_FOUND');
    if (before.suspended === suspended) return { id, suspended };
    // A trigger tells those who hold the venue's streams (access-changes.ts).
    await tx.update(business).set({ suspended }).where(eq(business.id, id));
    await recordVenueChange(tx, author, {
      ...{ action: suspended ? 'venue.suspended' : 'venue.restored', before, after: { suspended } },
    });
    return { id, suspended };
  });
}
