import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const Routes = z.array(z.object({ page: z.string(), regex: z.string() }));
const Manifest = z.object({ staticRoutes: Routes, dynamicRoutes: Routes });

export type AddressKind = 'api' | 'page' | 'file';

/** The kind of one of our addresses: `api` for what the server answers by itself, a venue's public pages among it, given its decoded path; null when there is no such address. */
export type KnownAddresses = (path: string) => AddressKind | null;

/**
 * The addresses of the built application, from the build's own list and the folder of public files. Throws when there is no
 * build in `folder`.
 */
export function readAddresses(folder = '.'): KnownAddresses {
  const manifest = Manifest.parse(JSON.parse(readFileSync(join(folder, '.next/routes-manifest.json'), 'utf8')));
  const files = new Set(readdirSync(join(folder, 'public')).map((name) => `/${name}`));
  const patterns = [...manifest.staticRoutes, ...manifest.dynamicRoutes]
    // Next's own error pages are not addresses.
    .filter(({ page }) => !page.startsWith('/_'))
    .map(({ regex }) => new RegExp(regex));
  return (path) => {
    if (files.has(path) || path.startsWith('/_next/static/')) return 'file';
    if (!patterns.some((pattern) => pattern.test(path))) return null;
    return path.startsWith('/api/') || path.startsWith('/v/') ? 'api' : 'page';
  };
}
