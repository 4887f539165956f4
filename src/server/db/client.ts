import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle as drizzlePg } from 'drizzle-orm/node-postgres';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite';
import { Pool } from 'pg';
import type { Env } from '../env';

type NoSchema = Record<string, never>;
/** What both drivers share; nothing above this file knows which one runs. */
export type Database = PgDatabase<PgQueryResultHKT, NoSchema>;
export type Tx = Parameters<Parameters<Database['transaction']>[0]>[0];

export interface OpenDatabase {
  readonly db: Database;
  readonly kind: 'embedded' | 'postgres';
  close(): Promise<void>;
}

/** Does not connect: the first query does. The embedded folder must already be locked to this process. */
export function openDatabase(env: Pick<Env, 'DATABASE_URL' | 'DATA_DIR' | 'DATABASE_POOL_SIZE'>): OpenDatabase {
  if (env.DATABASE_URL) {
    const pool = new Pool({
      connectionString: env.DATABASE_URL,
      max: env.DATABASE_POOL_SIZE,
      connectionTimeoutMillis: 10_000,
    });
    // An idle connection that dies is replaced by the pool; without a listener it would end the process.
    pool.on('error', () => {});
    // The same for one in use: its query fails, and the pool drops it.
    pool.on('connect', (client) => client.on('error', () => {}));
    return { db: drizzlePg(pool) as unknown as Database, kind: 'postgres', close: () => pool.end() };
  }
  mkdirSync(env.DATA_DIR, { recursive: true });
  const lite = new PGlite(join(env.DATA_DIR, 'pg'));
  return { db: drizzlePglite(lite) as unknown as Database, kind: 'embedded', close: () => lite.close() };
}
