import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, type BrowserContextOptions, chromium, expect, type Page } from '@playwright/test';
import { findChromium } from '../../scripts/lib/chromium.mjs';
import { showCode } from './canvas-camera';
import { until } from './until';

/** A browser that can be closed, or killed, and opened again with what it has kept. Its service workers work. */
export interface KeptPhone {
  /** Opens it, and its one page. */
  open(): Promise<{ context: BrowserContext; page: Page }>;
  close(): Promise<void>;
  /** Ends its processes as an empty battery would. */
  kill9(): Promise<void>;
  /** Closes it, and removes what it has kept. */
  remove(): Promise<void>;
}

export async function makeKeptPhone(options: BrowserContextOptions): Promise<KeptPhone> {
  const folder = await mkdtemp(join(tmpdir(), 'aforo-phone-'));
  const executablePath = findChromium();
  let context: BrowserContext | null = null;
  const close = async () => {
    await context?.close();
    context = null;
  };
  return {
    async open() {
      const opened = await chromium.launchPersistentContext(folder, {
        ...(executablePath ? { executablePath } : {}),
        ...{ viewport: { width: 390, height: 844 }, serviceWorkers: 'allow', ...options },
        args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'],
      });
      context = opened;
      return { context: opened, page: opened.pages()[0] ?? (await opened.newPage()) };
    },
    close,
    async kill9() {
      for (const pid of processesOf(folder)) process.kill(pid, 'SIGKILL');
      await until('the browser is gone', () => processesOf(folder).length === 0);
      await close().catch(() => {});
    },
    async remove() {
      await close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** The processes whose command names the folder. */
function processesOf(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => commandOf(name).includes(folder))
    .map(Number);
}

function commandOf(pid: string): string {
  try {
    return readFileSync(join('/proc', pid, 'cmdline'), 'utf8');
  } catch {
    // It has ended meanwhile.
    return '';
  }
}

/** Whether the phone could open the door by itself: its page, the files of it and a night with that party are kept. */
export async function isKept(page: Page, code: string): Promise<boolean> {
  const hasPage = await page.evaluate(async () => {
    const worker = await navigator.serviceWorker.getRegistration();
    const kept = await caches.match(window.location.href, { cacheName: 'aforo-door-page' });
    return Boolean(worker?.active && kept);
  });
  return hasPage && keepsNight(page, code);
}

/** Whether the phone keeps a night with that party, by which it judges passes. */
export function keepsNight(page: Page, code: string): Promise<boolean> {
  return page.evaluate(async (wanted) => {
    // To open it would make it.
    if (!(await indexedDB.databases()).some(({ name }) => name === 'aforo-door')) return false;
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('aforo-door');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const nights = await new Promise<{ manifest: { code: string[] } }[]>((resolve) => {
      if (!database.objectStoreNames.contains('nights')) return resolve([]);
      const reading = database.transaction('nights').objectStore('nights').getAll();
      reading.onsuccess = () => resolve(reading.result);
    });
    database.close();
    return nights.some(({ manifest }) => manifest.code.includes(wanted));
  }, code);
}

export async function expectKept(page: Page, code: string): Promise<void> {
  await expect.poll(() => isKept(page, code), { timeout: 30_000 }).toBe(true);
}

/** Shows a pass to the camera, and takes it away once the screen has answered. */
export async function scanUntil(page: Page, qrCode: string, answer: () => Promise<void>): Promise<void> {
  await showCode(page, qrCode);
  await answer();
  await showCode(page, null);
}
