import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { env } from '../env';
import { log } from '../log';
import { shared } from '../shared';
import type { ApiRequest } from './api-request';

const HEADER = 'x-forwarded-for';
/** Of a request whose `x-forwarded-for` is ours. It bears a value that only this process knows. */
const SEAL = 'x-aforo-sealed';
const UNKNOWN = 'unknown';
/** What a proxy tells of the request that it received; believed from a trusted one alone. */
const TOLD_BY_PROXIES = ['forwarded', 'x-forwarded-host', 'x-forwarded-port', 'x-forwarded-proto', 'x-real-ip'];

const seal = () => shared('client-address.seal', randomUUID);

/**
 * Makes the forwarded headers such that a client cannot invent them. To be called on each request before anything else reads it.
 * `x-forwarded-for` becomes the one address of who asks: the peer's, or what trusted proxies tell of it. The other headers of proxies
 * are removed unless the peer is trusted; then the host that it was asked for becomes `host`.
 */
export function sealClientAddress(request: IncomingMessage): void {
  const { headers } = request;
  if (headers[SEAL] === seal()) return;
  const peer = normal(request.socket.remoteAddress ?? '');
  const isTrusted = trust();
  const told = listOf(headers[HEADER]);
  if (isTrusted(peer, 0)) {
    headers.host = listOf(headers['x-forwarded-host']).at(-1) ?? headers.host;
  } else {
    for (const name of TOLD_BY_PROXIES) delete headers[name];
    if (told.length > 0) warnOfProxy();
  }
  headers[HEADER] = addressOf(peer, told, isTrusted);
  headers[SEAL] = seal();
}

/**
 * The address of who asks, IPv4 where it is one; 'unknown' where nobody can tell. Without the custom server there is no peer to trust or
 * not: then only a number of proxies (TRUSTED_PROXIES) says which address of the list one of them wrote.
 */
export function clientAddress(headers: ApiRequest['headers']): string {
  const told = listOf(headers.get(HEADER) ?? undefined);
  if (headers.get(SEAL) === seal()) return told[0] ?? UNKNOWN;
  const proxies = env().TRUSTED_PROXIES;
  const written = typeof proxies === 'number' && proxies > 0 ? told.at(-proxies) : undefined;
  return written !== undefined && isIP(written) ? normal(written) : UNKNOWN;
}

/** What a limit by address counts: of IPv6 the network (/64), of which a single household or phone has every address. */
export function limitKey(address: string): string {
  if (!isIP(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  const network = (parsed as ipaddr.IPv6).parts.slice(0, 4).map((part) => part.toString(16));
  return `${network.join(':')}::/64`;
}

/** The first address, from the peer backwards, that is no trusted proxy; the last that is one when the rest is no address. */
function addressOf(peer: string, told: readonly string[], isTrusted: Trust): string {
  let address = peer;
  for (let hop = 0; isTrusted(address, hop); hop += 1) {
    const before = told.at(-1 - hop);
    if (before === undefined || !isIP(before)) break;
    address = normal(before);
  }
  return address || UNKNOWN;
}

/** Whether the address is a trusted proxy's; `hop` counts from the peer, which is 0. */
type Trust = (address: string, hop: number) => boolean;

function trust(): Trust {
  return shared('client-address.trust', () => {
    const proxies = env().TRUSTED_PROXIES ?? 0;
    if (typeof proxies === 'number') return (_, hop) => hop < proxies;
    const ranges = proxies.map((text) => ipaddr.parseCIDR(text.includes('/') ? text : `${text}/${bitsOf(text)}`));
    return (address) => {
      if (!isIP(address)) return false;
      const parsed = ipaddr.process(address);
      return ranges.some(([base, bits]) => parsed.kind() === base.kind() && parsed.match(base, bits));
    };
  });
}

const bitsOf = (address: string) => (ipaddr.parse(address).kind() === 'ipv4' ? 32 : 128);

/** IPv4 as itself, also where a dual-stack socket wraps it into IPv6; anything else than an address unchanged. */
function normal(address: string): string {
  return isIP(address) ? ipaddr.process(address).toString() : address;
}

function listOf(header: IncomingHttpHeaders[string]): string[] {
  const text = [header].flat().join(',');
  return text === '' ? [] : text.split(',').map((entry) => entry.trim());
}

/** Once, where nobody has said that there is no proxy: all people behind one would count as a single address. */
function warnOfProxy(): void {
  if (env().TRUSTED_PROXIES !== undefined || env().PUBLIC_URL === undefined) return;
  shared('client-address.warned', () => {
    log().warn(
      'X-Forwarded-For is ignored: set TRUSTED_PROXIES to the address of the proxy, or everyone behind it counts as one',
    );
    return true;
  });
}
