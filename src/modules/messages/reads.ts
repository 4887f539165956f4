import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import { readCursor } from '@/modules/events/reads';
import { snapshot } from '@/platform/db/transaction';
import { env } from '@/platform/env';
import type { Message, MessageList } from './answers';
import { hasNewer, type MessageRecord } from './rows';
import { isRepeatable, KINDS, type MessageKindName } from './rules';
import type { ListMessagesInput } from './schema';
import { outboxMessage } from './tables';

/** The most messages that one list has. */
const NEWEST = 200;

/** The newest messages of the venue or of one reservation, whatever became of them. */
export async function listMessages(ctx: Context, { reservationId }: ListMessagesInput): Promise<MessageList> {
  return snapshot(async (tx) => {
    const rows = await tx
      .select({ row: outboxMessage, isReplaced: hasNewer })
      .from(outboxMessage)
      .where(
        and(
          eq(outboxMessage.businessId, ctx.venue.id),
          inArray(outboxMessage.kind, [...KINDS]),
          reservationId === undefined ? undefined : eq(outboxMessage.subjectId, reservationId),
        ),
      )
      .orderBy(desc(outboxMessage.createdAt), desc(outboxMessage.id))
      .limit(NEWEST);
    return {
      messages: rows.map(({ row, isReplaced }) => showMessage(row, isReplaced, ctx.now)),
      sends: env().SMTP_URL !== undefined,
      cursor: await readCursor(tx, ctx),
    };
  });
}

/** A message as its endpoints answer with it. */
export function showMessage(row: MessageRecord, isReplaced: boolean, now: Date): Message {
  const { id, kind, recipient, state, reason, attempts, createdAt, sentAt, notBefore } = row;
  return {
    ...{ id, kind: kind as MessageKindName, recipient, state, reason, attempts },
    createdAt: createdAt.toISOString(),
    sentAt: sentAt?.toISOString() ?? null,
    nextAt: state === 'WAITING' ? notBefore.toISOString() : null,
    repeatable: !isReplaced && isRepeatable(row, now),
  };
}
