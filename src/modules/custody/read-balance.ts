import { balanceOf, readGates } from '@/modules/attendance/reads';
import type { Tx } from '@/platform/db/client';

/** By transaction and night: who is inside by the ledger. */
const balances = new WeakMap<Tx, Map<string, number>>();

/**
 * Who is inside by the ledger of a night. The venue must be locked: nobody else counts until the transaction ends, so that the ledger
 * is added up once in it, and what it counts itself is told to `addToBalance`.
 */
export async function readBalance(tx: Tx, businessId: string, night: string): Promise<number> {
  const known = balances.get(tx) ?? new Map<string, number>();
  const balance = known.get(night) ?? balanceOf(await readGates(tx, businessId, night));
  balances.set(tx, known.set(night, balance));
  return balance;
}

/** The transaction has counted `people` in, or out where they are negative. */
export function addToBalance(tx: Tx, night: string, people: number): void {
  const balance = balances.get(tx)?.get(night);
  if (balance !== undefined) balances.get(tx)?.set(night, balance + people);
}

/** The transaction has taken back what was counted: the next one who asks has the ledger added up again. */
export function forgetBalance(tx: Tx): void {
  balances.delete(tx);
}
