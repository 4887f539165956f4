import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  chromium,
  expect,
  type Page,
} from '@playwright/test';
import { acceptedLocale } from '@/i18n/accepted-locale';
import { findChromium } from '../../scripts/lib/chromium.mjs';
import { ensurePostgres } from '../../scripts/lib/postgres.mjs';
import { type Api, type DemoUser, signIn } from './api';
import { login } from './login';
import { startServer, type TestServer } from './server';
import { type Words, wordsIn } from './words';

/** What a screen did since `watch`, to show that nothing was fetched and nothing went wrong. */
export interface Watch {
  readonly requests: string[];
  readonly consoleErrors: string[];
}

export interface Screen {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly watch: Watch;
}

interface Fixtures {
  /** The texts of the language that the browsers ask for. */
  t: Words;
  /** HTTP as one of the demo's people. */
  api: (user: DemoUser) => Promise<Api>;
  /** A browser of its own, signed in unless `user` is null, and standing on `path`. */
  openAs: (
    user: DemoUser | null,
    path: string,
    options?: BrowserContextOptions,
    beforeLoad?: (page: Page) => Promise<void>,
  ) => Promise<Screen>;
  /** A phone whose camera shows the video. */
  openWithCamera: (user: DemoUser, path: string, video: Buffer) => Promise<Screen>;
}

interface WorkerFixtures {
  serverEnv: Record<string, string>;
  /**
   * One production server for the worker's tests; a test that needs other settings sets `serverEnv`. It runs on PostgreSQL, where it
   * starts with a third of the work of the embedded database.
   */
  server: TestServer;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  serverEnv: [{}, { option: true, scope: 'worker' }],
  server: [
    async ({ serverEnv }, use) => {
      const postgres = await ensurePostgres();
      const server = await startServer({ postgresUrl: postgres.url, env: serverEnv });
      await use(server);
      await server.stop();
      await postgres.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  t: async ({ locale }, use) => {
    await use(wordsIn(acceptedLocale(locale)));
  },
  api: async ({ server }, use) => {
    await use((user) => signIn(server.url, user));
  },
  openAs: async ({ browser, server }, use) => {
    const opened: BrowserContext[] = [];
    const violations: string[] = [];
    await use(async (user, path, options, beforeLoad) => {
      const context = await browser.newContext({ baseURL: server.url, ...options });
      opened.push(context);
      await watchPolicy(context, violations);
      return openScreen(context, user, path, beforeLoad);
    });
    for (const context of opened) await context.close();
    expect(violations, 'violations of the security policy').toEqual([]);
  },
  openWithCamera: async ({ server }, use) => {
    const closers: (() => Promise<unknown>)[] = [];
    await use(async (user, path, video) => {
      const folder = await mkdtemp(join(tmpdir(), 'aforo-camera-'));
      closers.push(() => rm(folder, { recursive: true, force: true }));
      const file = join(folder, 'camera.y4m');
      await writeFile(file, video);
      const executablePath = findChromium();
      const browser = await chromium.launch({
        ...(executablePath ? { executablePath } : {}),
        args: [
          '--no-sandbox',
          '--disable-gpu',
          '--disable-dev-shm-usage',
          '--use-fake-ui-for-media-stream',
          '--use-fake-device-for-media-stream',
          `--use-file-for-fake-video-capture=${file}`,
        ],
      });
      closers.push(() => browser.close());
      const context = await browser.newContext({
        baseURL: server.url,
        permissions: ['camera'],
        viewport: { width: 390, height: 844 },
      });
      return openScreen(context, user, path);
    });
    for (const close of closers.reverse()) await close();
  },
});

export { expect };

/** Collects what the pages of a context try against their security policy. */
async function watchPolicy(context: BrowserContext, violations: string[]): Promise<void> {
  await context.exposeBinding('reportViolation', (_, violation: string) => violations.push(violation));
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile, lineNumber }) => {
      const { reportViolation } = window as unknown as { reportViolation: (violation: string) => void };
      reportViolation(`${location.pathname}: ${effectiveDirective} ${blockedURI} at ${sourceFile}:${lineNumber}`);
    });
  });
}

async function openScreen(
  context: BrowserContext,
  user: DemoUser | null,
  path: string,
  beforeLoad?: (page: Page) => Promise<void>,
): Promise<Screen> {
  if (user) await login(context, user);
  const page = await context.newPage();
  await beforeLoad?.(page);
  const watch: Watch = { requests: [], consoleErrors: [] };
  page.on('request', (request) => watch.requests.push(`${request.method()} ${new URL(request.url()).pathname}`));
  page.on('console', (message) => {
    if (message.type() === 'error') watch.consoleErrors.push(message.text());
  });
  page.on('pageerror', (error) => watch.consoleErrors.push(String(error)));
  await page.goto(path);
  return { context, page, watch };
}
