/**
 * A day of 5,000 reservations on a host's screen: elements, longest task, bytes of the list's answer, and what an event costs.
 * Needs a build, PostgreSQL and Chromium.
 */
import { randomUUID } from 'node:crypto';
import { get } from 'node:http';
import type { Browser, CDPSession, Page } from '@playwright/test';
import { ensurePostgres } from '../../scripts/lib/postgres.mjs';
import { type Api, signIn } from '../../tests/support/api';
import { type BigDayRow, fillDay } from '../../tests/support/big-day';
import { login } from '../../tests/support/login';
import { startServer } from '../../tests/support/server';
import { launchBrowser } from '../browser';

const COUNT = 5000;
const SCANS = 20;

interface BigDayFigures {
  /** Elements in the document when the list stands. */
  readonly elements: number;
  /** Milliseconds, not slowed; tasks under 50 count as 0. */
  readonly longestTask: {
    readonly load: number;
    readonly scans: number;
    readonly scroll: number;
    readonly search: number;
  };
  /** Of the body of `GET /api/reservas`. */
  readonly wireBytes: number;
  readonly encoding: string;
  /** Milliseconds of script, style and layout for one event about a row in sight. */
  readonly eventCost: number;
  /** Megabytes of JavaScript heap. */
  readonly heap: number;
}

export async function measureBigDay(): Promise<BigDayFigures> {
  const postgres = await ensurePostgres();
  const server = await startServer({ postgresUrl: postgres.url });
  const browser = await launchBrowser();
  try {
    const rows = await fillDay(String(server.env.DATABASE_URL), COUNT);
    return await measure(browser, server.url, rows, await signIn(server.url, 'host'));
  } finally {
    await browser.close();
    await server.stop();
    await postgres.stop();
  }
}

async function measure(browser: Browser, url: string, rows: readonly BigDayRow[], api: Api): Promise<BigDayFigures> {
  const context = await browser.newContext({ baseURL: url, locale: 'es-EC', viewport: { width: 1440, height: 900 } });
  await login(context, 'host');
  const page = await context.newPage();
  page.setDefaultTimeout(180_000);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Performance.enable');
  await page.addInitScript(() => {
    const longest = { value: 0 };
    Object.assign(window, { longest });
    new PerformanceObserver((tasks) => {
      for (const { duration } of tasks.getEntries()) longest.value = Math.max(longest.value, Math.round(duration));
    }).observe({ type: 'longtask', buffered: true });
  });
  await page.goto('/reservas');
  await page.getByText('Tiempo Real Activo').waitFor();
  await page.locator('[data-reservation-id]').first().waitFor();
  await page.waitForTimeout(1500);
  const load = await longestSince(page);
  const elements = await page.evaluate(() => document.querySelectorAll('*').length);

  const before = await busy(devtools);
  for (const row of rows.slice(2, 2 + SCANS)) await scan(api, row.id);
  await page.waitForTimeout(1000);
  const eventCost = ((await busy(devtools)) - before) / SCANS;
  const scans = await longestSince(page);

  for (let step = 1; step <= 20; step += 1) {
    await page.evaluate((share) => window.scrollTo(0, document.documentElement.scrollHeight * share), step / 20);
    await page.waitForTimeout(50);
  }
  const scroll = await longestSince(page);
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.getByLabel('Buscar reservas').pressSequentially('lucia', { delay: 80 });
  await page.waitForTimeout(800);
  const search = await longestSince(page);
  await page.getByLabel('Buscar reservas').fill('');
  const heap = await page.evaluate(
    () => (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize / 2 ** 20,
  );
  return {
    elements,
    longestTask: { load, scans, scroll, search },
    ...(await answerOf(api)),
    eventCost: Math.round(eventCost * 10) / 10,
    heap: Math.round(heap),
  };
}

function scan(api: Api, id: string): Promise<unknown> {
  const body = { delta: 1, nonce: randomUUID() };
  return api.ok('POST', `/api/reservas/${id}/asistencia?businessId=${api.businessId}`, body);
}

/** The longest task since it was last asked for. */
function longestSince(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { longest } = window as unknown as { longest: { value: number } };
    const { value } = longest;
    longest.value = 0;
    return value;
  });
}

/** Milliseconds that the page's main thread has worked. */
async function busy(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
}

/** What the list's answer weighs with the compression that a browser asks for, without its head. */
function answerOf({ url, cookie, businessId }: Api): Promise<Pick<BigDayFigures, 'wireBytes' | 'encoding'>> {
  const headers = { cookie, 'accept-encoding': 'gzip, deflate, br' };
  return new Promise((resolve, reject) => {
    get(`${url}/api/reservas?businessId=${businessId}`, { headers }, (response) => {
      let wireBytes = 0;
      response.on('data', (chunk: Buffer) => {
        wireBytes += chunk.length;
      });
      response.on('end', () => resolve({ wireBytes, encoding: response.headers['content-encoding'] ?? 'none' }));
    }).on('error', reject);
  });
}
