import { and, asc, eq, sql } from 'drizzle-orm';
import type { Author, Context } from '@/modules/access/context';
import { user } from '@/modules/access/tables';
import { removeReservation } from '@/modules/reservations/delete-reservation';
import { tryLockReservation } from '@/modules/reservations/rows';
import { nightState } from '@/modules/venues/business-day';
import type { Tx } from '@/platform/db/client';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import { scheduleJob } from '@/platform/jobs/schedule-job';
import type { UndoneImport } from './answers';
import { auditedImport, changeImport, type ImportRecord, importEvent, keyOf, toImport, WRITE_IMPORT } from './change';
import type { ImportId } from './schema';
import { importRow, reservationImport } from './tables';

/**
 * Begins to take an import back, which a job goes on with: its reservations are removed, except those that somebody has changed or
 * counted since, or whose night is over. The second time it is answered with how far that is. Throws NOT_FOUND, and IMPORT_RUNNING while it is still
 * being written.
 */
export function undoImport(ctx: Context, { id }: ImportId): Promise<UndoneImport> {
  return transaction(async (tx) => {
    const [record] = await tx
      .select()
      .from(reservationImport)
      .where(and(eq(reservationImport.businessId, ctx.venue.id), eq(reservationImport.id, id)))
      .for('update');
    if (!record) throw new DomainError('NOT_FOUND');
    if (record.state === 'RUNNING') throw new DomainError('IMPORT_RUNNING');
    const by = await nameOf(tx, record.createdBy);
    if (record.state !== 'DONE') return { import: toImport(record, by) };
    const [open] = await tx
      .select({ id: reservationImport.id })
      .from(reservationImport)
      .where(
        and(eq(reservationImport.businessId, ctx.venue.id), sql`${reservationImport.state} in ('RUNNING', 'UNDOING')`),
      );
    if (open) throw new DomainError('IMPORT_RUNNING');
    await scheduleJob(tx, WRITE_IMPORT, keyOf(record), ctx.now);
    const undone = await changeImport(tx, ctx, record, {
      fields: { state: 'UNDOING', endedAt: null },
      audit: { action: 'import.undone', before: auditedImport(record), after: null },
      event: importEvent(record),
    });
    return { import: toImport(undone, by) };
  });
}

async function nameOf(tx: Tx, userId: string | null): Promise<string | null> {
  if (userId === null) return null;
  const [found] = await tx.select({ name: user.name }).from(user).where(eq(user.id, userId));
  return found?.name ?? null;
}

/** Takes back the next rows of an import whose row is locked. Returns false once none is left. */
export async function removeRows(tx: Tx, author: Author, record: ImportRecord, limit: number): Promise<boolean> {
  const isOfImport = and(eq(importRow.businessId, record.businessId), eq(importRow.importId, record.id));
  const rows = await tx
    .select()
    .from(importRow)
    .where(and(isOfImport, eq(importRow.state, 'CREATED')))
    .orderBy(asc(importRow.line))
    .limit(limit);
  if (rows.length === 0) return end(tx, author, record);
  let removed = 0;
  for (const { line, reservationId, reservationVersion } of rows) {
    const row = reservationId === null ? undefined : await tryLockReservation(tx, author.venue, reservationId);
    const isKept =
      row && (row.version !== reservationVersion || nightState(row.businessDay, author.now, author.venue) === 'over');
    if (row && !isKept) await removeReservation(tx, author, row);
    if (!isKept) removed += 1;
    await tx
      .update(importRow)
      .set({ state: isKept ? 'KEPT' : 'REMOVED' })
      .where(and(isOfImport, eq(importRow.line, line)));
  }
  await tx
    .update(reservationImport)
    .set({
      removed: sql`${reservationImport.removed} + ${removed}`,
      kept: sql`${reservationImport.kept} + ${rows.length - removed}`,
    })
    .where(and(eq(reservationImport.businessId, record.businessId), eq(reservationImport.id, record.id)));
  return true;
}

async function end(tx: Tx, author: Author, record: ImportRecord): Promise<boolean> {
  await changeImport(tx, author, record, {
    fields: { state: 'UNDONE', endedAt: author.now },
    audit: { action: 'import.removed', before: null, after: auditedImport(record) },
    event: importEvent(record),
  });
  return false;
}
