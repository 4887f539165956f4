import { spawnSync } from 'node:child_process';
import { isBuilt } from './build-stamp.mjs';

/** Builds for production unless the last build is of exactly these sources. Ends the process when the build fails. */
export function ensureBuild() {
  if (isBuilt()) return;
  const { status } = spawnSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
