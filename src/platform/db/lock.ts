import { createHash, randomBytes } from 'node:crypto';
import { renameSync, statSync, unlinkSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { makePrivate } from './private-folder';

/** `sun_path` holds 104 bytes on macOS and 108 on Linux; the socket is first made under a name 12 bytes longer. */
const MAX_PATH_BYTES = 88;
/** A starter that took our socket for the stale one has replaced it by then. */
const SETTLE_MS = 150;
const MAX_TRIES = 5;

/** The folder belongs to a running process. Its message is for the person who started this one. */
export class FolderInUseError extends Error {
  constructor(readonly folder: string) {
    super(
      `Otro proceso de Aforo ya usa la carpeta de datos ${folder}. Ciérralo o elige otra con DATA_DIR.\n` +
        `Another Aforo process is already using the data folder ${folder}. Stop it or choose another with DATA_DIR.`,
    );
  }
}

export interface FolderLock {
  release(): void;
}

/**
 * Takes a data folder for this process and its account alone, or throws FolderInUseError, or EnvError when the folder is not ours.
 *
 * Node has no flock, and a file with a process id means nothing across containers. The lock is a listening socket in the
 * folder: it answers while its owner lives, whoever shares the volume, and falls silent with it, `kill -9` included.
 * A silent one is replaced by `rename`; of several that replace it at once the last wins, and the others see so.
 * Hosts that share a folder over a network do not see each other's sockets; the embedded database is not for them.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const real = makePrivate(folder);
  if (process.platform === 'win32') return lockPipe(real);
  const path = socketPath(real);
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const found = identity(path);
    if (found !== null && (await answers(path))) throw new FolderInUseError(real);
    const temporary = `${path}.${randomBytes(4).toString('hex')}`;
    const server = await listen(temporary);
    const own = statSync(/* turbopackIgnore: true */ temporary).ino;
    if (identity(path) !== found) {
      server.close();
      continue;
    }
    renameSync(temporary, path);
    await delay(SETTLE_MS);
    // The socket is open, so its inode number cannot belong to another file.
    if (inode(path) === own) return { release: () => release(server, path, own) };
    server.close();
  }
  throw new FolderInUseError(real);
}

function release(server: Server, path: string, own: number): void {
  if (inode(path) === own) unlinkSync(path);
  server.close();
}

function socketPath(real: string): string {
  const path = join(real, 'aforo.lock');
  return Buffer.byteLength(path) <= MAX_PATH_BYTES ? path : join(tmpdir(), `aforo-${hash(real)}.lock`);
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 24);

function inode(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.ino;
}

/** Inode numbers are used again; with its change time one names a file. Null when there is none. */
function identity(path: string): string | null {
  const found = statSync(path, { throwIfNoEntry: false, bigint: true });
  return found ? `${found.dev}:${found.ino}:${found.ctimeNs}` : null;
}

/** Whether a process listens there. A socket that refuses has lost its process. */
function answers(path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED' || error.code === 'ENOENT') resolve(false);
      else reject(error);
    });
  });
}

function listen(path: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.unref();
    server.on('error', reject);
    server.listen(path, () => resolve(server));
  });
}

/** Windows frees a named pipe with its process and lets one process at a time create it. */
async function lockPipe(real: string): Promise<FolderLock> {
  try {
    const server = await listen(`\\\\.\\pipe\\aforo-${hash(real.toLowerCase())}`);
    return { release: () => server.close() };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') throw new FolderInUseError(real);
    throw error;
  }
}
