import { and, eq } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import { auditEntry } from '@/modules/audit/tables';
import { nightState } from '@/modules/venues/business-day';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { EntryAnswer } from './answers';
import { changeEntry } from './change';
import { showEntry } from './events';
import { lockEntry, requireVersion, toEntry } from './rows';
import { UNDO_MS } from './rules';
import type { EntryId } from './schema';

const UNDONE: readonly string[] = ['waitlist.cancelled', 'waitlist.declined'];

/**
 * Takes back that the same member took a party from the list, or wrote down that it declined, at most 10 minutes ago: it waits again,
 * in its turn. What was kept for it is not. Throws UNDO_EXPIRED for any other last change, VERSION_CONFLICT, NOT_FOUND.
 */
export function undoEntry(ctx: Context, { id }: EntryId): Promise<EntryAnswer> {
  return transaction(async (tx) => {
    const before = await lockEntry(tx, ctx, id);
    requireVersion(ctx, before);
    const [made] = await tx
      .select()
      .from(auditEntry)
      .where(and(eq(auditEntry.businessId, ctx.venue.id), eq(auditEntry.id, String(before.version))));
    const isOwn = made !== undefined && made.userId === ctx.userId && UNDONE.includes(made.action);
    const isLate = made === undefined || ctx.now.getTime() - made.at.getTime() > UNDO_MS;
    if (!isOwn || isLate || nightState(before.businessDay, ctx.now, ctx.venue) === 'over')
      throw new DomainError('UNDO_EXPIRED');
    const row = await changeEntry(tx, ctx, before, { fields: { state: 'WAITING' }, action: 'waitlist.undone' });
    return { entry: showEntry(toEntry(row), ctx.role), seq: row.version };
  });
}
