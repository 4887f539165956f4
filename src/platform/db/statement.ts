import { createHash } from 'node:crypto';
import type { SQL } from 'drizzle-orm';
import type { PgPreparedQuery, PreparedQueryConfig } from 'drizzle-orm/pg-core';
import type { Database, Tx } from './client';

type Values = Readonly<Record<string, unknown>>;
type Executable = PgPreparedQuery<PreparedQueryConfig>;
/** Runs the statement; `values` are the values of its placeholders. */
type Run<Result> = (on: Database | Tx, values: Values) => Promise<Result>;

/** What the ORM's builders finally return. */
interface Preparable<Result> {
  prepare(name: string): { execute(values?: Record<string, unknown>): Promise<Result> };
}

/** How the ORM reads the rows of a query. The ORM stores both in a prepared query, without types. */
interface Reading {
  readonly fields: Parameters<Database['_']['session']['prepareQuery']>[1];
  readonly joinsNotNullableMap: Record<string, boolean> | undefined;
}

/**
 * A query that many requests use: its text is built once in a process, and each connection to PostgreSQL parses it once and keeps
 * its plan. `build` writes `sql.placeholder('name')` for each value that differs between runs, and names its columns, so that a
 * column that a later version adds does not change the result.
 */
export function statement<Result>(build: (on: Database | Tx) => Preparable<Result>): Run<Result> {
  let made: ((on: Database | Tx) => Executable) | undefined;
  return (on, values) => {
    made ??= again(build(on).prepare('') as unknown as Executable & Reading);
    return made(on).execute({ ...values }) as Promise<Result>;
  };
}

/** Like `statement`, for SQL that is written by hand: rows are returned as the driver gives them. */
export function rawStatement<Row>(build: (on: Database | Tx) => SQL): Run<{ readonly rows: Row[] }> {
  let made: ((on: Database | Tx) => Executable) | undefined;
  return (on, values) => {
    if (!made) {
      const query = on.execute(build(on)).getQuery();
      const name = nameOf(query.sql);
      made = (other) => other._.session.prepareQuery(query, undefined, name, false);
    }
    return made(on).execute({ ...values }) as Promise<{ rows: Row[] }>;
  };
}

/** The same query for another connection. */
function again(prepared: Executable & Reading): (on: Database | Tx) => Executable {
  const query = prepared.getQuery();
  const { fields, joinsNotNullableMap } = prepared;
  const name = nameOf(query.sql);
  return (on) =>
    Object.assign(on._.session.prepareQuery(query, fields, name, fields !== undefined), { joinsNotNullableMap });
}

/** A text always has the same name, in every version and process that shares a connection through a pooler. */
const nameOf = (text: string) => `aforo_${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
