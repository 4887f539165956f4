import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replaceBetweenMarkers } from '../scripts/lib/markers.mjs';
import { freePort } from '../scripts/lib/postgres.mjs';
import { environmentOf, untilReady } from '../tests/support/server';
import { writeResults } from './lib';

/**
 * How long `npm start` takes on an empty data folder, demo included, and again on the same folder, until `/api/ready` answers 200: time
 * and CPU of the process. The build has been made. BENCH_BEFORE names the folder of another build; both start in turn.
 */
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const WAYS = { ...(process.env.BENCH_BEFORE ? { before: process.env.BENCH_BEFORE } : {}), now: '.' };
const KINDS = ['fresh', 'restart'] as const;
/** Of `utime` and `stime` in /proc, per second. */
const TICKS = 100;

interface Start {
  readonly ms: number;
  readonly cpuMs: number;
}

const samples: Record<string, Start[]> = {};
for (let round = 0; round < ROUNDS; round++) {
  for (const [way, folder] of Object.entries(WAYS)) {
    const data = mkdtempSync(join(tmpdir(), 'aforo-start-'));
    for (const kind of KINDS) {
      const name = `${way}|${kind}`;
      samples[name] = [...(samples[name] ?? []), await start(folder, data)];
    }
    rmSync(data, { recursive: true });
  }
}
report();

async function start(folder: string, data: string): Promise<Start> {
  const port = await freePort();
  const env = { ...environmentOf(data, port), AFORO_SECRET: '' };
  const started = performance.now();
  const child = spawn(process.execPath, ['scripts/start.mjs'], { cwd: folder, env, stdio: 'ignore' });
  await untilReady(`http://127.0.0.1:${port}`, child, () => '');
  const ms = performance.now() - started;
  const cpuMs = cpuOf(child);
  child.kill('SIGTERM');
  await new Promise((resolve) => child.once('exit', resolve));
  return { ms, cpuMs };
}

function cpuOf({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS;
}

function report(): void {
  const median = (way: string, kind: string, of: keyof Start) =>
    samples[`${way}|${kind}`]?.map((start) => start[of]).toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ??
    Number.NaN;
  const cell = (way: string, kind: string) =>
    `${(median(way, kind, 'ms') / 1_000).toFixed(1)} s · ${(median(way, kind, 'cpuMs') / 1_000).toFixed(2)} s`;
  const ways = Object.keys(WAYS);
  const ratio = (kind: string) =>
    ways.length === 2
      ? ` ${(median('now', kind, 'ms') / median('before', kind, 'ms')).toFixed(2)} · ${(median('now', kind, 'cpuMs') / median('before', kind, 'cpuMs')).toFixed(2)} |`
      : '';
  const table = [
    `| until ready: time · CPU | ${ways.join(' | ')} |${ways.length === 2 ? ' now to before |' : ''}`,
    `| --- |${' --- |'.repeat(ways.length + (ways.length === 2 ? 1 : 0))}`,
    ...KINDS.map((kind) => `| ${kind} | ${ways.map((way) => cell(way, kind)).join(' | ')} |${ratio(kind)}`),
    '',
    `Medians of ${ROUNDS} rounds in turn, Node ${process.version}; \`npm run bench start\`.`,
  ].join('\n');
  replaceBetweenMarkers('bench/README.md', 'bench:start', table);
  writeResults(
    'start',
    [
      {
        what: '`npm start` on a build, until ready: on an empty folder / again, CPU',
        value: KINDS.map((kind) => `${(median('now', kind, 'cpuMs') / 1_000).toFixed(2)} s`).join(' / '),
      },
    ],
    samples,
  );
}
