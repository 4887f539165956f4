import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { relative, resolve } from 'node:path';

/**
 * `npm run test:faults [file…]`: every fault at full length (FAULT_ROUNDS, 50 unless said) and how long each file took.
 * `npm test` runs the same files with few rounds. `LONG_MINUTES` is the length of door-night, which names the seed of a night
 * that fails; `DOOR_SEED` repeats it.
 */
process.chdir(resolve(import.meta.dirname, '..'));
const REPORT = 'test-results/faults.json';
rmSync(REPORT, { force: true });
const args = ['run', '--project', 'faults', '--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`];
const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', ...args, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, FAULT_ROUNDS: process.env.FAULT_ROUNDS ?? '50' },
});
const { testResults } = JSON.parse(readFileSync(REPORT, 'utf8'));
for (const { name, startTime, endTime, status: outcome } of testResults) {
  const seconds = Math.round((endTime - startTime) / 1000);
  console.log(`${String(seconds).padStart(6)} s  ${outcome}  ${relative('.', name)}`);
}
process.exitCode = status ?? 1;
