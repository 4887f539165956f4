import { loadavg } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuild } from '../../scripts/lib/ensure-build.mjs';
import { launchBrowser } from '../browser';
import { keep, show } from '../report';
import { cold } from './measurements/cold';
import { drain } from './measurements/drain';
import { manifest } from './measurements/manifest';
import { night } from './measurements/night';
import { scan } from './measurements/scan';
import type { Measurement } from './place';

/** `npm run bench:door`: what the door does on a phone, and what it asks of the server. See bench/README.md. */
const MEASUREMENTS: readonly Measurement[] = [scan, cold, drain, manifest, night];

process.chdir(resolve(import.meta.dirname, '..', '..'));
const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: MEASUREMENTS.map(({ name }) => name) },
    rounds: { type: 'string', default: '3' },
    dry: { type: 'boolean', default: false },
  },
});
ensureBuild();
const browser = await launchBrowser();
const version = `Chromium ${browser.version()}`;
await browser.close();
for (const { name, run } of MEASUREMENTS.filter(({ name }) => values.only.includes(name))) {
  console.log(`— ${name}`);
  const [load = 0] = loadavg();
  const rows = (await run(Number(values.rounds))).map((row) => ({ ...row, load: Math.round(load * 10) / 10 }));
  for (const row of rows) console.log(`${row.what}: ${show(row)}${row.goal === undefined ? '' : ` (≤ ${row.goal})`}`);
  if (!values.dry) keep('door', rows, 'now', version);
}
