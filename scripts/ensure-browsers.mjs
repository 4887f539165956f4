import { BROWSERS, ensureBrowsers } from './lib/browsers.mjs';

/** Installs the browsers of the tests that the machine lacks, and prints the path of Chromium. */
try {
  console.error(`The browser tests use, and install what of it is missing:\n${BROWSERS}`);
  console.log(ensureBrowsers());
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
