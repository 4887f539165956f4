import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { env } from '../env';
import { log } from '../log';
import { shared } from '../shared';
import type { ApiRequest } from './api-request';

const HEADER = 'x-forwarded-for';
/** The header of a request whose `x-forwarded-for` we have set. It carries a value that only this process knows. */
const SEAL = 'x-aforo-sealed';
const UNKNOWN = 'unknown';
/** The headers in which a proxy describes the request that it received; they are trusted only from a trusted proxy. */
const TOLD_BY_PROXIES = ['forwarded', 'x-forwarded-host', 'x-forwarded-port', 'x-forwarded-proto', 'x-real-ip'];

const seal = () => shared('client-address.seal', randomUUID);

/**
 * Sets the forwarded headers so that a client cannot forge them. To be called on each request before anything else reads it.
 * `x-forwarded-for` becomes the single address of the client: the peer's, or the one that trusted proxies report. The other proxy
 * headers are removed unless the peer is trusted; then the host that it reports becomes `host`.
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
 * The client's address, as IPv4 where it is one; 'unknown' when it cannot be determined. Without the custom server the peer is
 * not known: then only a number of proxies (TRUSTED_PROXIES) decides which address of the list a proxy of ours wrote.
 */
export function clientAddress(headers: ApiRequest['headers']): string {
  const told = listOf(headers.get(HEADER) ?? undefined);
  if (headers.get(SEAL) === seal()) return told[0] ?? UNKNOWN;
  const proxies = env().TRUSTED_PROXIES;
  const written = typeof proxies === 'number' && proxies > 0 ? told.at(-proxies) : undefined;
  return written !== undefined && isIP(written) ? normal(written) : UNKNOWN;
}

/** The key of a limit by address: for IPv6 the network (/64), because a single household or phone has every address in it. */
export function limitKey(address: string): string {
  if (!isIP(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  const network = (parsed as ipaddr.IPv6).parts.slice(0, 4).map((part) => part.toString(16));
  return `${network.join(':')}::/64`;
}

/**
 * The first address, counted from the peer backwards, that is not a trusted proxy; the last trusted one when the next entry is
 * not an address.
 */
function addressOf(peer: string, told: readonly string[], isTrusted: Trust): string {
  let address = peer;
  for (let hop = 0; isTrusted(address, hop); hop += 1) {
    const before = told.at(-1 - hop);
    if (before === undefined || !isIP(before)) break;
    address = normal(before);
  }
  return address || UNKNOWN;
}

/** Whether the address belongs to a trusted proxy; `hop` counts from the peer, which is 0. */
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

/** IPv4 as IPv4, even if a dual-stack socket wraps it into IPv6; anything that is not an address is returned unchanged. */
function normal(address: string): string {
  // Node accepts IPv4 in one form only, so it needs no parsing.
  return isIP(address) === 6 ? ipaddr.process(address).toString() : address;
}

function listOf(header: IncomingHttpHeaders[string]): string[] {
  const text = [header].flat().join(',');
  return text === '' ? [] : text.split(',').map((entry) => entry.trim());
}

/** Warns once, if PUBLIC_URL is set and TRUSTED_PROXIES is not: then all people behind a proxy count as a single address. */
function warnOfProxy(): void {
  if (env().TRUSTED_PROXIES !== undefined || env().PUBLIC_URL === undefined) return;
  shared('client-address.warned', () => {
    log().warn(
      'X-Forwarded-For is ignored: set TRUSTED_PROXIES to the address of the proxy, or everyone behind it counts as one',
    );
    return true;
  });
}
