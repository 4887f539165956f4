import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { OpenDatabase, Tx } from '@/platform/db/client';
import { readAllRows } from '@/platform/db/copy-rows';
import { migrationsOf } from '@/platform/db/migrate';
import { CopyWriter, FORMAT } from './copy-file';

/**
 * Tables that a copy leaves out. Sessions and codes that ended since would live again where an older state is restored;
 * limits are of the minute; changes of access are numbered by the transactions of the database that they were made in.
 */
const NOT_COPIED = ['session', 'verification', 'rate_limit', 'access_change'];

/**
 * Writes a copy of the database, as it is at one moment, to `output`. The copy is first written to a file of `folder` that nobody
 * else can open: the embedded database serves nobody while it is read, and must not wait for whoever takes the copy.
 */
export async function writeCopy(
  database: OpenDatabase,
  secret: string | null,
  folder: string,
  output: NodeJS.WritableStream,
): Promise<void> {
  const path = join(folder, `copy-${randomUUID()}.tmp`);
  try {
    const spool = createWriteStream(path, { flags: 'wx', mode: 0o600 });
    await database.db.transaction((tx) => pipeline(Readable.from(linesOf(tx, secret)), createGzip(), spool), {
      isolationLevel: 'repeatable read',
      accessMode: 'read only',
    });
    await pipeline(createReadStream(path), output);
  } finally {
    await rm(path, { force: true });
  }
}

async function* linesOf(tx: Tx, secret: string | null): AsyncGenerator<string> {
  const writer = new CopyWriter();
  const migrations = await migrationsOf(tx);
  yield writer.header({ format: FORMAT, at: new Date().toISOString(), migrations, secret });
  for await (const batch of readAllRows(tx, NOT_COPIED)) yield writer.batch(batch);
  yield writer.end();
}
