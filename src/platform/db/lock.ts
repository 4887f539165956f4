import { createHash, randomBytes } from 'node:crypto';
import { realpathSync, renameSync, statSync, unlinkSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { makePrivate } from './private-folder';

/** `sun_path` holds 104 bytes on macOS and 108 on Linux; the socket is first made under a name 12 bytes longer. */
const MAX_PATH_BYTES = 88;
/** Within this time, a process that mistook our socket for the stale one has replaced it. */
const SETTLE_MS = 150;
const MAX_TRIES = 5;

/** The folder belongs to a running process. The message is for the person who started this one. */
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

type Answer = (socket: Socket) => void;
const hangUp: Answer = (socket) => socket.destroy();

/**
 * Reserves a data folder for this process and its account alone, or throws FolderInUseError, or EnvError when the folder is not
 * ours.
 *
 * Node has no flock, and a file with a process id means nothing across containers. The lock is a listening socket in the folder:
 * it answers while its owner runs, whichever container shares the volume, and stops answering when the owner ends, `kill -9`
 * included.
 * A socket that does not answer is replaced by `rename`; of several processes that replace it at once the last wins, and the
 * others detect it.
 * Hosts that share a folder over a network do not see each other's sockets; the embedded database is not meant for them.
 * `answer` serves other processes of this account that connect (`askOwner`).
 */
export async function lockFolder(folder: string, answer: Answer = hangUp): Promise<FolderLock> {
  const real = makePrivate(folder);
  if (process.platform === 'win32') return lockPipe(real, answer);
  const path = socketPath(real);
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const found = identity(path);
    if (found !== null && (await answers(path))) throw new FolderInUseError(real);
    const temporary = `${path}.${randomBytes(4).toString('hex')}`;
    const server = await listen(temporary, answer);
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

/** Inode numbers are reused; together with its change time, one identifies a file. Null when there is no file. */
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

/**
 * Connects to the process that has locked a folder, and writes `request` to it. Null when no process has locked it. What comes back
 * may end at any time.
 */
export function askOwner(folder: string, request: string): Promise<Socket | null> {
  const real = realpathSync(folder);
  return new Promise((resolve, reject) => {
    const socket = connect(process.platform === 'win32' ? pipePath(real) : socketPath(real));
    socket.once('connect', () => {
      socket.write(request);
      resolve(socket);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED' || error.code === 'ENOENT') resolve(null);
      else reject(error);
    });
  });
}

function listen(path: string, answer: Answer): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(answer);
    server.unref();
    server.on('error', reject);
    server.listen(path, () => resolve(server));
  });
}

/** Windows releases a named pipe when its process ends, and lets only one process at a time create it. */
async function lockPipe(real: string, answer: Answer): Promise<FolderLock> {
  try {
    const server = await listen(pipePath(real), answer);
    return { release: () => server.close() };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') throw new FolderInUseError(real);
    throw error;
  }
}

const pipePath = (real: string) => `\\\\.\\pipe\\aforo-${hash(real.toLowerCase())}`;
