import type { Socket } from 'node:net';
import { END_GRACE_MS } from './sink';

/**
 * Ends our side of a socket after `last`, and destroys the socket as soon as the peer has ended its own side, at the latest after
 * END_GRACE_MS. Bytes that still arrive are read and discarded: to close a socket with unread bytes would reset the connection,
 * and a peer that has not read `last` yet would lose it.
 */
export function closeSocket(socket: Socket, last: string | Uint8Array = ''): void {
  if (socket.destroyed) return;
  const cut = setTimeout(() => socket.destroy(), END_GRACE_MS).unref();
  socket
    .on('error', ignore)
    .once('close', () => clearTimeout(cut))
    .once('end', () => socket.destroySoon())
    .resume();
  if (!socket.writableEnded) socket.end(last);
}

/** The `close` event that follows handles the error; without an `error` listener, the error would end the process. */
export function ignore(): void {}
