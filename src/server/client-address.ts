import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';
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

/** What a limit by address counts: of IPv6 the network (/64), of which a single household or phone has every address. */
export function limitKey(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address;
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? [];
  const groups = head === '' ? [] : head.split(':');
  const missing = tail === undefined ? 0 : 8 - groups.length - (tail === '' ? 0 : tail.split(':').length);
  const whole = [...groups, ...Array<string>(missing).fill('0'), ...(tail ? tail.split(':') : [])];
  return `${whole
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
