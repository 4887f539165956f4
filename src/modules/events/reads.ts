import { eq } from 'drizzle-orm';
import { audienceOf } from '@/modules/access/audience';
import type { Context } from '@/modules/access/context';
import { business } from '@/modules/venues/tables';
import type { Tx } from '@/platform/db/client';
import { DomainError } from '@/platform/errors';
import { epochFor, formatCursor } from '@/realtime/protocol/cursor';

/**
 * The position of the venue's log in this snapshot, in the format of this member's streams: `{epoch}:{seq}`. Answers
 * with a list include it.
 */
export async function readCursor(
  tx: Tx,
  { venue, role, now }: Pick<Context, 'venue' | 'role' | 'now'>,
): Promise<string> {
  const [head] = await tx
    .select({ epoch: business.epoch, seq: business.eventSeq })
    .from(business)
    .where(eq(business.id, venue.id));
  if (!head) throw new DomainError('NOT_FOUND');
  return formatCursor({ epoch: epochFor(head.epoch, audienceOf(role, venue, now)), seq: head.seq });
}
