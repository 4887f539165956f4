import { sql } from 'drizzle-orm';
import { db } from '@/platform/db/transaction';

/** Every row of every table, as the text of its table's name and JSON, in lower case. */
export async function wholeDatabase(): Promise<string[]> {
  const { rows: tables } = (await db().execute(
    sql`select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`,
  )) as unknown as { rows: { name: string }[] };
  const texts: string[] = [];
  for (const { name } of tables) {
    const { rows } = (await db().execute(
      sql`select row_to_json(whole_row)::text as row from ${sql.identifier(name)} as whole_row`,
    )) as unknown as { rows: { row: string }[] };
    texts.push(...rows.map(({ row }) => `${name} ${row}`.toLowerCase()));
  }
  return texts;
}
