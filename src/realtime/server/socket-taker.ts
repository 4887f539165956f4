import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { ignore } from './close-socket';

type Markable = IncomingMessage & { upgrade?: boolean };
type UpgradeListener = (request: IncomingMessage, socket: Socket, head: Buffer) => void;

/**
 * Detaches the sockets of streams from Node's HTTP parser, request and response, which use more memory than the rest of a stream.
 *
 * Node detaches a socket by itself when a request asks for an upgrade. A stream's request does not, so it is marked as an upgrade
 * while its `request` event runs; Node reads the mark right after. This path of Node is tested, but the mark is not documented: a
 * version that ignored it would not emit `upgrade`, and the stream would be served on its response (raw-sink.ts). The same
 * happens when another request follows directly behind it, or when an earlier one has not been answered.
 *
 * A taken socket never carries another request: the parser may have consumed the beginning of one, and a new parser would read
 * the rest as a request. The code that takes a socket must close it (close-socket.ts).
 */
export class SocketTaker {
  readonly #waiting = new WeakMap<IncomingMessage, (socket: Socket) => void>();

  /** `otherwise` receives real upgrades. */
  constructor(server: Server, otherwise: UpgradeListener) {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      const taken = this.#waiting.get(request);
      if (taken) taken(socket as Socket);
      else otherwise(request, socket as Socket, head);
    });
  }

  /** To be called while the `request` event runs. Null when the request must be answered on its response. */
  take(request: Markable, response: ServerResponse): Promise<Socket | null> {
    // A response without a socket waits for the responses to earlier requests.
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

/** HTTP/1.0 has no chunked encoding; the bytes of a body would be read as the next request. */
function isPlainGet({ method, httpVersion, headers }: IncomingMessage): boolean {
  const hasBody = headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
  return method === 'GET' && httpVersion === '1.1' && !hasBody && headers.upgrade === undefined;
}
