import { sql } from 'drizzle-orm';
import { outboxMessage } from '@/modules/messages/tables';
import type { Tx } from '@/platform/db/client';
import { isWrittenTo, type OwnRow, type Person } from './find-person';
import { ERASED_NAME } from './rules';

/** Takes a person's address out of the e-mails to them. What waits is not sent any more. Returns their ids. */
export async function eraseMessages(
  tx: Tx,
  businessId: string,
  person: Person,
  own: readonly OwnRow[],
): Promise<string[]> {
  const erased = await tx
    .update(outboxMessage)
    .set({
      recipient: ERASED_NAME,
      sealedToken: null,
      claimedBy: null,
      state: sql`case when ${outboxMessage.state} in ('WAITING', 'SENDING') then 'SUPERSEDED' else ${outboxMessage.state} end`,
    })
    .where(isWrittenTo(businessId, person, own))
    .returning({ id: outboxMessage.id });
  return erased.map(({ id }) => id);
}
