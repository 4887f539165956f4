import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EnvError } from '@/platform/env';

const fileOf = (folder: string) => join(folder, 'moved');

/** Marks an embedded database as moved, so that no server goes on with it by mistake. */
export function markMoved(folder: string, at: Date): void {
  writeFileSync(fileOf(folder), `${at.toISOString()}\n`, { mode: 0o600 });
}

/** Throws EnvError for a folder whose database has been moved to PostgreSQL. */
export function refuseMoved(folder: string): void {
  const file = fileOf(folder);
  if (!existsSync(file)) return;
  throw new EnvError(
    `DATA_DIR: la base de ${folder} se trasladó a PostgreSQL. Da DATABASE_URL, o borra ${file} para seguir con lo que había antes.\n` +
      `DATA_DIR: the database of ${folder} was moved to PostgreSQL. Give DATABASE_URL, or remove ${file} to go on with what was there before.`,
  );
}
