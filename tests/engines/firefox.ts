import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { findFirefox } from '../../scripts/lib/firefox.mjs';
import type { Engine, EnginePage } from './engine';

const executablePath = findFirefox();

/** Firefox over WebDriver BiDi. It needs a home that it may write to. */
export const FIREFOX: Engine = { name: 'Firefox', found: executablePath !== undefined, open };

async function open(): Promise<EnginePage> {
  const home = await mkdtemp(join(tmpdir(), 'aforo-firefox-'));
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: executablePath as string,
    env: { ...process.env, HOME: home },
    extraPrefsFirefox: {
      'intl.accept_languages': 'es-EC, es',
      'media.navigator.streams.fake': true,
      'media.navigator.permission.disabled': true,
    },
  });
  const page = await browser.newPage();
  return {
    goto: async (url) => {
      await page.goto(url, { waitUntil: 'domcontentloaded' });
    },
    read: async <T>(expression: string) => (await page.evaluate(expression)) as T,
    click: (selector) => page.locator(selector).click(),
    type: (selector, text) => page.type(selector, text),
    picture: async (path) => {
      await page.screenshot({ path: path as `${string}.png` });
    },
    close: async () => {
      await browser.close();
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
