import { findChromium } from '../../scripts/lib/chromium.mjs';

/** Says what to do where no Chromium is. The configuration itself loads without one: other programs read it too. */
export default function setup(): void {
  if (!findChromium()) throw new Error('No Chromium: run `node scripts/ensure-browsers.mjs`.');
}
