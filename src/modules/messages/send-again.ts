import { and, eq } from 'drizzle-orm';
import type { z } from 'zod/mini';
import type { Context } from '@/modules/access/context';
import { auditInsert } from '@/modules/audit/write-audit';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { MessageAnswer } from './answers';
import { announceMessage } from './change';
import { showMessage } from './reads';
import { hasNewer } from './rows';
import { isRepeatable } from './rules';
import type { MessageId } from './schema';
import { outboxMessage } from './tables';

/**
 * Puts a message that was sent or refused into the outbox again, as another e-mail: under the same Message-ID a
 * recipient would not see it. Throws NOT_FOUND, and MESSAGE_CLOSED when it waits already or what it tells holds no more.
 */
export async function sendAgain(ctx: Context, { id }: MessageId): Promise<z.infer<typeof MessageAnswer>> {
  return transaction(async (tx) => {
    const isRow = and(eq(outboxMessage.businessId, ctx.venue.id), eq(outboxMessage.id, id));
    const [found] = await tx
      .select({ row: outboxMessage, isReplaced: hasNewer })
      .from(outboxMessage)
      .where(isRow)
      .for('update', { of: outboxMessage });
    if (!found) throw new DomainError('NOT_FOUND');
    const { row, isReplaced } = found;
    if (isReplaced || !isRepeatable(row, ctx.now)) throw new DomainError('MESSAGE_CLOSED');
    const fields = { state: 'WAITING', reason: null, notBefore: ctx.now, round: row.round + 1 } as const;
    await tx.update(outboxMessage).set(fields).where(isRow);
    const audit = { action: 'message.sent-again', entity: 'message', entityId: id };
    await announceMessage(tx, row, [
      auditInsert(ctx, { ...audit, before: { state: row.state }, after: { state: fields.state } }),
    ]);
    return { message: showMessage({ ...row, ...fields }, isReplaced, ctx.now) };
  });
}
