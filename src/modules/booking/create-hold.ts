import { randomBytes } from 'node:crypto';
import { and, eq, gt, isNull } from 'drizzle-orm';
import { findTimes } from '@/modules/reservations/find-slots';
import { holdTables } from '@/modules/reservations/keep-stays';
import { lengthAt } from '@/modules/services/availability';
import { readServices } from '@/modules/services/reads';
import { lockNights } from '@/modules/services/rows';
import { type Channel, setKey } from '@/modules/tables/rules';
import { hold } from '@/modules/tables/tables';
import { businessDayOf } from '@/modules/venues/business-day';
import type { Tx } from '@/platform/db/client';
import { DomainError } from '@/platform/errors';
import { type AtVenue, type HoldRow, hashOf } from './rows';
import { HELD_AT_ONCE } from './rules';

export interface HoldWish {
  readonly at: Date;
  readonly party: number;
  readonly channel: Channel;
  readonly expiresAt: Date;
  /** Null where the venue itself keeps the time for somebody: then no limit of networks applies. */
  readonly addressHash: string | null;
  /** Tables that were chosen; without them, the best that are offered. */
  readonly tableIds?: readonly string[] | undefined;
  /** The text of its holder, where that is known before. */
  readonly token?: string;
}

export interface Held {
  /** What its holder shows; the database has only its hash. */
  readonly token: string;
  readonly row: HoldRow;
}

/**
 * Keeps a time and its best tables, or those that were chosen, for somebody, by the function that offers them. Throws SLOT_TAKEN with the nearest times where it is
 * not offered, RATE_LIMITED while a network, or everybody together, keeps as many times of the night as it may.
 */
export async function createHold(tx: Tx, { venue, now }: AtVenue, wish: HoldWish): Promise<Held> {
  const { at, party, channel, expiresAt, addressHash, tableIds: chosen } = wish;
  const day = businessDayOf(at, venue);
  await lockNights(tx, venue.id, [day], now);
  if (addressHash !== null) await requireRoom(tx, { venue, now }, day, addressHash);
  const { slots, nearest } = await findTimes(tx, venue, { day, party, channel, now, around: at });
  const options = slots.find((slot) => Date.parse(slot.at) === at.getTime())?.options ?? [];
  const option = chosen ? options.find((each) => setKey(each.tableIds) === setKey(chosen)) : options[0];
  if (!option) throw new DomainError('SLOT_TAKEN', { extra: { nearest } });
  const token = wish.token ?? randomBytes(24).toString('base64url');
  const tableIds = [...option.tableIds];
  const row: HoldRow = {
    ...{ businessId: venue.id, id: hashOf(token), startsAt: at, businessDay: day, party, tableIds, channel },
    ...{ expiresAt, addressHash, renewals: 0, reservationId: null, createdAt: now },
    ...{ codeHash: null, codeFor: null, codeLetters: 0, codeTries: 0 },
  };
  await tx.insert(hold).values(row);
  const from = at.getTime();
  const until = from + lengthAt(await readServices(tx, venue.id), venue, from, party);
  await holdTables(tx, venue.id, row.id, { tableIds, from, until });
  return { token, row };
}

/** Throws RATE_LIMITED with the time until the first of those that are in the way ends. */
async function requireRoom(tx: Tx, { venue, now }: AtVenue, day: string, addressHash: string): Promise<void> {
  const live = await tx
    .select({ addressHash: hold.addressHash, expiresAt: hold.expiresAt })
    .from(hold)
    .where(
      and(
        ...[eq(hold.businessId, venue.id), eq(hold.businessDay, day)],
        ...[isNull(hold.reservationId), gt(hold.expiresAt, now)],
      ),
    );
  const own = live.filter((row) => row.addressHash === addressHash);
  const strangers = live.filter((row) => row.addressHash !== null);
  const full = own.length >= HELD_AT_ONCE.address ? own : strangers.length >= HELD_AT_ONCE.night ? strangers : null;
  if (!full) return;
  const first = Math.min(...full.map(({ expiresAt }) => expiresAt.getTime()));
  throw new DomainError('RATE_LIMITED', { retryAfter: first - now.getTime() });
}
