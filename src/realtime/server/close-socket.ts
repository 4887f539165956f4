import type { Socket } from 'node:net';
import { END_GRACE_MS } from './sink';

/**
 * Ends our side of a socket after `last`, and destroys it as soon as the peer has ended its own, at the latest after END_GRACE_MS.
 * What still arrives is read and thrown away: closing over unread bytes would reset the connection, and take `last` from a peer that
 * has not read it yet.
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

/** What an error leads to is said by the `close` that follows; without a listener it would end the process. */
export function ignore(): void {}
