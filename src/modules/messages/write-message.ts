import { randomUUID } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import type { Locale } from '@/i18n/locale';
import { EVENT_SEQ } from '@/modules/events/emit';
import type { Tx } from '@/platform/db/client';
import { type RowWrite, rowInsert } from '@/platform/db/row-write';
import { openSealedValue, sealValue } from '@/platform/db/sealed';
import type { MessageRecord } from './rows';
import type { MessageKindName } from './rules';
import { type Draft, outboxMessage } from './tables';

const PURPOSE = 'message-link';

export interface NewMessage {
  readonly kind: MessageKindName;
  readonly subjectId: string;
  readonly recipient: string;
  readonly locale: Locale;
  /** The token of the link in it, or the code. */
  readonly token?: string;
  /** The text of a test. */
  readonly draft?: Draft;
  readonly expiresAt: Date;
}

/**
 * The message as a part of the statement that writes its event, whose number becomes its version. Messages about the
 * subject that still wait are superseded; one that another transaction has in its hands is left to `sendMessages`,
 * which supersedes it as well. Nothing waits here for a lock.
 */
export async function prepareMessage(
  tx: Tx,
  { businessId, now }: { readonly businessId: string; readonly now: Date },
  { token, ...message }: NewMessage,
): Promise<RowWrite> {
  const isOlder = and(
    eq(outboxMessage.businessId, businessId),
    eq(outboxMessage.subjectId, message.subjectId),
    eq(outboxMessage.state, 'WAITING'),
  );
  const older = tx
    .select({ id: outboxMessage.id })
    .from(outboxMessage)
    .where(isOlder)
    .for('update', { skipLocked: true });
  await tx
    .update(outboxMessage)
    .set({ state: 'SUPERSEDED' })
    .where(and(eq(outboxMessage.businessId, businessId), sql`${outboxMessage.id} in ${older}`));
  const id = randomUUID();
  return rowInsert(outboxMessage, {
    ...{ businessId, id, ...message, version: EVENT_SEQ as unknown as number },
    ...{ createdAt: now, notBefore: now },
    sealedToken: token === undefined ? null : sealValue(PURPOSE, `${businessId}/${id}`, Buffer.from(token)),
  });
}

/** The token of a message's link, or its code; null for a message without either. */
export function readToken(row: MessageRecord): string | null {
  const { businessId, id, sealedToken } = row;
  return sealedToken === null ? null : openSealedValue(PURPOSE, `${businessId}/${id}`, sealedToken).toString();
}
