import { asc, eq } from 'drizzle-orm';
import { isOwnRole, roleTitle } from '@/modules/access/custom-role';
import { customRole, membership } from '@/modules/access/tables';
import { recordAccess } from '@/modules/members/change';
import { type NewMessage, prepareMessage } from '@/modules/messages/write-message';
import { business } from '@/modules/venues/tables';
import type { BusinessId } from '@/modules/venues/venue';
import type { Tx } from '@/platform/db/client';

/** Whose account changes, when, and by which request. */
export interface AccountAuthor {
  readonly userId: string;
  readonly requestId: string;
  readonly now: Date;
}

interface AccountChange {
  /** `member.email-changed`, … */
  readonly action: string;
  /** What else the audit says; never a name, an address or a code. */
  readonly details?: Record<string, string>;
  /** It is sent by the account's oldest venue that is open; without one, nothing is sent. */
  readonly message?: NewMessage | undefined;
}

/**
 * Records a change of an account in the audit and the log of each of its venues. It is the end of the transaction: it
 * takes the venues' row locks, in one order.
 */
export async function recordAccountChange(
  tx: Tx,
  { userId, requestId, now }: AccountAuthor,
  { action, details = {}, message }: AccountChange,
): Promise<void> {
  const places = await findPlaces(tx, userId);
  const sender = senderOf(places);
  for (const { role, venue } of places) {
    const author = { venue: { ...venue, id: venue.id as BusinessId }, userId, requestId, now };
    const change = { kind: 'member', id: userId, action, before: role, after: role, details } as const;
    const isSender = message && venue.id === sender;
    await recordAccess(
      ...([tx, author, change] as const),
      isSender ? [await prepareMessage(tx, { businessId: venue.id, now }, message)] : [],
    );
  }
}

/** The venue that writes to an account: its oldest one that is open; null without one. */
export async function findSender(tx: Tx, userId: string): Promise<string | null> {
  return senderOf(await findPlaces(tx, userId));
}

async function findPlaces(tx: Tx, userId: string) {
  return tx
    .select({ role: roleTitle(), venue: business })
    .from(membership)
    .leftJoin(customRole, isOwnRole())
    .innerJoin(business, eq(business.id, membership.businessId))
    .where(eq(membership.userId, userId))
    .orderBy(asc(business.id));
}

function senderOf(places: Awaited<ReturnType<typeof findPlaces>>): string | null {
  const open = places.map(({ venue }) => venue).filter(({ suspended }) => !suspended);
  open.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  return open[0]?.id ?? null;
}
