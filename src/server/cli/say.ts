import type { FolderInUseError } from '@/platform/db/lock';
import type { MoveFault } from '../copies/move-database';
import type { RestoreFault } from '../copies/restore-copy';

/** What went wrong, in both languages. */
const FAULTS: Record<RestoreFault | MoveFault, readonly [es: string, en: string]> = {
  'not-a-copy': ['El archivo no es una copia de Aforo.', 'The file is no backup of Aforo.'],
  'cut-short': [
    'La copia está incompleta: se interrumpió al escribirla o al trasladarla.',
    'The backup is incomplete: it was interrupted while it was written or carried.',
  ],
  damaged: [
    'La copia está dañada: su contenido no coincide con su suma de comprobación.',
    'The backup is damaged: what it holds does not match its checksum.',
  ],
  'newer-format': [
    'La copia es de una versión más nueva de Aforo: actualiza antes.',
    'The backup is of a newer version of Aforo: update first.',
  ],
  'newer-version': [
    'La base de la copia es de otra versión de Aforo, o de una más nueva: actualiza antes.',
    'The database of the backup is of another or a newer version of Aforo: update first.',
  ],
  'folder-used': [
    'La carpeta de datos ya tiene una base o un secreto. Elige otra, o añade --replace: lo que hay se guarda al lado.',
    'The data folder holds a database or a secret already. Choose another, or add --replace: what is there is kept beside it.',
  ],
  'secret-missing': [
    'La copia no lleva el secreto, porque lo daba AFORO_SECRET. Da el mismo.',
    'The backup does not hold the secret, because AFORO_SECRET gave it. Give the same one.',
  ],
  'secret-other': [
    'El secreto (AFORO_SECRET o el de DATA_DIR) no es el de esta base: sus pases no se podrían leer.',
    'The secret (AFORO_SECRET, or that of DATA_DIR) is not the one of this database: its passes could not be read.',
  ],
  'target-used': [
    'La base de PostgreSQL ya tiene tablas o locales. Crea una vacía.',
    'The PostgreSQL database holds tables or venues already. Create an empty one.',
  ],
  'target-old': ['Hace falta PostgreSQL 15 o posterior.', 'PostgreSQL 15 or newer is needed.'],
};

/** Writes two lines, one in each language. */
export function say(es: string, en: string, to: NodeJS.WritableStream = process.stdout): void {
  to.write(`${es}\n${en}\n`);
}

/** Writes what was refused and why. Returns the exit code. */
export function sayFault(error: { readonly fault: RestoreFault | MoveFault } | FolderInUseError): number {
  if ('fault' in error) say(...FAULTS[error.fault], process.stderr);
  else process.stderr.write(`${error.message}\n`);
  return 1;
}
