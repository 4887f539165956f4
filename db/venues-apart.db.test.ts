import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { db } from '@/platform/db/transaction';
import { describeDatabases } from '../tests/support/databases';

/**
 * Tables that belong to no venue: accounts and where they may go, what finds a venue (its id, its slug, the key that a pass names), and
 * what processes tell each other. Small, and the same for every venue, so that each part of a divided database can hold a copy.
 */
const SHARED = [
  ...['user', 'session', 'account', 'verification', 'two_factor', 'operator_change'],
  ...['business', 'pass_key'],
  ...[
    'access_change',
    'instance',
    'stream_count',
    'stream_watch',
    'stream_list',
    'stream_closing',
    'rate_limit',
    'job',
  ],
];

async function rowsOf<T>(statement: ReturnType<typeof sql>): Promise<T[]> {
  return ((await db().execute(statement)) as unknown as { rows: T[] }).rows;
}

const inPublic = sql`n.nspname = 'public' and c.relkind in ('r', 'p')`;

describeDatabases('venues can be divided over databases', () => {
  it('gives every table of a venue its business first in each primary and unique key', async () => {
    const keys = await rowsOf<{ table: string; key: string; first: string }>(sql`
      select c.relname as "table", x.relname as "key",
        (select attname from pg_attribute where attrelid = c.oid and attnum = i.indkey[0]) as "first"
      from pg_index i join pg_class c on c.oid = i.indrelid join pg_class x on x.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
      where ${inPublic} and (i.indisunique or i.indisprimary)`);
    const ofVenues = keys.filter(({ table }) => !SHARED.includes(table));
    expect(new Set(ofVenues.map(({ table }) => table)).size).toBeGreaterThan(7);
    expect(ofVenues.filter(({ first }) => first !== 'business_id')).toEqual([]);
  });

  it('lets a row refer to rows of its own venue, or of a shared table', async () => {
    const references = await rowsOf<{ table: string; to: string; columns: string[] }>(sql`
      select c.relname as "table", t.relname as "to",
        array(select attname::text from unnest(k.conkey) with ordinality u(num, place) join pg_attribute a on a.attrelid = c.oid and a.attnum = num order by place) as columns
      from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class t on t.oid = k.confrelid join pg_namespace n on n.oid = c.relnamespace
      where ${inPublic} and k.contype = 'f'`);
    const ofVenues = references.filter(({ table }) => !SHARED.includes(table));
    expect(ofVenues.length).toBeGreaterThan(10);
    expect(ofVenues.filter(({ to, columns }) => !SHARED.includes(to) && columns[0] !== 'business_id')).toEqual([]);
  });

  it('knows every table', async () => {
    const tables = await rowsOf<{ name: string; own: boolean }>(sql`
      select c.relname as name, exists (select from pg_attribute where attrelid = c.oid and attname = 'business_id' and attnotnull) as own
      from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${inPublic}`);
    expect(tables.filter(({ name, own }) => !own && !SHARED.includes(name))).toEqual([]);
    const names = tables.map(({ name }) => name);
    expect(SHARED.filter((name) => !names.includes(name))).toEqual([]);
  });
});
