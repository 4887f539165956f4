import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** The parts of a request that a handler reads. A Web `Request` has them, and so does the result of `readRequest` for Node's. */
export interface ApiRequest {
  readonly method: string;
  /** The whole URL; only its path and query come from the request. */
  readonly url: string;
  readonly headers: { get(name: string): string | null };
  /** It can be read only once. */
  readonly body: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array> | null;
}

/**
 * A request of Node, with its headers as the front door left them. It costs less than a Web `Request`, of which a handler would
 * use no more than this.
 */
export function readRequest(request: IncomingMessage): ApiRequest {
  const { method = 'GET', url, headers } = request;
  return {
    method,
    url: `http://localhost${url}`,
    headers: { get: (name) => read(headers, name.toLowerCase()) },
    // A reader that stops early must not close the connection: the answer still has to be sent over it.
    body: method === 'GET' || method === 'HEAD' ? null : request.iterator({ destroyOnReturn: false }),
  };
}

function read(headers: IncomingHttpHeaders, name: string): string | null {
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
  return Array.isArray(value) ? value.join(', ') : (value ?? null);
}
