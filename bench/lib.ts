import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** One line of the table. */
export interface Figure {
  readonly what: string;
  readonly value: string;
}

/** Writes `bench/results/{name}.json`: what was measured, on what machine, and the lines of its table. */
export function writeResults(name: string, figures: readonly Figure[], measured: unknown): void {
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length };
  mkdirSync('bench/results', { recursive: true });
  const text = JSON.stringify({ at: new Date().toISOString(), machine, figures, measured }, null, 2);
  const file = `bench/results/${name}.json`;
  writeFileSync(file, `${text}\n`);
  // As the linter wants every file of the repository.
  spawnSync(process.execPath, ['node_modules/@biomejs/biome/bin/biome', 'format', '--write', file]);
  for (const { what, value } of figures) console.log(`${what}: ${value}`);
}

/** The smallest value that `share` of the values do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function summarize(values: readonly number[]): {
  n: number;
  p50: number;
  p95: number;
  p99: number;
  max: number;
} {
  const round = (value: number) => Math.round(value * 10) / 10;
  const [p50, p95, p99, max] = [0.5, 0.95, 0.99, 1].map((share) => round(percentile(values, share)));
  return { n: values.length, p50: p50 ?? 0, p95: p95 ?? 0, p99: p99 ?? 0, max: max ?? 0 };
}
