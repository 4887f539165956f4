import { and, eq, getTableColumns, is, SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Database, Tx } from './client';
import { statement } from './statement';

/**
 * A row to insert, or to update where the columns of `where` have these values. An SQL expression among the values must be the
 * same at every run.
 */
export interface RowWrite {
  readonly table: PgTable;
  readonly values: Readonly<Record<string, unknown>>;
  readonly where?: Readonly<Record<string, unknown>>;
}

export function rowInsert<T extends PgTable>(table: T, values: T['$inferInsert']): RowWrite {
  return { table, values };
}

/** The key of a write's SQL text: two writes of one shape differ only in the values of their parameters. */
export function shapeOf({ table, values, where = {} }: RowWrite): string {
  const names = Object.keys(values).filter((name) => values[name] !== undefined);
  return `${idOf(table)}:${names}:${Object.keys(where)}`;
}

/**
 * Inserts rows of `table` one at a time; the text is built once per shape. The function returns the row as it is stored, or
 * undefined when a unique index already has one of its keys.
 */
export function inserter<T extends PgTable>(table: T) {
  type Row = T['$inferSelect'];
  const statements = new Map<
    string,
    (on: Database | Tx, values: Readonly<Record<string, unknown>>) => Promise<Row[]>
  >();
  return async (tx: Tx, values: T['$inferInsert']): Promise<Row | undefined> => {
    const write = rowInsert(table, values);
    const shape = shapeOf(write);
    let insert = statements.get(shape);
    if (!insert) {
      insert = statement<Row[]>((on) =>
        on
          .insert(table as PgTable)
          .values(givenBy(write, ''))
          .onConflictDoNothing()
          .returning(),
      );
      statements.set(shape, insert);
    }
    const parameters: Record<string, unknown> = {};
    addValues(parameters, write, '');
    const [row] = await insert(tx, parameters);
    return row;
  };
}

/** The write as SQL that has not run yet, with placeholders whose names begin with `prefix`. */
export function toSql(on: Database | Tx, write: RowWrite, prefix: string): SQL {
  const { table, where } = write;
  const given = givenBy(write, prefix);
  if (!where) return on.insert(table).values(given).getSQL();
  const columns = getTableColumns(table);
  const isRow = Object.keys(where).map((name) =>
    eq(columns[name] as PgColumn, sql.placeholder(`${prefix}where_${name}`)),
  );
  return (
    on
      .update(table)
      .set(given)
      .where(and(...isRow)) as unknown as SQLWrapper
  ).getSQL();
}

/** The values as placeholders whose names begin with `prefix`; an SQL expression stays as it is. */
function givenBy({ values }: RowWrite, prefix: string): Record<string, SQL> {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, is(value, SQL) ? value : sql`${sql.placeholder(prefix + name)}`]),
  );
}

/** Adds the placeholders' values to `into`, in the form in which the columns store them. */
export function addValues(
  into: Record<string, unknown>,
  { table, values, where = {} }: RowWrite,
  prefix: string,
): void {
  const columns = getTableColumns(table);
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && !is(value, SQL)) into[prefix + name] = stored(columns[name], value);
  }
  for (const [name, value] of Object.entries(where)) into[`${prefix}where_${name}`] = stored(columns[name], value);
}

function stored(column: PgColumn | undefined, value: unknown): unknown {
  return value === null || !column ? value : column.mapToDriverValue(value);
}

const ids = new WeakMap<PgTable, number>();
let made = 0;

function idOf(table: PgTable): number {
  const id = ids.get(table) ?? ++made;
  ids.set(table, id);
  return id;
}
