import type { Author } from '@/modules/access/context';
import type { Tx } from '@/platform/db/client';
import { changeEntry } from './change';
import { dropHold, type EntryRow, requireState } from './rows';

/** Gives back the time that is kept for a locked entry, which does not want it; one that declined already stays so. Throws ENTRY_CLOSED. */
export async function refuseOffer(tx: Tx, author: Author, row: EntryRow): Promise<EntryRow> {
  if (row.state === 'DECLINED') return row;
  requireState(row, author.now, (state) => state === 'OFFERED');
  await dropHold(tx, row);
  return changeEntry(tx, author, row, { fields: { state: 'DECLINED' }, action: 'waitlist.declined' });
}
