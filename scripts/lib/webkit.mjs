import { readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installFromDistribution } from './apt.mjs';
import { isExecutable } from './firefox.mjs';

const PACKAGES = ['webkit2gtk-driver', 'xvfb', 'dbus'];
const LIBRARIES = '/usr/lib';

/**
 * What drives WebKitGTK on this machine, by their paths: its driver, its small browser, a display without a screen, and what starts a
 * message bus. Undefined when one of them is missing.
 * @returns {{ driver: string, browser: string, display: string, bus: string } | undefined}
 */
export function findWebKit(env = process.env) {
  const onPath = (name) =>
    (env.PATH ?? '')
      .split(delimiter)
      .map((folder) => join(folder, name))
      .find(isExecutable);
  const found = {
    driver: onPath('WebKitWebDriver'),
    browser: findMiniBrowser(),
    display: onPath('Xvfb'),
    bus: onPath('dbus-run-session'),
  };
  return Object.values(found).every(Boolean) ? found : undefined;
}

/** Finds WebKitGTK, or installs the distribution's. Undefined where neither is possible: its tests are then skipped. */
export function ensureWebKit() {
  if (!findWebKit()) installFromDistribution(PACKAGES);
  return findWebKit();
}

/** Stands in a folder of the machine's kind and of the library's version, such as x86_64-linux-gnu/webkit2gtk-4.1. */
function findMiniBrowser() {
  return foldersOf(LIBRARIES)
    .flatMap((folder) => [folder, ...foldersOf(folder)])
    .filter((folder) => folder.includes('webkit2gtk-'))
    .map((folder) => join(folder, 'MiniBrowser'))
    .find(isExecutable);
}

function foldersOf(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(folder, name));
  } catch {
    return [];
  }
}
