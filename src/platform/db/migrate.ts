import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as migratePg } from 'drizzle-orm/node-postgres/migrator';
import type { PgliteDatabase } from 'drizzle-orm/pglite';
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator';
import { Client } from 'pg';
import type { OpenDatabase } from './client';

const folder = () => ({ migrationsFolder: join(process.cwd(), 'db', 'migrations') });
/** Any number that no other program on the same database uses for its advisory lock. */
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
    // Ending the connection releases the lock, whatever happened.
    await client.end();
  }
}
