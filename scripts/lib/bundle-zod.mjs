import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import * as library from 'zod/mini';

/**
 * Writes what the product uses of `zod/mini` into one module. Next's bundler would put the core of the whole library on every page;
 * esbuild leaves out what none of these names needs. A name that is missing here fails the build of Next.
 */
export async function bundleZod(outfile) {
  const names = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((path) => /(?<!\.test)\.tsx?$/.test(path))
    .map((path) => readFileSync(join('src', path), 'utf8'))
    .filter((source) => source.includes(`from 'zod/mini'`))
    // A type has its argument in angle brackets; some types have a function's name.
    .flatMap((source) => [...source.matchAll(/\bz\.(\w+)\b(?!<)/g)].map(([, name]) => name));
  // The others are types.
  const values = [...new Set(names)].filter((name) => name in library).sort();
  await build({
    stdin: { contents: `export { ${values.join(', ')} } from 'zod/mini';`, resolveDir: '.' },
    // The package's own entry also exports itself as one object, of which nothing can be left out.
    alias: { 'zod/mini': './node_modules/zod/v4/mini/external.js' },
    outfile,
    bundle: true,
    format: 'esm',
    logLevel: 'warning',
    plugins: [utilByName],
  });
}

/** A namespace that is named through another one is kept whole: all helpers of the library, for the sake of one. */
const utilByName = {
  name: 'util-by-name',
  setup: ({ onLoad }) =>
    onLoad({ filter: /zod[\\/]v4[\\/]mini[\\/]schemas\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll('core.util.', 'util.'),
    })),
};
