import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '@/platform/db/client';
import { FolderInUseError, lockFolder } from '@/platform/db/lock';
import { isDatabaseUnavailable } from '@/platform/db/unavailable';
import { EnvError, env } from '@/platform/env';
import { storedSecret } from '@/platform/secret';
import { MoveError, moveDatabase } from '../copies/move-database';
import { markMoved, refuseMoved } from './moved';
import { say, sayFault } from './say';

/**
 * `npm run move -- postgres://…`: moves the embedded database of DATA_DIR to an empty PostgreSQL database. The server must be
 * stopped. The embedded database stays as it is, and no server starts on it any more.
 */
async function main([url, ...others]: readonly string[]): Promise<number> {
  if (!/^postgres(ql)?:\/\//.test(url ?? '') || url === undefined || others.length > 0) {
    process.stderr.write('npm run move -- postgres://usuario·user:clave·password@host/base·database\n');
    return 2;
  }
  const { DATA_DIR } = env();
  if (!existsSync(join(DATA_DIR, 'pg'))) {
    say(`No hay ninguna base en ${DATA_DIR}.`, `There is no database in ${DATA_DIR}.`, process.stderr);
    return 1;
  }
  refuseMoved(DATA_DIR);
  const lock = await lockFolder(DATA_DIR);
  const source = openDatabase({ ...env(), DATABASE_URL: undefined });
  const target = openDatabase({ ...env(), DATABASE_URL: url, DATABASE_POOL_SIZE: 2 });
  try {
    const rows = await moveDatabase(source, target, url);
    markMoved(DATA_DIR, new Date());
    const secret = storedSecret()
      ? [
          `el secreto sigue en ${DATA_DIR}/secret: conserva esa carpeta`,
          `the secret stays in ${DATA_DIR}/secret: keep that folder`,
        ]
      : ['y el mismo AFORO_SECRET', 'and the same AFORO_SECRET'];
    say(
      `Trasladado: ${rows} filas. Arranca con DATABASE_URL y ${secret[0]}. Pases, sesiones y pantallas siguen.`,
      `Moved: ${rows} rows. Start with DATABASE_URL, and ${secret[1]}. Passes, sessions and screens go on.`,
    );
    return 0;
  } catch (error) {
    if (error instanceof MoveError) return sayFault(error);
    if (!isDatabaseUnavailable(error)) throw error;
    say(
      'No se pudo llegar a PostgreSQL. No se trasladó nada.',
      'PostgreSQL could not be reached. Nothing was moved.',
      process.stderr,
    );
    return 1;
  } finally {
    await source.close();
    await target.close();
    lock.release();
  }
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (error instanceof FolderInUseError) process.exitCode = sayFault(error);
    else if (error instanceof EnvError) {
      process.stderr.write(`${error.message}\n`);
      process.exitCode = 1;
    } else throw error;
  },
);
