import { ensureChromium } from './chromium.mjs';
import { ensureFirefox } from './firefox.mjs';
import { ensureWebKit } from './webkit.mjs';

/** What the browser tests use, for a person to read before it is installed. */
export const BROWSERS = `  Chromium    CHROMIUM_PATH or the machine's, its headless shell first, else one from the distribution (as root) or Playwright's own
  Firefox     FIREFOX_PATH or the machine's, else firefox-esr from the distribution; without one its tests are skipped
  WebKit      the machine's, else webkit2gtk-driver, xvfb and dbus from the distribution; without them its tests are skipped`;

/**
 * Finds the browsers, and installs what is missing. Says which of the engines beside Chromium have to be skipped. Throws without a
 * Chromium.
 * @returns {string} the path of Chromium
 */
export function ensureBrowsers() {
  const chromium = ensureChromium();
  if (!ensureFirefox()) console.log('No Firefox found and none could be installed: its tests are skipped.');
  if (!ensureWebKit()) console.log('No WebKitGTK found and none could be installed: its tests are skipped.');
  return chromium;
}
