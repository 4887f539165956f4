import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { expect, it } from 'vitest';

/** Every installation makes its own ids, keys and epochs: what the build hands to all of them must hold none. */
it('the empty database of the build has every migration, and no row', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'aforo-template-'));
  try {
    await cp('build/database', join(folder, 'pg'), { recursive: true });
    const lite = new PGlite(join(folder, 'pg'));
    const { rows: migrations } = await lite.query('select id from drizzle.__drizzle_migrations');
    const journal = JSON.parse(await readFile('db/migrations/meta/_journal.json', 'utf8')) as { entries: unknown[] };
    expect(migrations).toHaveLength(journal.entries.length);
    const { rows: tables } = await lite.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public'`,
    );
    expect(tables.length).toBeGreaterThan(10);
    for (const { name } of tables) {
      const { rows } = await lite.query(`select 1 from "${name}" limit 1`);
      expect(rows, name).toEqual([]);
    }
    await lite.close();
  } finally {
    await rm(folder, { recursive: true });
  }
});
