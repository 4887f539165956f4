import type { IncomingMessage, ServerResponse } from 'node:http';
import { hostname, networkInterfaces } from 'node:os';
import { messages } from '@/i18n/messages';
import { env } from '../env';
import { DomainError } from '../errors';
import { shared } from '../shared';
import type { ApiRequest } from './api-request';

/** Whoever watches a process asks it by an address of its own. */
const PROBES = /^\/api\/(?:health|ready|metrics)\/?(?:\?|$)/;
/** Interfaces come and go, as a laptop changes its network. */
const NAMES_MS = 10_000;

interface Names {
  readonly at: number;
  readonly names: ReadonlySet<string>;
}

/** The origin that a browser shows for this server: the configured one, else the request's own, whose host is ours by then. */
export function originOf(headers: ApiRequest['headers'], url: string): string {
  const { PUBLIC_URL } = env();
  if (PUBLIC_URL) return new URL(PUBLIC_URL).origin;
  const host = headers.get('host');
  return host ? `http://${host}` : new URL(url).origin;
}

/** Throws MISDIRECTED when `Host` does not name this server; `path` may carry a query. Probes may ask by any name. */
export function checkHost(host: string | null | undefined, path: string): void {
  if (!PROBES.test(path) && !isOurHost(host)) throw new DomainError('MISDIRECTED');
}

/**
 * Answers 421 with a sentence when a request's host is not ours, and says so. For what is not answered by `handled` or the stream, which
 * refuse by a problem document: pages, files, and what no one serves.
 */
export function refuseForeignHost(request: IncomingMessage, response: ServerResponse): boolean {
  const { host } = request.headers;
  const path = request.url ?? '/';
  if (path.startsWith('/api/') || isOurHost(host)) return false;
  response.writeHead(421, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  response.end(request.method === 'HEAD' ? undefined : `${messages.errors.MISDIRECTED}\n`);
  return true;
}

/**
 * Whether a `Host` header names this server. With PUBLIC_URL its host alone does; else what the machine is reached by: localhost, its
 * addresses, its name and HOST, on any port, since a port may be forwarded. Any other name is somebody else's, also where it leads here
 * (DNS rebinding), and would end up in the address of a guest's pass.
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

/** With its port only where it is not the scheme's own. Null for what no browser sends. */
function parseHost(host: string | null | undefined, protocol: string): URL | null {
  if (!host || !/^[\w.:[\]-]+$/.test(host)) return null;
  const url = `${protocol}//${host}`;
  return URL.canParse(url) ? new URL(url) : null;
}

/** Addresses of IPv6 without brackets, names without the root's dot. */
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

/** HOST as a wildcard is nobody's name: some browsers lead 0.0.0.0 of any page to this machine. */
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

/** As an address stands in a `Host` header. */
function wrapped(name: string): string {
  return name.includes(':') ? `[${name.split('%')[0]}]` : name;
}
