import { FolderInUseError } from '@/platform/db/lock';
import { EnvError, env } from '@/platform/env';
import { RestoreError, restoreCopy } from '../copies/restore-copy';
import { say, sayFault } from './say';

/**
 * `npm run restore -- file [folder] [--replace]`: makes a backup the database of a data folder, DATA_DIR unless said. No server may
 * run on it.
 */
async function main(args: readonly string[]): Promise<number> {
  const { DATABASE_URL, DATA_DIR, AFORO_SECRET } = env();
  const [file, folder = DATA_DIR, ...others] = args.filter((arg) => arg !== '--replace');
  if (file === undefined || others.length > 0 || [file, folder].some((arg) => arg.startsWith('-'))) {
    process.stderr.write('npm run restore -- archivo·file [carpeta·folder] [--replace]\n');
    return 2;
  }
  if (DATABASE_URL && folder === DATA_DIR) {
    say(
      'Con DATABASE_URL, restaura con pg_restore y luego npm run db:restored. Para traer una copia integrada a PostgreSQL: restáurala en una carpeta y usa npm run move.',
      'With DATABASE_URL, restore with pg_restore, then npm run db:restored. To bring an embedded backup to PostgreSQL: restore it into a folder, then npm run move.',
      process.stderr,
    );
    return 1;
  }
  try {
    const { rows, at, kept } = await restoreCopy(file, {
      folder,
      replace: args.includes('--replace'),
      secret: AFORO_SECRET,
    });
    say(
      `Restaurado en ${folder} lo que había el ${at}: ${rows} filas. Los pases siguen valiendo; cada persona entra otra vez.`,
      `Restored to ${folder} what was there on ${at}: ${rows} rows. Passes stay valid; everybody signs in again.`,
    );
    if (kept) say(`Lo que había antes está en ${kept}.`, `What was there before is in ${kept}.`);
    return 0;
  } catch (error) {
    if (error instanceof RestoreError || error instanceof FolderInUseError) return sayFault(error);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    say(`No existe ${file}.`, `There is no ${file}.`, process.stderr);
    return 1;
  }
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
