import { ensureChromium } from './lib/chromium.mjs';

/** Prints the path of a Chromium for the browser tests, after installing one when the machine has none. */
try {
  console.log(ensureChromium());
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
