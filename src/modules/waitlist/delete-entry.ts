import type { Author, Context } from '@/modules/access/context';
import type { Tx } from '@/platform/db/client';
import { transaction } from '@/platform/db/transaction';
import type { EntryAnswer } from './answers';
import { changeEntry } from './change';
import { showEntry } from './events';
import { dropHold, type EntryRow, lockEntry, requireState, requireVersion, toEntry } from './rows';
import type { EntryId } from './schema';

/** Takes a party from the list, with the time that is kept for it. It stays to be read, and is never offered anything. */
export function deleteEntry(ctx: Context, { id }: EntryId): Promise<EntryAnswer> {
  return transaction(async (tx) => {
    const before = await lockEntry(tx, ctx, id);
    requireVersion(ctx, before);
    const row = await cancelEntry(tx, ctx, before);
    return { entry: showEntry(toEntry(row), ctx.role), seq: row.version };
  });
}

/** The same for a locked entry; one that left already stays so. Throws ENTRY_CLOSED for a party that has a reservation. */
export async function cancelEntry(tx: Tx, author: Author, row: EntryRow): Promise<EntryRow> {
  if (row.state === 'CANCELLED') return row;
  requireState(row, author.now, (state) => state !== 'ACCEPTED');
  await dropHold(tx, row);
  return changeEntry(tx, author, row, { fields: { state: 'CANCELLED' }, action: 'waitlist.cancelled' });
}
