import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** What a handler reads of a request. A Web `Request` is one, and so is what `readRequest` makes of Node's. */
export interface ApiRequest {
  readonly method: string;
  /** Whole; only its path and query are the request's own. */
  readonly url: string;
  readonly headers: { get(name: string): string | null };
  /** To be read once. */
  readonly body: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array> | null;
}

/**
 * A request of Node's, its headers as the front door left them. Cheaper than a Web `Request` made of it, of which a handler would use
 * no more.
 */
export function readRequest(request: IncomingMessage): ApiRequest {
  const { method = 'GET', url, headers } = request;
  return {
    method,
    url: `http://localhost${url}`,
    headers: { get: (name) => read(headers, name.toLowerCase()) },
    // Who stops reading must not cut the connection: the answer is still to go over it.
    body: method === 'GET' || method === 'HEAD' ? null : request.iterator({ destroyOnReturn: false }),
  };
}

function read(headers: IncomingHttpHeaders, name: string): string | null {
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
  return Array.isArray(value) ? value.join(', ') : (value ?? null);
}
