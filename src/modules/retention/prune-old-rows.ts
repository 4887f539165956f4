import { and, isNotNull, lt, ne, sql } from 'drizzle-orm';
import { session, verification } from '@/modules/access/tables';
import { scanAttempt } from '@/modules/attendance/tables';
import { auditEntry } from '@/modules/audit/tables';
import { reservation } from '@/modules/reservations/tables';
import { db, transaction } from '@/platform/db/transaction';
import { allowPruning } from './prune-nights';
import { removableBefore } from './rules';

/** Rows changed in one statement. */
const BATCH = 1_000;

/** Removes refused scans that are old enough, batch by batch. Returns how many went. */
export function pruneAttempts(now = new Date()): Promise<number> {
  const old = db()
    .select({ businessId: scanAttempt.businessId, id: scanAttempt.id })
    .from(scanAttempt)
    .where(lt(scanAttempt.receivedAt, removableBefore('attempts', now)))
    .limit(BATCH)
    .for('update', { skipLocked: true });
  return untilDone(() =>
    db()
      .delete(scanAttempt)
      .where(sql`(${scanAttempt.businessId}, ${scanAttempt.id}) in ${old}`)
      .returning({ id: scanAttempt.id }),
  );
}

/** Forgets the keys of creations that nobody repeats any more: the same key then creates anew. Returns how many went. */
export function pruneIdempotencyKeys(now = new Date()): Promise<number> {
  const old = db()
    .select({ businessId: reservation.businessId, id: reservation.id })
    .from(reservation)
    .where(
      and(isNotNull(reservation.idempotencyKey), lt(reservation.createdAt, removableBefore('idempotencyKeys', now))),
    )
    .limit(BATCH)
    .for('update', { skipLocked: true });
  return untilDone(() =>
    db()
      .update(reservation)
      .set({ idempotencyKey: null, idempotencyHash: null })
      .where(sql`(${reservation.businessId}, ${reservation.id}) in ${old}`)
      .returning({ id: reservation.id }),
  );
}

/** Removes audit rows of anything but reservations, whose rows go with their night. Returns how many went. */
export function pruneAudit(now = new Date()): Promise<number> {
  return transaction(async (tx) => {
    await allowPruning(tx);
    const gone = await tx
      .delete(auditEntry)
      .where(and(ne(auditEntry.entity, sql`'reservation'`), lt(auditEntry.at, removableBefore('nights', now))))
      .returning({ id: auditEntry.id });
    return gone.length;
  });
}

/** Removes sessions and codes of the auth library that ended a while ago. Returns how many went. */
export async function pruneExpired(now = new Date()): Promise<number> {
  const before = removableBefore('expired', now);
  const sessions = await db().delete(session).where(lt(session.expiresAt, before)).returning({ id: session.id });
  const codes = await db()
    .delete(verification)
    .where(lt(verification.expiresAt, before))
    .returning({ id: verification.id });
  return sessions.length + codes.length;
}

async function untilDone(batch: () => Promise<readonly unknown[]>): Promise<number> {
  let total = 0;
  for (let done = BATCH; done >= BATCH; total += done) done = (await batch()).length;
  return total;
}
