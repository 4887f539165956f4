import { createHash, createHmac } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { Author } from '@/modules/access/context';
import { findTimes } from '@/modules/reservations/find-slots';
import type { Time } from '@/modules/services/availability';
import { lockNights } from '@/modules/services/rows';
import type { Channel } from '@/modules/tables/rules';
import { hold } from '@/modules/tables/tables';
import { businessDayOf } from '@/modules/venues/business-day';
import type { Tx } from '@/platform/db/client';
import { DomainError } from '@/platform/errors';
import { deriveSecret } from '@/platform/secret';

export type HoldRow = typeof hold.$inferSelect;
/** The venue and the time of a request that nobody has signed in for. */
export type AtVenue = Pick<Author, 'venue' | 'now'>;

/** What the database knows of a text that only its holder has. */
export const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

/** What the database knows of a network address or a contact that it only compares. */
export const keyedHash = (text: string) => createHmac('sha256', deriveSecret('booking')).update(text).digest('hex');

/** Locks the night of a hold, then the hold, until the transaction ends. Throws NOT_FOUND, also for another venue's hold. */
export async function lockHold(tx: Tx, { venue, now }: AtVenue, token: string): Promise<HoldRow> {
  const isIt = and(eq(hold.businessId, venue.id), eq(hold.id, hashOf(token)));
  const [found] = await tx.select({ day: hold.businessDay }).from(hold).where(isIt);
  if (found) await lockNights(tx, venue.id, [found.day], now);
  const [row] = found ? await tx.select().from(hold).where(isIt).for('update') : [];
  if (!row) throw new DomainError('NOT_FOUND');
  return row;
}

/** Throws HOLD_EXPIRED with the nearest times. */
export async function requireLive(tx: Tx, at: AtVenue, row: HoldRow): Promise<void> {
  if (row.expiresAt > at.now) return;
  throw new DomainError('HOLD_EXPIRED', { extra: { nearest: await nearestTo(tx, at, row) } });
}

interface Wished {
  readonly startsAt: Date;
  readonly party: number;
  readonly channel: Channel;
}

/** The times that are nearest to the one that somebody wished for; the same one first where it is free. */
export async function nearestTo(tx: Tx, { venue, now }: AtVenue, wished: Wished): Promise<Time[]> {
  const { startsAt, party, channel } = wished;
  const day = businessDayOf(startsAt, venue);
  const { slots, nearest } = await findTimes(tx, venue, { day, party, channel, now, around: startsAt });
  const same = slots.find(({ at }) => Date.parse(at) === startsAt.getTime());
  return same ? [{ at: same.at, offset: same.offset }] : nearest;
}
