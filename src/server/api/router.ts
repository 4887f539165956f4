import type { Handler } from '@/modules/access/route';
import { PAGES } from '../pages/pages';
import type { Endpoint } from './endpoint';
import { ENDPOINTS } from './endpoints';

/** The handler of a request, with the parameters of its path. */
export interface Found {
  readonly handler: Handler;
  /** Decoded, as Next passes them. */
  readonly params: Record<string, string | string[]>;
}

interface Pattern {
  readonly matches: RegExp;
  readonly names: readonly { readonly name: string; readonly isRest: boolean }[];
  readonly endpoint: Endpoint;
}

/**
 * Finds the handler of `method` at a target that the front door has accepted. Null for what Next answers itself: an
 * address with a trailing slash, and the stream's address in a different spelling.
 */
export type FindEndpoint = (method: string, target: string) => Found | null;

/** Finds handlers in a list of endpoints; when two patterns match, the first one serves. */
export function routerOf(endpoints: readonly Endpoint[]): FindEndpoint {
  const fixed = new Map(endpoints.filter(({ path }) => !path.includes('[')).map((made) => [made.path as string, made]));
  const patterns = endpoints.filter(({ path }) => path.includes('[')).map(compile);
  return (method, target) => {
    // As a browser parses it, with dot segments resolved.
    const { pathname } = new URL(target, 'http://localhost');
    const found = fixed.get(pathname);
    if (found) return { handler: handlerOf(found, method), params: {} };
    for (const { matches, names, endpoint } of patterns) {
      const values = matches.exec(pathname)?.slice(1);
      if (!values) continue;
      const params = names.map(({ name, isRest }, i) => [name, decode(values[i] ?? '', isRest)]);
      return { handler: handlerOf(endpoint, method), params: Object.fromEntries(params) };
    }
    return null;
  };
}

export const findEndpoint = routerOf([...ENDPOINTS, ...PAGES]);

function handlerOf(endpoint: Endpoint, method: string): Handler {
  return endpoint[method === 'HEAD' ? 'GET' : (method as keyof Omit<Endpoint, 'path'>)];
}

function decode(value: string, isRest: boolean): string | string[] {
  return isRest ? value.split('/').map(decodeURIComponent) : decodeURIComponent(value);
}

/** `[id]` is one segment, `[...all]` is the rest of the path. */
function compile(endpoint: Endpoint): Pattern {
  const names = [...endpoint.path.matchAll(/\[(\.{3})?(\w+)\]/g)].map(([, rest, name = '']) => ({
    name,
    isRest: rest !== undefined,
  }));
  const source = endpoint.path.replace(/\[\.{3}\w+\]/, '(.*[^/])').replace(/\[\w+\]/g, '([^/]+)');
  return { matches: new RegExp(`^${source}$`), names, endpoint };
}
