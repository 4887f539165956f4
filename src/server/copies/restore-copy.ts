import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { canOpenPassKeys } from '@/modules/passes/keys';
import { renewEpochs } from '@/modules/venues/renew-epochs';
import { openDatabase } from '@/platform/db/client';
import { UnknownTableError, writeAllRows } from '@/platform/db/copy-rows';
import { lockFolder } from '@/platform/db/lock';
import { migrate, migrateLike, NewerSchemaError } from '@/platform/db/migrate';
import { readSecret } from '@/platform/secret';
import { type CopyFault, CopyFileError, checkCopy, type Header, openCopy } from './copy-file';

export type RestoreFault = CopyFault | 'newer-version' | 'folder-used' | 'secret-missing' | 'secret-other';

/** A copy cannot be restored there; nothing was changed. */
export class RestoreError extends Error {
  constructor(readonly fault: RestoreFault) {
    super(fault);
  }
}

export interface Restored {
  readonly rows: number;
  /** When the copy was made. */
  readonly at: string;
  /** Where what the folder held before is kept; null when it held nothing. */
  readonly kept: string | null;
}

export interface RestoreOptions {
  /** The data folder, which need not exist. */
  readonly folder: string;
  /** Whether a folder that holds a database is accepted: what it holds is kept under another name. */
  readonly replace: boolean;
  /** AFORO_SECRET, where it gives the secret. */
  readonly secret: string | undefined;
}

/**
 * Makes the database in a copy the one of a data folder, with the secret that its passes need. Every venue gets a new epoch, so
 * that screens read anew. The folder changes when everything has been read, checked and built beside it. Throws RestoreError, and
 * FolderInUseError while a server runs on the folder.
 */
export async function restoreCopy(path: string, options: RestoreOptions): Promise<Restored> {
  const { folder, replace } = options;
  const { header } = await named(() => checkCopy(path));
  const lock = await lockFolder(folder);
  const building = join(folder, 'restoring');
  try {
    if (isUsed(folder, header) && !replace) throw new RestoreError('folder-used');
    const secret = options.secret ?? header.secret ?? readSecret(folder);
    if (secret === null) throw new RestoreError('secret-missing');
    rmSync(building, { recursive: true, force: true });
    const rows = await named(() => build(path, building, secret));
    const kept = putInPlace(folder, building, options.secret === undefined ? header.secret : null);
    return { rows, at: header.at, kept };
  } finally {
    rmSync(building, { recursive: true, force: true });
    lock.release();
  }
}

/** A secret alone may be that of a PostgreSQL database, whose passes nobody could read without it. */
function isUsed(folder: string, header: Header): boolean {
  const own = readSecret(folder);
  return existsSync(join(folder, 'pg')) || (own !== null && header.secret !== null && own !== header.secret);
}

async function build(path: string, folder: string, secret: string): Promise<number> {
  mkdirSync(folder, { mode: 0o700 });
  const { header, batches } = await openCopy(path);
  const database = openDatabase({ DATABASE_URL: undefined, DATA_DIR: folder, DATABASE_POOL_SIZE: 1 });
  try {
    await migrateLike(database, header.migrations);
    const rows = await database.db.transaction((tx) => writeAllRows(tx, batches));
    await migrate(database, undefined);
    if (!(await canOpenPassKeys(database.db, secret))) throw new RestoreError('secret-other');
    await renewEpochs(database.db);
    await database.db.execute(sql`checkpoint`);
    return rows;
  } finally {
    await database.close();
  }
}

/** Whoever is interrupted here runs the command again: the copy is still whole. */
function putInPlace(folder: string, building: string, secret: string | null): string | null {
  const [live, kept] = [join(folder, 'pg'), join(folder, `replaced-${new Date().toISOString().replaceAll(':', '')}`)];
  const before = ['pg', 'secret', 'moved'].filter((name) => existsSync(join(folder, name)));
  const replaced = before.filter((name) => name !== 'secret' || (secret !== null && readSecret(folder) !== secret));
  if (replaced.length > 0) mkdirSync(kept, { mode: 0o700 });
  for (const name of replaced) renameSync(join(folder, name), join(kept, name));
  if (secret !== null) writeFileSync(join(folder, 'secret'), secret, { mode: 0o600 });
  renameSync(join(building, 'pg'), live);
  return replaced.length > 0 ? kept : null;
}

async function named<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CopyFileError) throw new RestoreError(error.fault);
    if (error instanceof NewerSchemaError || error instanceof UnknownTableError)
      throw new RestoreError('newer-version');
    throw error;
  }
}
