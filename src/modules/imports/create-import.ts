import { createHash, randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { and, eq } from 'drizzle-orm';
import { LOCALES } from '@/i18n/locale';
import { MESSAGES } from '@/i18n/messages';
import type { Context } from '@/modules/access/context';
import { user } from '@/modules/access/tables';
import { readFacts } from '@/modules/reservations/read-facts';
import { businessDayOf } from '@/modules/venues/business-day';
import type { Tx } from '@/platform/db/client';
import { sqlState } from '@/platform/db/sql-state';
import { db, snapshot, transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import { scheduleJob } from '@/platform/jobs/schedule-job';
import type { Import, ImportAnswer, ImportPreview } from './answers';
import { auditedImport, changeImport, type ImportRecord, importEvent, keyOf, toImport, WRITE_IMPORT } from './change';
import { type Judged, judgeRows } from './judge-rows';
import { daysBetween, judgeSeating } from './judge-seating';
import { readFile, refused, type Sheet } from './read-file';
import { orderOf } from './read-when';
import { readKnown } from './reads';
import { type Columns, type DateOrder, type FATES, guessColumns, missingFields, type TableFate } from './rules';
import type { ImportInput } from './schema';
import { importRow, reservationImport } from './tables';

const SAMPLES = 3;
/** Rows judged before other requests have their turn. */
const TURN = 50;
/** Rows written in one statement. */
const BATCH = 1_000;

interface Plan {
  readonly sheet: Sheet;
  readonly columns: Columns;
  readonly order: DateOrder;
  readonly judged: readonly Judged[];
}

/**
 * Says what would become of each row of a file, or begins to bring its reservations in: a job writes them (write-import.ts). A retry
 * with the same key is answered with the import that the first began. Throws PAYLOAD_TOO_LARGE, IMPORT_REFUSED with its reason,
 * IMPORT_RUNNING while another is being written or taken back, and IDEMPOTENCY_KEY_REUSED.
 */
export async function createImport(ctx: Context, input: ImportInput): Promise<ImportAnswer> {
  const plan = await makePlan(ctx, input);
  if (input.preview) return { preview: previewOf(plan, await tableFatesOf(ctx, plan)) };
  if (missingFields(plan.columns).length > 0) throw refused('missing');
  return { import: await begin(ctx, input, plan.judged) };
}

async function makePlan(ctx: Context, { content, columns: asked, dateOrder }: ImportInput): Promise<Plan> {
  const { venue, now } = ctx;
  const sheet = await readFile(Buffer.from(content, 'base64'));
  const columns = (asked ??
    guessColumns(
      sheet.heads,
      LOCALES.map((locale) => MESSAGES[locale].files.columns),
    )) as Columns;
  const dates = sheet.rows.flatMap(({ cells }) => (columns.date === undefined ? [] : [cells[columns.date] ?? '']));
  const order = dateOrder ?? orderOf(dates) ?? 'dmy';
  if (missingFields(columns).length > 0) return { sheet, columns, order, judged: [] };
  const judged = await judgeRows(sheet, { venue, now, columns, order }, (days) => readKnown(db(), venue, days));
  return { sheet, columns, order, judged };
}

function countsOf(judged: readonly Judged[]): ImportPreview['counts'] {
  const counts = { new: 0, same: 0, past: 0, invalid: 0 } satisfies Record<(typeof FATES)[number], number>;
  for (const { fate } of judged) counts[fate] += 1;
  return counts;
}

/** What becomes of the tables that new rows name, by their lines; as it would be if they were written now. */
async function tableFatesOf({ venue, now }: Context, { judged }: Plan): Promise<ReadonlyMap<number, TableFate | null>> {
  const rows = judged.flatMap(({ line, fate, input }) => (fate === 'new' && input ? [{ line, input }] : []));
  const fates = new Map<number, TableFate | null>();
  if (!rows.some(({ input }) => input.tableName)) return fates;
  const [first, last] = daysBetween(rows.map(({ input }) => businessDayOf(input.reservedAt, venue)));
  const judge = judgeSeating(await snapshot((tx) => readFacts(tx, { venue, now }, first, last)), now);
  for (const [i, { line, input }] of rows.entries()) {
    fates.set(line, judge(input).fate);
    if ((i + 1) % TURN === 0) await nextTurn();
  }
  return fates;
}

function previewOf(
  { sheet, columns, order, judged }: Plan,
  tables: ReadonlyMap<number, TableFate | null>,
): ImportPreview {
  const text = (cell: Sheet['rows'][number]['cells'][number] | undefined) =>
    (typeof cell === 'object' ? cell.wall.slice(0, 16).replace('T', ' ') : (cell ?? '')).slice(0, 60);
  return {
    heads: [...sheet.heads],
    samples: sheet.heads.map((_, i) => sheet.rows.slice(0, SAMPLES).map(({ cells }) => text(cells[i]))),
    columns: { ...columns },
    dateOrder: order,
    missing: missingFields(columns),
    counts: countsOf(judged),
    rows: judged.map(({ input, ...row }) => ({
      ...row,
      guestCount: input?.guestCount ?? null,
      reservedAt: input?.reservedAt ?? null,
      table: tables.get(row.line) ?? null,
    })),
  };
}

async function begin(
  ctx: Context,
  { content, columns, dateOrder, fileName }: ImportInput,
  judged: readonly Judged[],
): Promise<Import> {
  const { venue, now, userId } = ctx;
  const key = ctx.request.idempotencyKey ?? null;
  const hash = createHash('sha256')
    .update(JSON.stringify([content, columns, dateOrder]))
    .digest('hex');
  const counts = countsOf(judged);
  const record: ImportRecord = {
    ...{ businessId: venue.id, id: randomUUID(), fileName, state: 'RUNNING', total: judged.length, version: 0 },
    ...{ invalid: counts.invalid, past: counts.past, same: counts.same, created: 0, failed: 0, removed: 0, kept: 0 },
    ...{ idempotencyKey: key, idempotencyHash: hash, createdBy: userId, createdAt: now, endedAt: null },
  };
  try {
    return await transaction(async (tx) => {
      const [author] = await tx.select({ name: user.name }).from(user).where(eq(user.id, userId));
      const first = key === null ? undefined : await findByKey(tx, venue.id, key);
      if (first && first.idempotencyHash !== hash) throw new DomainError('IDEMPOTENCY_KEY_REUSED');
      if (first) return toImport(first, author?.name ?? null);
      await tx.insert(reservationImport).values(record);
      await insertRows(tx, record, judged);
      await scheduleJob(tx, WRITE_IMPORT, keyOf(record), now);
      const made = await changeImport(tx, ctx, record, {
        audit: { action: 'import.created', before: null, after: auditedImport(record) },
        event: importEvent(record),
      });
      return toImport(made, author?.name ?? null);
    });
  } catch (error) {
    throw sqlState(error) === UNIQUE_VIOLATION ? new DomainError('IMPORT_RUNNING', { cause: error }) : error;
  }
}

const UNIQUE_VIOLATION = '23505';

async function findByKey(tx: Tx, businessId: string, key: string): Promise<ImportRecord | undefined> {
  const [row] = await tx
    .select()
    .from(reservationImport)
    .where(and(eq(reservationImport.businessId, businessId), eq(reservationImport.idempotencyKey, key)));
  return row;
}

async function insertRows(
  tx: Tx,
  { businessId, id: importId }: ImportRecord,
  judged: readonly Judged[],
): Promise<void> {
  const waiting = judged.filter(({ fate }) => fate === 'new');
  for (let from = 0; from < waiting.length; from += BATCH) {
    await tx.insert(importRow).values(
      waiting.slice(from, from + BATCH).map(({ line, input }) => ({
        ...{ businessId, importId, line, state: 'WAITING' as const, content: input },
      })),
    );
  }
}
