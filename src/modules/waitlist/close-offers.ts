import { randomUUID } from 'node:crypto';
import { and, eq, gte, inArray } from 'drizzle-orm';
import type { Author } from '@/modules/access/context';
import { lockNights } from '@/modules/services/rows';
import { businessDayOf } from '@/modules/venues/business-day';
import { business } from '@/modules/venues/tables';
import type { BusinessId } from '@/modules/venues/venue';
import { db, transaction } from '@/platform/db/transaction';
import { changeEntry } from './change';
import { offerTime } from './create-offer';
import { findNext } from './find-next';
import { dropHold, lockEntry } from './rows';
import { isOfferedByItself, type OfferPolicy, stateAt } from './rules';
import { waitlistEntry } from './tables';

/** While somebody waits for an offer, the venue is looked at this often: a time that was kept for somebody may have run out unseen. */
const LOOK_MS = 60_000;

/**
 * Ends the offers of a venue that have run out, and makes the next ones where the venue wants them made: one for each time that is free,
 * in their order, each under the lock of its night, so that two runs at once offer each table once. Parties of a night that is over
 * leave the list. Returns when it is due again; null where nobody waits.
 */
export async function closeOffers(businessId: string, now: Date): Promise<Date | null> {
  const [found] = await db().select().from(business).where(eq(business.id, businessId));
  if (!found) return null;
  const venue = { ...found, id: businessId as BusinessId };
  const author: Author = { venue, userId: null, requestId: randomUUID(), now };
  await endOver(author);
  const days = await waitingDays(author);
  for (const day of days) await offerAll(author, day, found.waitlistOffers);
  return nextLook(author, days.length > 0 && found.waitlistOffers !== 'NEVER');
}

/** Writes down that offers have run out, and that nobody waits any more for a night that is over. */
async function endOver(author: Author): Promise<void> {
  const { venue, now } = author;
  const today = businessDayOf(now, venue);
  const isOpen = and(eq(waitlistEntry.businessId, venue.id), inArray(waitlistEntry.state, ['WAITING', 'OFFERED']));
  const rows = await db().select().from(waitlistEntry).where(isOpen);
  for (const { id, ...row } of rows) {
    if (row.businessDay >= today && stateAt(row, now) !== 'EXPIRED') continue;
    await transaction(async (tx) => {
      const locked = await lockEntry(tx, author, id);
      const isOver = locked.businessDay < today && (locked.state === 'WAITING' || locked.state === 'OFFERED');
      if (!isOver && (locked.state !== 'OFFERED' || stateAt(locked, now) !== 'EXPIRED')) return;
      await dropHold(tx, locked);
      await changeEntry(tx, author, locked, { fields: { state: 'EXPIRED' }, action: 'waitlist.expired' });
    });
  }
}

async function waitingDays({ venue, now }: Author): Promise<string[]> {
  const rows = await db()
    .selectDistinct({ day: waitlistEntry.businessDay })
    .from(waitlistEntry)
    .where(
      and(
        ...[eq(waitlistEntry.businessId, venue.id), eq(waitlistEntry.state, 'WAITING')],
        gte(waitlistEntry.businessDay, businessDayOf(now, venue)),
      ),
    );
  return rows.map(({ day }) => day).sort();
}

async function offerAll(author: Author, day: string, policy: OfferPolicy): Promise<void> {
  const { venue, now } = author;
  if (!isOfferedByItself(policy, day, now, venue)) return;
  let isMore = true;
  while (isMore) {
    isMore = await transaction(async (tx) => {
      await lockNights(tx, venue.id, [day], now);
      const next = await findNext(tx, author, day);
      if (!next) return false;
      await offerTime(tx, author, await lockEntry(tx, author, next.id), { at: next.at });
      return true;
    });
  }
}

async function nextLook({ venue, now }: Author, isWaiting: boolean): Promise<Date | null> {
  const offers = await db()
    .select({ ends: waitlistEntry.offerExpiresAt })
    .from(waitlistEntry)
    .where(and(eq(waitlistEntry.businessId, venue.id), eq(waitlistEntry.state, 'OFFERED')));
  const ends = offers.flatMap(({ ends: end }) => (end ? [end.getTime()] : []));
  if (isWaiting) ends.push(now.getTime() + LOOK_MS);
  return ends.length === 0 ? null : new Date(Math.max(Math.min(...ends), now.getTime() + 1));
}
