import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const CHUNKS = '/_next/static/chunks/';
/** What the names of the next version's files begin with. */
const NEXT = 'next.';

/**
 * A server that can be updated: its next version has the same programs in files of other names, which its pages and its service worker
 * name, and the files of the version before are gone.
 */
export class UpdatingProxy {
  isUpdated = false;
  /** Refuses every connection, as an unplugged cable would. */
  isDown = false;
  /** Loses every write, on its way there. */
  losesWrites = false;
  readonly #server: Server;

  private constructor(private readonly port: number) {
    this.#server = createServer((incoming, outgoing) => this.#pass(incoming, outgoing));
  }

  static async listen(port: number): Promise<UpdatingProxy> {
    const proxy = new UpdatingProxy(port);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Cuts what is open now. */
  cut(): void {
    this.#server.closeAllConnections();
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.cut();
    await closed;
  }

  #pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { method = '', url = '/', headers } = incoming;
    const isLost = this.losesWrites && !['GET', 'HEAD'].includes(method);
    if (this.isDown || isLost) {
      incoming.socket.destroy();
      return;
    }
    const isNext = url.startsWith(CHUNKS + NEXT);
    if (url.startsWith(CHUNKS) && isNext !== this.isUpdated) {
      outgoing.writeHead(404).end();
      return;
    }
    const options = { host: '127.0.0.1', port: this.port, method, path: url.replace(CHUNKS + NEXT, CHUNKS) };
    // What the browser has of the version before is no answer of the next one.
    const { 'if-none-match': _, 'if-modified-since': __, ...rest } = headers;
    const upstream = request({ ...options, headers: { ...rest, 'accept-encoding': 'identity' } }, (answer) => {
      const isText = /^(?:text\/html|text\/x-component|(?:text|application)\/javascript)/.test(
        answer.headers['content-type'] ?? '',
      );
      if (this.isUpdated && isText) void rename(answer, outgoing);
      else answer.pipe(outgoing.writeHead(answer.statusCode ?? 502, answer.headers));
    });
    upstream.on('error', () => outgoing.destroy());
    outgoing.on('close', () => upstream.destroy());
    incoming.pipe(upstream);
  }
}

async function rename(answer: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  const { 'content-length': _, etag: __, ...headers } = answer.headers;
  outgoing.writeHead(answer.statusCode ?? 502, headers);
  outgoing.end(text.replaceAll(/(static\/chunks\/)([\w~-][\w.~-]*\.(?:js|css))/g, `$1${NEXT}$2`));
}
