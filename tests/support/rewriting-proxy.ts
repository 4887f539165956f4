import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Json = Record<string, unknown>;

/** What another version of the server would say in place of this one. */
export interface OtherVersion {
  /** A reservation of a list or of an event. */
  readonly row?: (row: Json) => Json;
  /** An entry of a reservation's history. */
  readonly entry?: (entry: Json) => Json;
  /** An event of the stream. */
  readonly event?: (event: Json) => Json;
}

/** A server of another version: this one's answers and events in another shape. */
export class RewritingProxy {
  version: OtherVersion = {};
  readonly #server: Server;

  private constructor(private readonly port: number) {
    this.#server = createServer((incoming, outgoing) => this.#pass(incoming, outgoing));
  }

  static async listen(port: number): Promise<RewritingProxy> {
    const proxy = new RewritingProxy(port);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  #pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { method, url = '/', headers } = incoming;
    const options = { host: '127.0.0.1', port: this.port, method, path: url };
    const upstream = request({ ...options, headers: { ...headers, 'accept-encoding': 'identity' } }, (answer) => {
      const type = answer.headers['content-type'] ?? '';
      const { 'content-length': _, ...rest } = answer.headers;
      if (url.startsWith('/api/reservas') && /^text\/event-stream/.test(type)) {
        outgoing.writeHead(answer.statusCode ?? 502, rest);
        this.#rewriteStream(answer, outgoing);
      } else if (url.startsWith('/api/reservas') && /^application\/json/.test(type)) {
        outgoing.writeHead(answer.statusCode ?? 502, rest);
        this.#rewriteAnswer(answer, outgoing);
      } else {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      }
    });
    upstream.on('error', () => outgoing.destroy());
    outgoing.on('close', () => upstream.destroy());
    incoming.pipe(upstream);
  }

  #rewriteAnswer(answer: IncomingMessage, outgoing: ServerResponse): void {
    const chunks: Buffer[] = [];
    answer.on('data', (chunk: Buffer) => chunks.push(chunk));
    answer.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Json;
      const row = this.version.row ?? ((same) => same);
      if (Array.isArray(body.reservations)) body.reservations = body.reservations.map((each) => row(each as Json));
      const entry = this.version.entry ?? ((same) => same);
      if (Array.isArray(body.entries)) body.entries = body.entries.map((each) => entry(each as Json));
      if (body.reservation) body.reservation = row(body.reservation as Json);
      outgoing.end(JSON.stringify(body));
    });
  }

  #rewriteStream(answer: IncomingMessage, outgoing: ServerResponse): void {
    let rest = '';
    answer.setEncoding('utf8');
    answer.on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) outgoing.write(`${this.#rewriteLine(line)}\n`);
    });
    answer.on('end', () => outgoing.end());
  }

  #rewriteLine(line: string): string {
    if (!line.startsWith('data:')) return line;
    const event = JSON.parse(line.slice(5)) as Json;
    if (event.reservation && this.version.row) event.reservation = this.version.row(event.reservation as Json);
    return `data:${JSON.stringify(this.version.event?.(event) ?? event)}`;
  }
}
