import { sql } from 'drizzle-orm';
import { check, type PgColumn, timestamp } from 'drizzle-orm/pg-core';

/** An instant: timestamptz, read as a Date. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** The database itself refuses a value that is not in the closed list. Null is allowed. */
export const closedList = (name: string, column: PgColumn, values: readonly string[]) =>
  check(name, sql`${column} in (${sql.raw(values.map((value) => `'${value}'`).join(', '))})`);
