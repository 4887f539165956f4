import { and, eq } from 'drizzle-orm';
import type { Author, Context } from '@/modules/access/context';
import { lockNights } from '@/modules/services/rows';
import { hold } from '@/modules/tables/tables';
import type { Tx } from '@/platform/db/client';
import { DomainError } from '@/platform/errors';
import { showEntry } from './events';
import { stateAt, type WaitState } from './rules';
import { waitlistEntry } from './tables';
import type { WaitlistEntry } from './wire';

export type EntryRow = typeof waitlistEntry.$inferSelect;

export function toEntry(row: EntryRow): WaitlistEntry {
  const { id, businessDay, guestCount, wishFrom, wishUntil, customerName, customerPhone, customerEmail } = row;
  const { notes, priority, source, state, reservationId, version, offerAt, offerExpiresAt } = row;
  return {
    ...{ id, businessDay, guestCount, wishFrom, wishUntil, customerName, customerPhone, customerEmail },
    ...{ notes, priority, source, state, reservationId, version, createdAt: row.createdAt.toISOString() },
    offer:
      offerAt && offerExpiresAt
        ? { at: offerAt.toISOString(), expiresAt: offerExpiresAt.toISOString(), tableName: row.offerTables }
        : null,
  };
}

const isRow = (businessId: string, id: string) =>
  and(eq(waitlistEntry.businessId, businessId), eq(waitlistEntry.id, id));

/** Throws NOT_FOUND, also for another venue's entry. */
export async function readEntry(tx: Tx, businessId: string, id: string): Promise<EntryRow> {
  const [row] = await tx.select().from(waitlistEntry).where(isRow(businessId, id));
  if (!row) throw new DomainError('NOT_FOUND');
  return row;
}

/** Locks the night of an entry, then the entry, until the transaction ends. Throws NOT_FOUND. */
export async function lockEntry(tx: Tx, { venue, now }: Pick<Author, 'venue' | 'now'>, id: string): Promise<EntryRow> {
  const { businessDay } = await readEntry(tx, venue.id, id);
  await lockNights(tx, venue.id, [businessDay], now);
  const [row] = await tx.select().from(waitlistEntry).where(isRow(venue.id, id)).for('update');
  if (!row) throw new DomainError('NOT_FOUND');
  return row;
}

/** Throws VERSION_CONFLICT with the current entry when the caller saw another version. */
export function requireVersion({ request, role }: Context, row: EntryRow): void {
  if (request.ifMatch === undefined || request.ifMatch === row.version) return;
  throw new DomainError('VERSION_CONFLICT', { extra: { current: showEntry(toEntry(row), role) } });
}

/** Throws ENTRY_CLOSED with the state in which the entry is. */
export function requireState(row: EntryRow, now: Date, isAllowed: (state: WaitState) => boolean): WaitState {
  const state = stateAt(row, now);
  if (!isAllowed(state)) throw new DomainError('ENTRY_CLOSED', { extra: { state } });
  return state;
}

/** Gives up the tables that an offer has kept; a hold that has become a reservation stays. */
export async function dropHold(tx: Tx, { businessId, holdId }: EntryRow): Promise<void> {
  if (holdId === null) return;
  await tx.delete(hold).where(and(eq(hold.businessId, businessId), eq(hold.id, holdId)));
}
