import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface NamedProxy {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Stands before one of several processes and asks it by the public address that all of them have, wherever the browser has found it: a process
 * answers to no other name.
 */
export async function startNamedProxy(port: number, publicUrl: string): Promise<NamedProxy> {
  const { host, origin } = new URL(publicUrl);
  const server = createServer((incoming, outgoing) => pass(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  function pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { method, url: path, headers } = incoming;
    const named = { ...headers, host, ...(headers.origin === url ? { origin } : {}) };
    const upstream = request({ host: '127.0.0.1', port, method, path, headers: named }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      outgoing.flushHeaders();
      answer.pipe(outgoing);
    });
    upstream.on('error', () => outgoing.destroy());
    outgoing.on('close', () => upstream.destroy());
    incoming.pipe(upstream);
  }

  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
