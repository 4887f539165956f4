import { loadavg } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { keep, show } from '../report';
import { offer } from './measurements/availability';
import { drag } from './measurements/drag';
import { page } from './measurements/page';
import { writers } from './measurements/writers';
import type { Measurement } from './place';

/** `npm run bench:booking`: what it takes to offer a table and to book it. See bench/README.md. */
const MEASUREMENTS: readonly Measurement[] = [offer, writers, drag, page];

process.chdir(resolve(import.meta.dirname, '..', '..'));
const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: MEASUREMENTS.map(({ name }) => name) },
    rounds: { type: 'string', default: '3' },
    dry: { type: 'boolean', default: false },
  },
});
for (const { name, run } of MEASUREMENTS.filter(({ name }) => values.only.includes(name))) {
  console.log(`— ${name}`);
  const [load = 0] = loadavg();
  const rows = (await run(Number(values.rounds))).map((row) => ({ ...row, load: Math.round(load * 10) / 10 }));
  for (const row of rows) console.log(`${row.what}: ${show(row)}${row.goal === undefined ? '' : ` (≤ ${row.goal})`}`);
  if (!values.dry) keep('booking', rows, 'now', 'no browser');
}
