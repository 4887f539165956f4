import type { Handler } from '@/modules/access/route';
import type { Endpoint } from './endpoint';
import { ENDPOINTS } from './endpoints';

/** What answers a request, with what its path says. */
export interface Found {
  readonly handler: Handler;
  /** Decoded, as Next hands them over. */
  readonly params: Record<string, string | string[]>;
}

interface Pattern {
  readonly matches: RegExp;
  readonly names: readonly { readonly name: string; readonly isRest: boolean }[];
  readonly endpoint: Endpoint;
}

const FIXED = new Map(ENDPOINTS.filter(({ path }) => !path.includes('[')).map((made) => [made.path as string, made]));
const PATTERNS = ENDPOINTS.filter(({ path }) => path.includes('[')).map(compile);

/**
 * Finds who answers `method` at a target that the front door has let pass. Null for what Next answers by itself: an address with a
 * slash at its end, and the stream's in another spelling than its own.
 */
export function findEndpoint(method: string, target: string): Found | null {
  // As a browser reads it, dots resolved.
  const { pathname } = new URL(target, 'http://localhost');
  const fixed = FIXED.get(pathname);
  if (fixed) return { handler: handlerOf(fixed, method), params: {} };
  for (const { matches, names, endpoint } of PATTERNS) {
    const values = matches.exec(pathname)?.slice(1);
    if (!values) continue;
    const params = names.map(({ name, isRest }, i) => [name, decode(values[i] ?? '', isRest)]);
    return { handler: handlerOf(endpoint, method), params: Object.fromEntries(params) };
  }
  return null;
}

function handlerOf(endpoint: Endpoint, method: string): Handler {
  return endpoint[method === 'HEAD' ? 'GET' : (method as keyof Omit<Endpoint, 'path'>)];
}

function decode(value: string, isRest: boolean): string | string[] {
  return isRest ? value.split('/').map(decodeURIComponent) : decodeURIComponent(value);
}

/** `[id]` is one segment, `[...all]` is what is left of the path. */
function compile(endpoint: Endpoint): Pattern {
  const names = [...endpoint.path.matchAll(/\[(\.{3})?(\w+)\]/g)].map(([, rest, name = '']) => ({
    name,
    isRest: rest !== undefined,
  }));
  const source = endpoint.path.replace(/\[\.{3}\w+\]/, '(.*[^/])').replace(/\[\w+\]/g, '([^/]+)');
  return { matches: new RegExp(`^${source}$`), names, endpoint };
}
