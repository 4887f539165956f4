import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { checkBundle } from './check-bundle.mjs';
import { EXTERNAL_PACKAGES } from './server-packages.mjs';

const packages = { external: EXTERNAL_PACKAGES, dependencies: ['qrcode', 'pg', 'next'] };

/** What the check says of a server that consists of `source` alone. */
async function faultsOf(source: string, external: string[] = []) {
  const { metafile } = await build({
    stdin: { contents: source, resolveDir: '.' },
    ...{ external, outdir: 'nowhere', write: false, metafile: true, logLevel: 'silent' },
    ...{ bundle: true, splitting: true, platform: 'node', format: 'esm' },
  });
  return checkBundle(metafile, packages);
}

it('takes a declared package that stays an import, and a module of Node', async () => {
  expect(await faultsOf(`import 'node:fs'; import 'next/x'; await import('qrcode');`, ['next', 'qrcode'])).toEqual([]);
});

it('refuses an import of a package that is not declared', async () => {
  expect(await faultsOf(`import '@scope/name/part'`, ['@scope/name'])).toEqual([
    'The bundle imports @scope/name/part, which is not among the dependencies in package.json.',
  ]);
});

it('refuses the painter of QRs in the bundle, where its names are lost', async () => {
  const faults = await faultsOf(`const { toString } = await import('qrcode'); toString('x');`);
  expect(faults).toContain('qrcode is in the bundle, although it must stay an import.');
  expect(faults).toContainEqual(expect.stringMatching(/imports node_modules\/qrcode\/.* late: a CommonJS module/));
});

it('refuses compiled code in the bundle', async () => {
  const faults = await faultsOf(`import 'zxing-wasm/reader'`);
  expect(faults).toEqual(['zxing-wasm holds compiled code, which cannot be in a bundle.']);
});
