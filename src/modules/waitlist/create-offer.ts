import type { Author, Context } from '@/modules/access/context';
import { createHold } from '@/modules/booking/create-hold';
import { labelFor } from '@/modules/reservations/choose-seating';
import { readFacts } from '@/modules/reservations/read-facts';
import { prepare } from '@/modules/services/availability';
import type { Channel } from '@/modules/tables/rules';
import { businessDayOf, nightState } from '@/modules/venues/business-day';
import type { Tx } from '@/platform/db/client';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { EntryAnswer } from './answers';
import { changeEntry } from './change';
import { prepareEntryMessage } from './create-message';
import { offerSecret } from './entry-link';
import { showEntry } from './events';
import { refused } from './insert-entry';
import { type EntryRow, lockEntry, requireState, requireVersion, toEntry } from './rows';
import { mayBeOffered, offerEnd, type WaitSource } from './rules';
import type { OfferEntryInput } from './schema';

/**
 * A person offers a party a time. Throws TABLE_TAKEN with the nearest times where it, or the tables, are not free; ENTRY_CLOSED for a
 * party that has an offer or has left the list; VALIDATION for a time of another night or one that has begun; VERSION_CONFLICT.
 */
export function createOffer(ctx: Context, { id, at, tableIds }: OfferEntryInput): Promise<EntryAnswer> {
  return transaction(async (tx) => {
    const row = await lockEntry(tx, ctx, id);
    requireVersion(ctx, row);
    const offered = await offerTime(tx, ctx, row, { at: new Date(at), tableIds });
    return { entry: showEntry(toEntry(offered), ctx.role), seq: offered.version };
  });
}

interface Wanted {
  readonly at: Date;
  readonly tableIds?: readonly string[] | undefined;
}

/** Keeps a time and its tables for a locked entry, until the offer ends, and tells the party. An offer is a hold: nobody else has them. */
export async function offerTime(tx: Tx, author: Author, row: EntryRow, { at, tableIds }: Wanted): Promise<EntryRow> {
  const { venue, now } = author;
  requireState(row, now, mayBeOffered);
  if (businessDayOf(at, venue) !== row.businessDay) throw refused('at', 'a time of another night');
  const expiresAt = offerEnd(now, at, nightState(row.businessDay, now, venue));
  if (expiresAt <= now) throw refused('at', 'a time that has begun');
  const wish = {
    ...{ at, party: row.guestCount, channel: channelOf(row.source), expiresAt, addressHash: null },
    ...{ token: offerSecret(row.id, now), tableIds },
  };
  const { row: held } = await createHold(tx, { venue, now }, wish).catch((error: unknown) => {
    if (!(error instanceof DomainError) || error.code !== 'SLOT_TAKEN') throw error;
    throw new DomainError('TABLE_TAKEN', { extra: { ...error.extra } });
  });
  const prepared = prepare(await readFacts(tx, author, row.businessDay), row.businessDay);
  const fields: Partial<EntryRow> = {
    ...{ state: 'OFFERED', holdId: held.id, offeredAt: now, offerAt: at, offerExpiresAt: expiresAt },
    offerTables: labelFor(prepared, held.tableIds),
  };
  const inserts = await prepareEntryMessage(tx, author, 'waitlist-offer', { ...row, ...fields });
  return changeEntry(tx, author, row, { fields, action: 'waitlist.offered', inserts });
}

/** By which tables a party may be seated: those that its guests could book themselves, or any of the house. */
export function channelOf(source: WaitSource): Channel {
  if (source === 'PUBLIC') return 'ONLINE';
  return source === 'WALK_IN' ? 'WALK_IN' : 'IN_HOUSE';
}
