import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureChromium } from './lib/chromium.mjs';
import { ensureBuild } from './lib/ensure-build.mjs';
import { replaceBetweenMarkers } from './lib/markers.mjs';

/** `npm run bench [name…]`: runs bench/*.bench.ts against the production build and renews the table of figures. */
process.chdir(resolve(import.meta.dirname, '..'));
process.env.CHROMIUM_PATH = ensureChromium();
ensureBuild();

const wanted = process.argv.slice(2);
const names = readdirSync('bench')
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.replace('.bench.ts', ''))
  .filter((name) => wanted.length === 0 || wanted.includes(name));
for (const name of names) {
  console.log(`— ${name}`);
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', `bench/${name}.bench.ts`], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}

const results = readdirSync(join('bench', 'results'))
  .filter((file) => file.endsWith('.json'))
  .map((file) => JSON.parse(readFileSync(join('bench', 'results', file), 'utf8')));
const rows = results.flatMap(({ figures, machine }) =>
  figures.map(
    ({ what, value }) => `| ${what} | ${value} | ${machine.node.slice(1)}, ${machine.cores} × ${machine.cpu} |`,
  ),
);
const table = [
  '| measured | figure | on Node, on cores |',
  '| --- | --- | --- |',
  ...rows,
  '',
  '`npm run bench`, and `npm run bench:streams` for the last row.',
].join('\n');
replaceBetweenMarkers('bench/README.md', 'bench', table);
