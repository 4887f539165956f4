import { sql } from 'drizzle-orm';
import type { Database, Tx } from './client';

/** Some rows of one table, each as the JSON text of an object with these columns. */
export interface RowBatch {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly string[];
}

/** A table or a column that this database does not have. */
export class UnknownTableError extends Error {}

/** Rows that are read and written in one statement. */
const BATCH = 500;

/** No column of ours has this name: as an alias of a table it means the whole row. */
const WHOLE = sql.identifier('whole_row');

async function rowsOf<Row>(on: Database | Tx, query: ReturnType<typeof sql>): Promise<Row[]> {
  return ((await on.execute(query)) as unknown as { rows: Row[] }).rows;
}

/**
 * Every row of every table, except those of `except` and of tables whose content does not outlive a crash (UNLOGGED). A table
 * without rows gives one empty batch. `tx` must be one snapshot.
 */
export async function* readAllRows(tx: Tx, except: readonly string[]): AsyncGenerator<RowBatch> {
  let cursors = 0;
  for (const { table, columns } of await tablesOf(tx)) {
    if (except.includes(table)) continue;
    const names = columns.map((column) => sql.identifier(column));
    const cursor = sql.identifier(`copied_${cursors++}`);
    await tx.execute(sql`declare ${cursor} no scroll cursor for
      select row_to_json(${WHOLE})::text as row from (select ${sql.join(names, sql`, `)} from ${sql.identifier(table)}) as ${WHOLE}`);
    for (let count = BATCH; count === BATCH; ) {
      const found = await rowsOf<{ row: string }>(tx, sql`fetch ${sql.raw(String(BATCH))} from ${cursor}`);
      count = found.length;
      yield { table, columns, rows: found.map(({ row }) => row) };
    }
    await tx.execute(sql`close ${cursor}`);
  }
}

/**
 * Replaces the rows of the tables that occur in `batches`. Rows may come in any order: foreign keys are checked at the end, and no
 * trigger runs. Throws UnknownTableError. `tx` must be the only user of the database.
 */
export async function writeAllRows(tx: Tx, batches: AsyncIterable<RowBatch>): Promise<number> {
  const known = new Map((await tablesOf(tx)).map(({ table, columns }) => [table, columns]));
  const putBack = await withoutConstraints(tx, [...known.keys()]);
  const emptied = new Set<string>();
  let written = 0;
  for await (const { table, columns, rows } of batches) {
    const own = known.get(table);
    if (!own || columns.some((column) => !own.includes(column))) throw new UnknownTableError(table);
    const name = sql.identifier(table);
    if (!emptied.has(table)) await tx.execute(sql`delete from ${name}`);
    emptied.add(table);
    if (rows.length === 0) continue;
    const names = sql.join(
      columns.map((column) => sql.identifier(column)),
      sql`, `,
    );
    await tx.execute(sql`insert into ${name} (${names}) overriding system value
      select ${names} from json_populate_recordset(null::${name}, ${`[${rows.join(',')}]`}::json)`);
    written += rows.length;
  }
  await continueSequences(tx);
  await putBack();
  return written;
}

interface TableColumns {
  readonly table: string;
  readonly columns: readonly string[];
}

/** The tables of the application, and their columns that are not computed. */
async function tablesOf(tx: Tx): Promise<TableColumns[]> {
  return rowsOf<TableColumns>(
    tx,
    sql`select c.relname as table, array_agg(a.attname::text order by a.attnum) as columns
      from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relpersistence <> 'u'
        and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      group by c.relname order by c.relname`,
  );
}

/** Until the returned function is called, the tables have no foreign keys, and their triggers do not run. */
async function withoutConstraints(tx: Tx, tables: readonly string[]): Promise<() => Promise<void>> {
  const keys = await rowsOf<{ table: string; name: string; definition: string }>(
    tx,
    sql`select r.relname as table, c.conname as name, pg_get_constraintdef(c.oid) as definition
      from pg_constraint c join pg_class r on r.oid = c.conrelid
      where c.contype = 'f' and c.connamespace = 'public'::regnamespace`,
  );
  for (const { table, name } of keys) {
    await tx.execute(sql`alter table ${sql.identifier(table)} drop constraint ${sql.identifier(name)}`);
  }
  for (const table of tables) await tx.execute(sql`alter table ${sql.identifier(table)} disable trigger user`);
  return async () => {
    for (const table of tables) await tx.execute(sql`alter table ${sql.identifier(table)} enable trigger user`);
    for (const { table, name, definition } of keys) {
      await tx.execute(
        sql`alter table ${sql.identifier(table)} add constraint ${sql.identifier(name)} ${sql.raw(definition)}`,
      );
    }
  };
}

/** A sequence that belongs to a column goes on after the column's greatest value. */
async function continueSequences(tx: Tx): Promise<void> {
  const owned = await rowsOf<{ sequence: string; table: string; column: string }>(
    tx,
    sql`select s.relname as sequence, t.relname as table, a.attname as column
      from pg_class s join pg_depend d on d.objid = s.oid and d.deptype in ('a', 'i') and d.refobjsubid > 0
      join pg_class t on t.oid = d.refobjid join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
      where s.relkind = 'S' and s.relnamespace = 'public'::regnamespace`,
  );
  for (const { sequence, table, column } of owned) {
    const greatest = sql`(select max(${sql.identifier(column)}) from ${sql.identifier(table)})`;
    await tx.execute(sql`select setval(${sequence}::regclass, coalesce(${greatest}, 1), ${greatest} is not null)`);
  }
}
