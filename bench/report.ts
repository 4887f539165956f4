import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { replaceBetweenMarkers } from '../scripts/lib/markers.mjs';

/** One line of a table. */
export interface Row {
  /** Names the line in every run: earlier results are found by it. */
  readonly what: string;
  readonly unit: 'KB' | 'MB' | 'ms' | 's' | '%' | '×' | 'elements' | '/s' | 'bookings';
  /** What the line should stay under. */
  readonly goal?: number;
  /** One value of each round. */
  readonly values: readonly number[];
  /** How busy the machine was when the measurement began: processes that ran or waited to, over a minute. */
  readonly load?: number;
}

interface Run {
  readonly at: string;
  readonly machine: { readonly node: string; readonly browser: string; readonly cpu: string; readonly cores: number };
  readonly rows: readonly Row[];
}

/** `before` is the run that `now` is compared with. */
interface Results {
  /** This bench has a table of its own and no line in the table of latency. */
  readonly figures: readonly never[];
  readonly before: Run | null;
  readonly now: Run | null;
}

/** Keeps the rows in the results of the bench `name`, in place of those of the same name, and renews its table. */
export function keep(name: string, rows: readonly Row[], as: 'before' | 'now', browser: string): void {
  const file = `bench/results/${name}.json`;
  const machine = { node: process.version, browser, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length };
  const stored = read(file);
  const others = (stored[as]?.rows ?? []).filter(({ what }) => rows.every((row) => row.what !== what));
  const run: Run = { at: new Date().toISOString(), machine, rows: [...rows, ...others] };
  const results: Results = { ...stored, [as]: run };
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
  // As the linter wants every file of the repository.
  spawnSync(process.execPath, ['node_modules/@biomejs/biome/bin/biome', 'format', '--write', file]);
  replaceBetweenMarkers('bench/README.md', `bench:${name}`, tableOf(results));
}

function read(file: string): Results {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { figures: [], before: null, now: null };
  }
}

function tableOf({ before, now }: Results): string {
  const latest = now ?? before;
  const named = [...(latest?.rows ?? []), ...(before?.rows ?? [])];
  const names = [...new Set(named.map(({ what }) => what))];
  const lines = names.map((what) => {
    const rowIn = (run: Run | null) => run?.rows.find((row) => row.what === what);
    const goal = named.find((row) => row.what === what)?.goal;
    return `| ${what} | ${show(rowIn(before))} | ${show(rowIn(now))} | ${goal === undefined ? '' : `≤ ${goal}`} |`;
  });
  const about = latest && `Node ${latest.machine.node}, ${latest.machine.browser}, ${latest.machine.cores} cores`;
  return ['| measured | before | now | goal |', '| --- | --- | --- | --- |', ...lines, '', `${about}.`].join('\n');
}

export function show(row: Row | undefined): string {
  if (!row) return '–';
  const sorted = row.values.toSorted((a, b) => a - b);
  const median = sorted[Math.floor((sorted.length - 1) / 2)];
  return `${median?.toLocaleString('en')} ${row.unit}`;
}
