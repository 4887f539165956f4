import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { btree_gist as btreeGist } from '@electric-sql/pglite/contrib/btree_gist';
import { drizzle as drizzlePg } from 'drizzle-orm/node-postgres';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite';
import type { Env } from '../env';
import { EmbeddedClient } from './embedded';
import { openPool } from './pooled';
import { PrivateFiles } from './private-files';
import { copyTemplate } from './template';

type NoSchema = Record<string, never>;
/** What both drivers share; no code above this file depends on which one runs. */
export type Database = PgDatabase<PgQueryResultHKT, NoSchema>;
export type Tx = Parameters<Parameters<Database['transaction']>[0]>[0];

/** Connections to the database, and queries that wait for a connection. */
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

type OpenOptions = Pick<Env, 'DATABASE_URL' | 'DATA_DIR' | 'DATABASE_POOL_SIZE'> & Partial<Pick<Env, 'NODE_ENV'>>;

/** What the schema uses of the engine beside its core; PostgreSQL has it among its trusted extensions. */
export const EXTENSIONS = { btree_gist: btreeGist };

/** A venue's rows need only a part of the default 128 MB of buffers, all of which are written to at every start. */
const START = [...PGlite.defaultStartParams, '-c', 'shared_buffers=32MB'];

/** Does not connect: the first query does. The embedded folder must already be locked by this process. */
export function openDatabase(env: OpenOptions): OpenDatabase {
  if (env.DATABASE_URL) {
    const pool = openPool({
      connectionString: env.DATABASE_URL,
      max: env.DATABASE_POOL_SIZE,
      connectionTimeoutMillis: 10_000,
    });
    return {
      db: drizzlePg(pool) as unknown as Database,
      kind: 'postgres',
      pool: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
      close: () => pool.end(),
    };
  }
  mkdirSync(env.DATA_DIR, { recursive: true, mode: 0o700 });
  const folder = join(env.DATA_DIR, 'pg');
  // In development the schema may have changed since the last build.
  if (env.NODE_ENV === 'production') copyTemplate(folder);
  return openEmbedded(new PGlite({ fs: new PrivateFiles(folder), startParams: START, extensions: EXTENSIONS }));
}

/** The embedded database has one connection, for which queries and transactions take turns. */
export function openEmbedded(lite: PGlite): OpenDatabase {
  const client = new EmbeddedClient(lite);
  return {
    db: drizzlePglite(client as unknown as PGlite) as unknown as Database,
    kind: 'embedded',
    pool: () => ({ total: 1, idle: client.active > 0 ? 0 : 1, waiting: Math.max(0, client.active - 1) }),
    close: () => client.close(),
  };
}
