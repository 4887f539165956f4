import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as migratePg } from 'drizzle-orm/node-postgres/migrator';
import type { PgliteDatabase } from 'drizzle-orm/pglite';
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator';
import { Client } from 'pg';
import type { Database, OpenDatabase, Tx } from './client';

const folder = () => ({ migrationsFolder: join(process.cwd(), 'db', 'migrations') });
/** A number that no other program on the same database uses for its advisory lock. */
const LOCK = 4_107_201_701;

/** Brings the schema up to date. Several processes may call it at once on PostgreSQL: one migrates, the others wait. */
export async function migrate({ db, kind }: OpenDatabase, databaseUrl: string | undefined): Promise<void> {
  if (kind === 'embedded') return migratePglite(db as unknown as PgliteDatabase, folder());
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const single: NodePgDatabase = drizzle(client);
    await single.execute(sql`select pg_advisory_lock(${LOCK})`);
    await migratePg(single, folder());
  } finally {
    // The end of the connection releases the lock in every case.
    await client.end();
  }
}

/** The hashes of the migrations that a database has had, in their order. */
export async function migrationsOf(on: Database | Tx): Promise<string[]> {
  const query = sql`select hash from drizzle.__drizzle_migrations order by created_at`;
  const { rows } = (await on.execute(query)) as unknown as { rows: { hash: string }[] };
  return rows.map(({ hash }) => hash);
}

/** A database has had migrations that this version does not know. */
export class NewerSchemaError extends Error {}

interface Migrator {
  readonly dialect: { migrate(migrations: MigrationMeta[], session: unknown, config: object): Promise<void> };
  readonly session: unknown;
}

/**
 * Brings an empty embedded database to the schema that another one has, whose migrations these are: `migrate` then continues as it
 * would there. Throws NewerSchemaError.
 */
export async function migrateLike({ db }: OpenDatabase, hashes: readonly string[]): Promise<void> {
  const known = readMigrationFiles(folder()).slice(0, hashes.length);
  if (hashes.some((hash, i) => known[i]?.hash !== hash)) throw new NewerSchemaError();
  const { dialect, session } = db as unknown as Migrator;
  await dialect.migrate(known, session, folder());
}
