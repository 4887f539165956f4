import type { IncomingMessage, ServerResponse } from 'node:http';
import { hostname, networkInterfaces } from 'node:os';
import { acceptedLocale } from '@/i18n/accepted-locale';
import { MESSAGES } from '@/i18n/messages';
import { env } from '../env';
import { DomainError } from '../errors';
import { shared } from '../shared';
import type { ApiRequest } from './api-request';

/** A monitor reaches a process by that process's own address. */
const PROBES = /^\/api\/(?:health|ready|metrics)\/?(?:\?|$)/;
/** Milliseconds for which names are cached: network interfaces change, for example when a laptop changes its network. */
const NAMES_MS = 10_000;

interface Names {
  readonly at: number;
  readonly names: ReadonlySet<string>;
}

/** The origin that a browser shows for this server: the configured one, else the request's own, whose host has been checked by then. */
export function originOf(headers: ApiRequest['headers'], url: string): string {
  const { PUBLIC_URL } = env();
  if (PUBLIC_URL) return new URL(PUBLIC_URL).origin;
  const host = headers.get('host');
  return host ? `http://${host}` : new URL(url).origin;
}

/** Throws MISDIRECTED when `Host` does not name this server; `path` may include a query. Probes may use any name. */
export function checkHost(host: string | null | undefined, path: string): void {
  if (!PROBES.test(path) && !isOurHost(host)) throw new DomainError('MISDIRECTED');
}

/**
 * When a request's host is not ours, answers 421 with a sentence and returns true. It serves everything except `handled` and the
 * stream, which refuse with a problem document: pages, files, and addresses that nothing serves.
 */
export function refuseForeignHost(request: IncomingMessage, response: ServerResponse): boolean {
  const { host, 'accept-language': languages } = request.headers;
  const path = request.url ?? '/';
  if (path.startsWith('/api/') || isOurHost(host)) return false;
  response.writeHead(421, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  const { MISDIRECTED } = MESSAGES[acceptedLocale(languages)].errors;
  response.end(request.method === 'HEAD' ? undefined : `${MISDIRECTED}\n`);
  return true;
}

/**
 * Whether a `Host` header names this server. With PUBLIC_URL only its host is accepted; without it, the names by which the machine is
 * reached: localhost, its addresses, its name and HOST, on any port, since a port may be forwarded. Any other name belongs to somebody
 * else, even if it resolves to this machine (DNS rebinding), and would appear in the address of a guest's pass.
 */
export function isOurHost(host: string | null | undefined): boolean {
  const { PUBLIC_URL } = env();
  const ours = PUBLIC_URL ? new URL(PUBLIC_URL) : null;
  const asked = parseHost(host, ours?.protocol ?? 'http:');
  if (!asked) return false;
  if (ours) return asked.host === ours.host;
  const name = bare(asked.hostname);
  return isLoopback(name) || ownNames().has(name);
}

/** The URL has a port only when it is not the scheme's default. Null for a value that no browser sends. */
function parseHost(host: string | null | undefined, protocol: string): URL | null {
  if (!host || !/^[\w.:[\]-]+$/.test(host)) return null;
  const url = `${protocol}//${host}`;
  return URL.canParse(url) ? new URL(url) : null;
}

/** IPv6 addresses without brackets, names without the final dot of the root. */
function bare(hostName: string): string {
  return hostName.toLowerCase().replace(/^\[|\]$|\.$/g, '');
}

function isLoopback(name: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^127(?:\.\d{1,3}){3}$/.test(name);
}

function ownNames(now = Date.now()): ReadonlySet<string> {
  const kept = shared<{ current: Names }>('origin.names', () => ({ current: readNames(now) }));
  if (now - kept.current.at > NAMES_MS) kept.current = readNames(now);
  return kept.current.names;
}

/** A wildcard in HOST is not a name: some browsers connect 0.0.0.0 on any page to this machine. */
function readNames(at: number): Names {
  const addresses = Object.values(networkInterfaces()).flatMap((found) => found?.map(({ address }) => address) ?? []);
  const name = bare(hostname());
  const [label = name] = name.split('.');
  const names = [...addresses, name, `${label}.local`, bare(env().HOST)].map((one) => parseHost(wrapped(one), 'http:'));
  const wildcards = new Set(['0.0.0.0', '::']);
  return {
    at,
    names: new Set(names.flatMap((url) => (url ? [bare(url.hostname)] : [])).filter((n) => !wildcards.has(n))),
  };
}

/** The form of an address in a `Host` header. */
function wrapped(name: string): string {
  return name.includes(':') ? `[${name.split('%')[0]}]` : name;
}
