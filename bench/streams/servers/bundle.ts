import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const SOURCES = join(import.meta.dirname, '..', 'programs');

/** Bundles every program of the bench as scripts/build.mjs bundles the product's server. */
export async function bundlePrograms(): Promise<void> {
  const files = readdirSync(SOURCES).filter((file) => file.endsWith('.ts'));
  await build({
    entryPoints: files.map((file) => join(SOURCES, file)),
    outdir: join('build', 'bench'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
}
