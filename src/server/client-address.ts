import type { IncomingMessage } from 'node:http';
import { env } from './env';

const HEADER = 'x-forwarded-for';

/**
 * Makes the forwarded address one that a client cannot invent. To be called on each request before Next sees it: without a
 * proxy (no PUBLIC_URL) the socket's address replaces whatever the client sent; behind one, the proxy has added the last.
 */
export function sealClientAddress(request: IncomingMessage): void {
  const peer = request.socket.remoteAddress;
  if (peer !== undefined && (!env().PUBLIC_URL || !request.headers[HEADER])) request.headers[HEADER] = peer;
}

/** The address of who asks; of a proxy's list the last, which the proxy itself wrote. */
export function clientAddress(headers: Headers): string {
  return headers.get(HEADER)?.split(',').at(-1)?.trim() || 'unknown';
}
