import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import { EXTENSIONS, type OpenDatabase, openDatabase, openEmbedded } from '@/platform/db/client';
import { migrate } from '@/platform/db/migrate';
import { createPostgresDatabase } from './postgres-database';

export type DatabaseKind = OpenDatabase['kind'];

/**
 * Runs `suite` twice: on a fresh PGlite and on a fresh database of a real PostgreSQL, migrated and installed as the process's
 * own, with a clean environment. With `prepare`, the database is empty at first, and `prepare` is called before it is migrated. What earlier suites shared in the process (sessions, secrets, hub) is forgotten.
 */
export function describeDatabases(
  name: string,
  suite: (kind: DatabaseKind) => void,
  prepare?: (database: OpenDatabase) => Promise<void>,
): void {
  for (const kind of ['embedded', 'postgres'] as const) {
    describe(`${name} (${kind})`, () => {
      let remove: (() => Promise<void>) | undefined;
      beforeAll(async () => {
        remove = await installDatabase(kind, prepare);
      }, 120_000);
      afterAll(async () => {
        await remove?.();
      }, 60_000);
      suite(kind);
    });
  }
}

async function installDatabase(
  kind: DatabaseKind,
  prepare?: (database: OpenDatabase) => Promise<void>,
): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'aforo-data-'));
  const postgres = kind === 'postgres' ? await createPostgresDatabase(inject('postgresUrl')) : undefined;
  const before = { ...process.env };
  Object.assign(process.env, {
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    AFORO_SECRET: 'a secret for tests that nobody else uses, 48 chars',
    DATA_DIR: dataDir,
    DATABASE_URL: postgres?.url ?? '',
    // Handlers are called without the custom server, as behind one proxy.
    TRUSTED_PROXIES: '1',
  });
  const database = postgres
    ? openDatabase({ DATABASE_URL: postgres.url, DATA_DIR: dataDir, DATABASE_POOL_SIZE: 10 })
    : openEmbedded(
        new PGlite({
          ...{ extensions: EXTENSIONS },
          ...(prepare ? {} : { loadDataDir: new Blob([await readFile(inject('embeddedTemplate'))]) }),
        }),
      );
  forgetShared();
  Reflect.set(globalThis, Symbol.for('aforo.database'), database);
  await prepare?.(database);
  await migrate(database, postgres?.url);
  return async () => {
    forgetShared();
    await database.close();
    await postgres?.drop();
    await rm(dataDir, { recursive: true, force: true });
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  };
}

/** Everything that `shared()` keeps. */
function forgetShared(): void {
  for (const key of Object.getOwnPropertySymbols(globalThis)) {
    if (key.description?.startsWith('aforo.')) Reflect.deleteProperty(globalThis, key);
  }
}
