import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuild } from '../../scripts/lib/ensure-build.mjs';
import { startServer } from '../../tests/support/server';
import { launchBrowser } from '../browser';
import { keep, show } from '../report';
import type { Measurement } from './measurement';
import { day } from './measurements/day';
import { weight } from './measurements/weight';

/** `npm run bench:web`: what the screens cost a browser. See bench/README.md. */
const MEASUREMENTS: readonly Measurement[] = [weight, day];

process.chdir(resolve(import.meta.dirname, '..', '..'));
const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: MEASUREMENTS.map(({ name }) => name) },
    rounds: { type: 'string', default: '3' },
    before: { type: 'boolean', default: false },
    dry: { type: 'boolean', default: false },
  },
});
ensureBuild();
const server = await startServer();
const browser = await launchBrowser();
try {
  for (const { name, run } of MEASUREMENTS.filter(({ name }) => values.only.includes(name))) {
    console.log(`— ${name}`);
    const rows = await run({ server, browser }, Number(values.rounds));
    for (const row of rows) console.log(`${row.what}: ${show(row)}`);
    if (!values.dry) keep('web', rows, values.before ? 'before' : 'now', `Chromium ${browser.version()}`);
  }
} finally {
  await browser.close();
  await server.stop();
}
