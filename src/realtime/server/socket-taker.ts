import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { ignore } from './close-socket';

type Markable = IncomingMessage & { upgrade?: boolean };
type UpgradeListener = (request: IncomingMessage, socket: Socket, head: Buffer) => void;

/**
 * Frees the sockets of streams from Node's HTTP parser, request and response, which cost more memory than the rest of a stream.
 *
 * Node frees a socket by itself when a request asks for an upgrade. A stream's request does not, so it is marked as one while its
 * `request` event runs; Node looks at the mark right after. That is its own tested path, but the mark is not documented:
 * a version that ignored it would not emit `upgrade`, and the stream would be served on its response (raw-sink.ts), as it is
 * when another request came right behind it, or one before it has not been answered.
 *
 * A taken socket never carries another request: the parser may have swallowed the beginning of one, so that a parser of its
 * own would read the rest as a request. Whoever takes a socket closes it (close-socket.ts).
 */
export class SocketTaker {
  readonly #waiting = new WeakMap<IncomingMessage, (socket: Socket) => void>();

  /** `otherwise` gets real upgrades. */
  constructor(server: Server, otherwise: UpgradeListener) {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      const taken = this.#waiting.get(request);
      if (taken) taken(socket as Socket);
      else otherwise(request, socket as Socket, head);
    });
  }

  /** To be called while the `request` event runs. Null when the request must be answered on its response. */
  take(request: Markable, response: ServerResponse): Promise<Socket | null> {
    // A response without its socket waits behind those of requests before it.
    if (!isPlainGet(request) || response.socket === null) return Promise.resolve(null);
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
}

/** HTTP/1.0 knows no chunks; bytes of a body would be taken for the next request. */
function isPlainGet({ method, httpVersion, headers }: IncomingMessage): boolean {
  const hasBody = headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
  return method === 'GET' && httpVersion === '1.1' && !hasBody && headers.upgrade === undefined;
}
