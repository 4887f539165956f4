import { chmodSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { openDatabase } from '@/platform/db/client';
import { migrate } from '@/platform/db/migrate';
import { TEMPLATE } from '@/platform/db/template';

/**
 * Run by the build: creates an embedded database with its schema and without any row, so it contains no secret and no
 * name.
 */
const folder = mkdtempSync('build/template-');
const database = openDatabase({ DATABASE_URL: undefined, DATA_DIR: folder, DATABASE_POOL_SIZE: 1 });
await migrate(database, undefined);
await database.db.execute(sql`checkpoint`);
await database.close();
const made = join(folder, 'pg');
// The server may run under an account other than the one that built it.
openToAll(made);
rmSync(TEMPLATE, { recursive: true, force: true });
renameSync(made, TEMPLATE);
rmSync(folder, { recursive: true });

function openToAll(path: string): void {
  chmodSync(path, 0o755);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inner = join(path, entry.name);
    if (entry.isDirectory()) openToAll(inner);
    else chmodSync(inner, 0o644);
  }
}
