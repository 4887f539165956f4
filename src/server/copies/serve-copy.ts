import type { Socket } from 'node:net';
import { database } from '@/platform/db/transaction';
import { env } from '@/platform/env';
import { log } from '@/platform/log';
import { storedSecret } from '@/platform/secret';
import { writeCopy } from './write-copy';

/** What a process writes to the socket of the data folder to be sent a copy. */
export const COPY_REQUEST = 'copy\n';
/** Whoever connects only to see whether somebody answers asks nothing. */
const REQUEST_MS = 5_000;

/**
 * Answers a connection to the socket that locks the data folder, which only processes of this account can open. A copy that fails
 * ends without its last line, so whoever receives it sees that it is not whole.
 */
export function serveCopy(socket: Socket): void {
  socket.unref();
  socket.setTimeout(REQUEST_MS, () => socket.destroy());
  socket.on('error', () => socket.destroy());
  socket.once('data', (asked) => {
    if (String(asked) !== COPY_REQUEST) {
      socket.destroy();
      return;
    }
    socket.setTimeout(0);
    writeCopy(database(), storedSecret(), env().DATA_DIR, socket).catch((error: unknown) => {
      log().error({ err: error }, 'copy failed');
      socket.destroy();
    });
  });
}
