import { and, eq, ne } from 'drizzle-orm';
import type { Identity } from '@/modules/access/session';
import { user } from '@/modules/access/tables';
import { transaction } from '@/platform/db/transaction';
import { recordAccountChange } from './change';

/** Gives the account another name, at once and everywhere that names the person. */
export async function changeName(
  { userId }: Identity,
  { name }: { name: string },
  requestId: string,
): Promise<{ name: string }> {
  return transaction(async (tx) => {
    const isOther = and(eq(user.id, userId), ne(user.name, name));
    const changed = await tx
      .update(user)
      .set({ name, updatedAt: new Date() })
      .where(isOther)
      .returning({ id: user.id });
    const author = { userId, requestId, now: new Date() };
    if (changed.length > 0) await recordAccountChange(tx, author, { action: 'member.name-changed' });
    return { name };
  });
}
