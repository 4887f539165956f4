import { and, isNotNull, lt, ne, sql } from 'drizzle-orm';
import { session, verification } from '@/modules/access/tables';
import { scanAttempt } from '@/modules/attendance/tables';
import { auditEntry } from '@/modules/audit/tables';
import { reservation } from '@/modules/reservations/tables';
import { hold } from '@/modules/tables/tables';
import { db, transaction } from '@/platform/db/transaction';
import { allowPruning } from './prune-nights';
import { isRemovable, removableBefore } from './rules';

/** The most rows changed in one statement. */
const BATCH = 1_000;

/** Removes refused scans that are old enough, batch by batch. Returns how many were removed. */
export function pruneAttempts(now = new Date()): Promise<number> {
  const old = db()
    .select({ businessId: scanAttempt.businessId, id: scanAttempt.id })
    .from(scanAttempt)
    .where(isRemovable('refusals', now, sql`${scanAttempt.businessId}`, sql`${scanAttempt.receivedAt}`))
    .limit(BATCH)
    .for('update', { skipLocked: true });
  return untilDone(() =>
    db()
      .delete(scanAttempt)
      .where(sql`(${scanAttempt.businessId}, ${scanAttempt.id}) in ${old}`)
      .returning({ id: scanAttempt.id }),
  );
}

/**
 * Removes the idempotency keys of creations that no client retries any more: the same key then creates a new
 * reservation. Returns how many were removed.
 */
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

/**
 * Removes audit rows except those of reservations, which are removed with their night. Returns how many were removed.
 */
export function pruneAudit(now = new Date()): Promise<number> {
  return transaction(async (tx) => {
    await allowPruning(tx);
    const gone = await tx
      .delete(auditEntry)
      .where(
        and(
          ne(auditEntry.entity, sql`'reservation'`),
          isRemovable('nights', now, sql`${auditEntry.businessId}`, sql`${auditEntry.at}`),
        ),
      )
      .returning({ id: auditEntry.id });
    return gone.length;
  });
}

/** Removes sessions and codes of the auth library that ended long enough ago. Returns how many were removed. */
export async function pruneExpired(now = new Date()): Promise<number> {
  const before = removableBefore('expired', now);
  const sessions = await db().delete(session).where(lt(session.expiresAt, before)).returning({ id: session.id });
  const codes = await db()
    .delete(verification)
    .where(lt(verification.expiresAt, before))
    .returning({ id: verification.id });
  return sessions.length + codes.length;
}

/** Removes times that were kept for somebody and have ended long enough ago, with their tables. Returns how many were removed. */
export async function pruneHolds(now = new Date()): Promise<number> {
  const before = removableBefore('expired', now);
  const gone = await db().delete(hold).where(lt(hold.expiresAt, before)).returning({ id: hold.id });
  return gone.length;
}

async function untilDone(batch: () => Promise<readonly unknown[]>): Promise<number> {
  let total = 0;
  for (let done = BATCH; done >= BATCH; total += done) done = (await batch()).length;
  return total;
}
