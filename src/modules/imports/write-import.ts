import { setImmediate as nextTurn } from 'node:timers/promises';
import { and, asc, eq, sql } from 'drizzle-orm';
import type { Author } from '@/modules/access/context';
import { insertReservation } from '@/modules/reservations/insert-reservation';
import { readFacts } from '@/modules/reservations/read-facts';
import { isBookable } from '@/modules/reservations/rules';
import type { CreateReservationInput } from '@/modules/reservations/schema';
import { lockNights } from '@/modules/services/rows';
import { businessDayOf } from '@/modules/venues/business-day';
import { business } from '@/modules/venues/tables';
import type { BusinessId } from '@/modules/venues/venue';
import type { Tx } from '@/platform/db/client';
import { transaction } from '@/platform/db/transaction';
import { auditedImport, changeImport, type ImportRecord, importEvent } from './change';
import { keysOf, sameAs } from './judge-rows';
import { daysBetween, judgeSeating } from './judge-seating';
import { readKnown } from './reads';
import { importRow, reservationImport } from './tables';
import { removeRows } from './undo-import';

/** Reservations written in one transaction: the venue's other writes wait for so many at most. */
const BATCH = 20;
/** A run ends after this many milliseconds; the next one goes on. */
const RUN_MS = 20_000;

/**
 * Writes the rows of an import that wait, or takes back what it has written, batch by batch. Each batch is one transaction with the
 * import's own row locked, so two runs at once write each row once, and a process that is killed leaves whole batches. Returns when
 * to go on; null once nothing is left.
 */
export async function writeImport(key: string, now: Date): Promise<Date | null> {
  const [businessId = '', id = ''] = key.split('/');
  const started = performance.now();
  while (performance.now() - started < RUN_MS) {
    const isLeft = await transaction((tx) => writeBatch(tx, { businessId, id }, now));
    if (!isLeft) return null;
    await nextTurn();
  }
  return now;
}

async function writeBatch(
  tx: Tx,
  { businessId, id }: Pick<ImportRecord, 'businessId' | 'id'>,
  now: Date,
): Promise<boolean> {
  const [found] = await tx
    .select({ record: reservationImport, venue: business })
    .from(reservationImport)
    .innerJoin(business, eq(business.id, reservationImport.businessId))
    .where(and(eq(reservationImport.businessId, businessId), eq(reservationImport.id, id)))
    .for('update', { of: reservationImport });
  if (!found) return false;
  const { record } = found;
  const venue = { ...found.venue, id: businessId as BusinessId };
  const author: Author = { venue, userId: record.createdBy, requestId: id, now };
  if (record.state === 'RUNNING') return createRows(tx, author, record);
  return record.state === 'UNDOING' ? removeRows(tx, author, record, BATCH) : false;
}

async function createRows(tx: Tx, author: Author, record: ImportRecord): Promise<boolean> {
  const waiting = await tx
    .select({ line: importRow.line, content: importRow.content })
    .from(importRow)
    .where(
      and(
        ...[eq(importRow.businessId, record.businessId), eq(importRow.importId, record.id)],
        eq(importRow.state, 'WAITING'),
      ),
    )
    .orderBy(asc(importRow.line))
    .limit(BATCH);
  if (waiting.length === 0) return end(tx, author, record);
  // As create-import.ts wrote it.
  const rows = waiting.map(({ line, content }) => ({ line, content: content as CreateReservationInput | null }));
  const inputs = rows.flatMap(({ content }) => content ?? []);
  const dayOf = ({ reservedAt }: CreateReservationInput) => businessDayOf(reservedAt, author.venue);
  // Somebody may have booked the same since the file was looked at.
  const known = await readKnown(tx, author.venue, new Set(inputs.map(dayOf)));
  const today = businessDayOf(author.now, author.venue);
  const tablesOf = await chooserOf(tx, author, inputs.filter(({ tableName }) => tableName).map(dayOf));
  const done = { created: 0, same: 0, failed: 0 };
  for (const { line, content } of rows) {
    const mark = (fields: Partial<typeof importRow.$inferInsert>) => markRow(tx, record, line, fields);
    if (!content || !isBookable(dayOf(content), today)) {
      done.failed += 1;
      await mark({ state: 'FAILED' });
    } else if (sameAs(content).some((key) => known.has(key))) {
      done.same += 1;
      await mark({ state: 'SAME' });
    } else {
      const made = await insertReservation(tx, author, { ...content, ...tablesOf(content) }, undefined, {
        silent: true,
      });
      if (!made) throw new Error('writeImport: not made');
      for (const key of keysOf(content)) known.add(key);
      done.created += 1;
      await mark({ state: 'CREATED', reservationId: made.id, reservationVersion: made.version });
    }
  }
  await count(tx, record, done);
  return true;
}

/** By what rows get the tables that they name; the nights of those rows are locked, before any reservation is. */
async function chooserOf(tx: Tx, author: Author, days: readonly string[]) {
  if (days.length === 0) return () => ({});
  await lockNights(tx, author.venue.id, days, author.now);
  const facts = await readFacts(tx, author, ...daysBetween(days));
  const judge = judgeSeating(facts, author.now);
  return (input: CreateReservationInput) => judge(input).fields;
}

function markRow(tx: Tx, record: ImportRecord, line: number, fields: Partial<typeof importRow.$inferInsert>) {
  return tx
    .update(importRow)
    .set({ ...fields, content: null })
    .where(
      and(
        ...[eq(importRow.businessId, record.businessId), eq(importRow.importId, record.id)],
        eq(importRow.line, line),
      ),
    );
}

/** How far it is; the screen that waits for it asks. */
async function count(
  tx: Tx,
  { businessId, id }: ImportRecord,
  done: { created: number; same: number; failed: number },
) {
  await tx
    .update(reservationImport)
    .set({
      created: sql`${reservationImport.created} + ${done.created}`,
      same: sql`${reservationImport.same} + ${done.same}`,
      failed: sql`${reservationImport.failed} + ${done.failed}`,
    })
    .where(and(eq(reservationImport.businessId, businessId), eq(reservationImport.id, id)));
}

async function end(tx: Tx, author: Author, record: ImportRecord): Promise<boolean> {
  const fields = { state: 'DONE' as const, endedAt: author.now };
  await changeImport(tx, author, record, {
    fields,
    audit: { action: 'import.ended', before: null, after: auditedImport(record) },
    event: importEvent(record),
  });
  return false;
}
