import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite, type Transaction } from '@electric-sql/pglite';
import { drizzle as drizzlePg } from 'drizzle-orm/node-postgres';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite';
import { Pool } from 'pg';
import type { Env } from '../env';
import { PrivateFiles } from './private-files';
import { timeQueries } from './timed';

type NoSchema = Record<string, never>;
/** What both drivers share; nothing above this file knows which one runs. */
export type Database = PgDatabase<PgQueryResultHKT, NoSchema>;
export type Tx = Parameters<Parameters<Database['transaction']>[0]>[0];

/** Connections to the database, and queries that wait for one. */
interface PoolState {
  readonly total: number;
  readonly idle: number;
  readonly waiting: number;
}

export interface OpenDatabase {
  readonly db: Database;
  readonly kind: 'embedded' | 'postgres';
  pool(): PoolState;
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
    pool.on('connect', (client) => timeQueries(client).on('error', () => {}));
    return {
      db: drizzlePg(pool) as unknown as Database,
      kind: 'postgres',
      pool: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
      close: () => pool.end(),
    };
  }
  mkdirSync(env.DATA_DIR, { recursive: true, mode: 0o700 });
  return openEmbedded(new PGlite({ fs: new PrivateFiles(join(env.DATA_DIR, 'pg')) }));
}

/** The embedded database has one connection, for which queries and transactions take turns. */
export function openEmbedded(lite: PGlite): OpenDatabase {
  let active = 0;
  const counted = async <T>(work: () => Promise<T>): Promise<T> => {
    active += 1;
    try {
      return await work();
    } finally {
      active -= 1;
    }
  };
  timeQueries(lite);
  const query = lite.query.bind(lite);
  const transaction = lite.transaction.bind(lite);
  lite.query = <T>(...args: Parameters<typeof query>) => counted(() => query<T>(...args));
  lite.transaction = <T>(work: (tx: Transaction) => Promise<T>) =>
    counted(() => transaction<T>((tx) => work(timeQueries(tx))));
  return {
    db: drizzlePglite(lite) as unknown as Database,
    kind: 'embedded',
    pool: () => ({ total: 1, idle: active > 0 ? 0 : 1, waiting: Math.max(0, active - 1) }),
    close: () => lite.close(),
  };
}
