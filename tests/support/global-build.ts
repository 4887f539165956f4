import { ensureBuild } from '../../scripts/lib/ensure-build.mjs';

/** The tests of this project run against the production build of the sources as they are now. */
export default function setup(): void {
  ensureBuild();
}
