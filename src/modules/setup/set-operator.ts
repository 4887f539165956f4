import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { user } from '@/modules/access/tables';
import { operatorChange } from '@/modules/monitor/tables';
import type { Tx } from '@/platform/db/client';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';

interface OperatorChange {
  readonly email: string;
  readonly operator: boolean;
  /** The operating-system user who ran the command. */
  readonly by: string;
}

/**
 * Makes an account an operator, or revokes it; the change is recorded. Only commands on the server's machine use it: no
 * route reaches it. Returns false when nothing changed. Throws NOT_FOUND for an unknown e-mail.
 */
export function setOperator({ email, operator, by }: OperatorChange): Promise<boolean> {
  return transaction(async (tx) => {
    const [found] = await tx.select().from(user).where(eq(user.email, email.trim().toLowerCase())).for('update');
    if (!found) throw new DomainError('NOT_FOUND');
    if (found.operator === operator) return false;
    await recordOperator(tx, found.id, operator, by);
    return true;
  });
}

/** Writes the flag and the row that records the change. */
export async function recordOperator(tx: Tx, userId: string, operator: boolean, by: string): Promise<void> {
  await tx.update(user).set({ operator }).where(eq(user.id, userId));
  await tx.insert(operatorChange).values({ id: randomUUID(), userId, operator, by });
}
