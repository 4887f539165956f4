import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { installFromDistribution } from './apt.mjs';

/** Chromium without what a window needs: a page costs the tests half as much of the processor. */
const SHELL = 'chromium-headless-shell';
const NAMES = [
  ...[SHELL, 'chrome-headless-shell'],
  ...['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'],
];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * Path of a Chromium that runs on this machine: CHROMIUM_PATH, a shell of the system, Playwright's own, or another one of the system.
 * @returns {string | undefined}
 */
export function findChromium(env = process.env) {
  const folders = [...(env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin'];
  const installed = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const candidates = [
    env.CHROMIUM_PATH,
    ...installed.filter(isShell),
    chromium.executablePath(),
    ...installed,
    ...PLACES,
  ];
  return candidates.find((path) => path && isExecutable(path) && answers(path));
}

/**
 * Finds Chromium, or installs it: from the distribution as root, the shell where it has one, else Playwright's own build. Throws with
 * what to do.
 */
export function ensureChromium() {
  const found = findChromium();
  if (found && (isShell(found) || found === process.env.CHROMIUM_PATH)) return found;
  const attempts = [
    () => installFromDistribution([SHELL]),
    () => installFromDistribution(['chromium']),
    installFromPlaywright,
  ];
  for (const install of attempts) {
    install();
    const installed = findChromium();
    if (installed) return installed;
  }
  throw new Error(
    'No Chromium found and none could be installed. Install Chromium or Chrome, or set CHROMIUM_PATH to one.',
  );
}

function isShell(path) {
  return path.endsWith('-shell');
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A file can be there and still not start: Ubuntu's placeholder for a snap, a missing library. */
function answers(path) {
  return spawnSync(path, ['--version'], { stdio: 'pipe', timeout: 20_000 }).status === 0;
}

function installFromPlaywright() {
  console.log('Installing Chromium through Playwright…');
  const withLibraries = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get') ? ['--with-deps'] : [];
  spawnSync(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', ...withLibraries, 'chromium'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: 600_000,
  });
}
