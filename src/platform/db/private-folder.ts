import { chmodSync, lstatSync, mkdirSync, readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { EnvError } from '../env';

/** The permission bits of the group and of all others. */
const FOREIGN_BITS = 0o077;
const OWN_BITS = 0o700;
/** The bit of a folder that all accounts share, such as /tmp. */
const STICKY = 0o1000;
/**
 * Once the folder itself is closed, nobody else can reach its contents, so in a larger folder the entries beyond this number are
 * left as they are.
 */
const MAX_ENTRIES = 100_000;

/**
 * Makes a data folder private to this account: 0700, and nothing in it open to group or others, whatever an earlier version left
 * there. What this process creates from now on is private too. Symbolic links are neither followed nor changed. Returns the
 * folder's real path.
 * Throws EnvError when the folder belongs to another account, or is shared by all as /tmp is.
 */
export function makePrivate(folder: string): string {
  if (process.platform === 'win32') {
    mkdirSync(folder, { recursive: true });
    return realpathSync(folder);
  }
  process.umask(FOREIGN_BITS);
  mkdirSync(folder, { recursive: true });
  const real = realpathSync(folder);
  if ((lstatSync(real).mode & STICKY) !== 0) throw notOurs(real);
  // The folder comes first: from then on, nobody else can change the entries that are checked.
  closeToOthers(real);
  for (const entry of entriesOf(real)) closeToOthers(entry);
  return real;
}

/**
 * Removes every right of group and others on a file or folder; a symbolic link stays as it is. Throws EnvError when the path
 * belongs to another account.
 */
export function closeToOthers(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found || found.isSymbolicLink() || (found.mode & FOREIGN_BITS) === 0) return;
  try {
    chmodSync(path, found.mode & OWN_BITS);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return;
    throw code === 'EPERM' || code === 'EROFS' ? notOurs(path) : error;
  }
}

/** Every path below the folder, parents first. */
function* entriesOf(folder: string): Generator<string> {
  const waiting = [folder];
  let seen = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const entry of readdirSync(next, { withFileTypes: true })) {
      const path = join(next, entry.name);
      yield path;
      if (entry.isDirectory()) waiting.push(path);
      seen += 1;
      if (seen === MAX_ENTRIES) return;
    }
  }
}

function notOurs(path: string): EnvError {
  return new EnvError(
    `DATA_DIR: ${path} es de otra cuenta o lo comparten todas, así que no se puede cerrar a las demás. Cambia su dueño (chown -R) o elige otra carpeta.\n` +
      `DATA_DIR: ${path} belongs to another account or is shared by all, so it cannot be closed to the others. Change its owner (chown -R) or choose another folder.`,
  );
}
