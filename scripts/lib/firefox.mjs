import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installFromDistribution } from './apt.mjs';

const NAMES = ['firefox-esr', 'firefox'];

/**
 * Path of a Firefox of this machine: FIREFOX_PATH, or one on the PATH.
 * @returns {string | undefined}
 */
export function findFirefox(env = process.env) {
  const onPath = (env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [env.FIREFOX_PATH, ...onPath].find((path) => path && isExecutable(path));
}

/** Finds Firefox, or installs the distribution's. Undefined where neither is possible: its tests are then skipped. */
export function ensureFirefox() {
  if (!findFirefox()) installFromDistribution(['firefox-esr']);
  return findFirefox();
}

export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
