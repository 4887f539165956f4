import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

type Markable = IncomingMessage & { upgrade?: boolean };
type UpgradeListener = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/**
 * Frees the sockets of streams from Node's HTTP parser, request and response, which cost more memory than the rest of a
 * stream, and gives them back for the next request when the stream has ended.
 *
 * Node frees a socket by itself when a request asks for an upgrade. A stream's request does not, so it is marked as one while its
 * `request` event runs; Node looks at the mark right after. That is its own tested path, but the mark is not documented:
 * a version that ignored it would not emit `upgrade`, and the stream would be served on its response (raw-sink.ts), as it is
 * when another request came right behind it.
 * Giving back is documented: a `connection` event on the server.
 */
export class SocketTaker {
  readonly #waiting = new WeakMap<IncomingMessage, (socket: Socket) => void>();

  /** `otherwise` gets real upgrades. */
  constructor(
    private readonly server: Server,
    otherwise: UpgradeListener,
  ) {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      const taken = this.#waiting.get(request);
      if (taken) taken(socket as Socket);
      else otherwise(request, socket, head);
    });
  }

  /** To be called while the `request` event runs. Null when the request must be answered on its response. */
  take(request: Markable, response: ServerResponse): Promise<Socket | null> {
    if (!isPlainGet(request)) return Promise.resolve(null);
    return new Promise((resolve) => {
      this.#waiting.set(request, (socket) => {
        this.#waiting.delete(request);
        response.detachSocket(socket);
        socket.on('error', ignore);
        resolve(socket);
      });
      request.upgrade = true;
      setImmediate(() => {
        if (!this.#waiting.delete(request)) return;
        request.upgrade = false;
        resolve(null);
      });
    });
  }

  /**
   * Lets the server read the socket's next request; one that no longer listens closes it. A function of its own: a stream keeps
   * it as long as it lives, and a closure made where the request is answered would keep the request as well.
   */
  readonly giveBack = (socket: Socket): void => {
    if (socket.destroyed) return;
    if (!this.server.listening) {
      socket.destroySoon();
      return;
    }
    socket.off('error', ignore);
    this.server.emit('connection', socket);
    socket.setTimeout(this.server.keepAliveTimeout);
    socket.resume();
  };
}

/** HTTP/1.0 knows no chunks; bytes of a body would be taken for the next request. */
function isPlainGet({ method, httpVersion, headers }: IncomingMessage): boolean {
  const hasBody = headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
  return method === 'GET' && httpVersion === '1.1' && !hasBody && headers.upgrade === undefined;
}

/** What an error leads to is said by the `close` that follows; without a listener it would end the process. */
function ignore(): void {}
