import { createWriteStream, existsSync, linkSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openDatabase } from '@/platform/db/client';
import { askOwner, FolderInUseError, lockFolder } from '@/platform/db/lock';
import { EnvError, env } from '@/platform/env';
import { storedSecret } from '@/platform/secret';
import { CopyFileError, checkCopy } from '../copies/copy-file';
import { COPY_REQUEST } from '../copies/serve-copy';
import { writeCopy } from '../copies/write-copy';
import { say, sayFault } from './say';

/**
 * `npm run backup [-- target]`: copies the embedded database into one file, whether or not a server runs on it. `target` is a file,
 * or a folder that exists; without it the file is made in `backups`.
 */
async function main([target, ...others]: readonly string[]): Promise<number> {
  if (others.length > 0 || target?.startsWith('-')) {
    process.stderr.write('npm run backup [-- archivo-o-carpeta · file-or-folder]\n');
    return 2;
  }
  const { DATABASE_URL, DATA_DIR } = env();
  if (DATABASE_URL) return sayDump();
  if (!existsSync(join(DATA_DIR, 'pg'))) {
    say(`No hay ninguna base en ${DATA_DIR}.`, `There is no database in ${DATA_DIR}.`, process.stderr);
    return 1;
  }
  const file = fileFor(target);
  if (existsSync(file)) return sayTaken(file);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const part = `${file}.part`;
  try {
    rmSync(part, { force: true });
    await copyTo(part, DATA_DIR);
    const { rows } = await checkCopy(part);
    // Fails where another process has made the file in the meantime.
    linkSync(part, file);
    const secret = storedSecret()
      ? ['con el secreto', 'with the secret']
      : ['sin AFORO_SECRET', 'without AFORO_SECRET'];
    say(
      `Copia completa y comprobada, ${secret[0]}: ${rows} filas en ${file}. Guárdala donde solo la abra quien deba.`,
      `Backup complete and checked, ${secret[1]}: ${rows} rows in ${file}. Keep it where only those open it who must.`,
    );
    return 0;
  } catch (error) {
    if (error instanceof FolderInUseError) return sayFault(error);
    if (error instanceof CopyFileError) {
      say(
        'El servidor no entregó la copia entera: mira su registro («copy failed»). Uno de una versión anterior no sabe copiar: páralo y repite.',
        'The server did not hand over the whole backup: see its log ("copy failed"). One of an earlier version cannot: stop it and try again.',
        process.stderr,
      );
      return 1;
    }
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return sayTaken(file);
    throw error;
  } finally {
    rmSync(part, { force: true });
  }
}

/** The server that runs hands over the copy; without one, this process reads the database. */
async function copyTo(path: string, folder: string): Promise<void> {
  const output = createWriteStream(path, { mode: 0o600, flags: 'wx', flush: true });
  const server = await askOwner(folder, COPY_REQUEST);
  if (server) return pipeline(server, output);
  const lock = await lockFolder(folder);
  const database = openDatabase({ ...env(), DATABASE_URL: undefined });
  try {
    await writeCopy(database, storedSecret(), folder, output);
  } finally {
    await database.close();
    lock.release();
  }
}

function fileFor(target: string | undefined): string {
  const name = `aforo-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}Z.copy.gz`;
  if (target === undefined) return resolve('backups', name);
  const isFolder = statSync(target, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return isFolder ? resolve(target, name) : resolve(target);
}

function sayTaken(file: string): number {
  say(
    `Ya existe ${basename(file)}: elige otro nombre.`,
    `${basename(file)} exists already: choose another name.`,
    process.stderr,
  );
  return 1;
}

function sayDump(): number {
  say(
    'Con DATABASE_URL, copia con las herramientas de PostgreSQL:\n  pg_dump --format=custom --file=aforo.dump "$DATABASE_URL"\n  y guarda aparte AFORO_SECRET o DATA_DIR/secret. Al restaurar: pg_restore, luego npm run db:restored.',
    'With DATABASE_URL, back up with the tools of PostgreSQL:\n  pg_dump --format=custom --file=aforo.dump "$DATABASE_URL"\n  and keep AFORO_SECRET or DATA_DIR/secret apart. To restore: pg_restore, then npm run db:restored.',
    process.stderr,
  );
  return 1;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (!(error instanceof EnvError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  },
);
