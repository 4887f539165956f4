import { type Browser, chromium, type Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { findChromium } from '../../scripts/lib/chromium.mjs';
import type { Api } from '../support/api';
import { Device } from '../support/device';
import { Evening } from '../support/evening';
import { type ProxiedFleet, startProxiedFleet, trustAnyCertificate } from '../support/fleet';
import { login } from '../support/login';
import { type BreakableRedis, startBreakableRedis } from '../support/redis';
import { scanCountOf } from '../support/reservas-page';
import { until } from '../support/until';

const SCREENS = 52;

let fleet: ProxiedFleet;
let redis: BreakableRedis;
let browser: Browser;
let distrust: () => void;
beforeAll(async () => {
  distrust = trustAnyCertificate();
  redis = await startBreakableRedis();
  // Time enough for every device to open its next stream, however slow the machine is.
  fleet = await startProxiedFleet(inject('postgresUrl'), { REDIS_URL: redis.url, SSE_DRAIN_MS: '60000' });
  const executablePath = findChromium();
  browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'],
  });
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await fleet?.stop();
  await redis?.stop();
  distrust?.();
});

/** A host's list in a browser of its own, which notes everything that its indicator says. */
async function openBrowserScreen(): Promise<Page> {
  const context = await browser.newContext({ baseURL: fleet.proxy.url, ignoreHTTPSErrors: true, locale: 'es-EC' });
  await login(context, 'host');
  const page = await context.newPage();
  await page.goto('/reservas');
  await page.getByText('Tiempo Real Activo').waitFor();
  await page.evaluate(() => {
    const indicator = document.querySelector('[data-testid="connection-indicator"]');
    if (!indicator) throw new Error('no indicator');
    const shown: string[] = [];
    const note = () => {
      const now = indicator.textContent;
      if (shown.at(-1) !== now) shown.push(now);
    };
    note();
    new MutationObserver(note).observe(indicator, { childList: true, characterData: true, subtree: true });
    Object.assign(window, { shown });
  });
  return page;
}

/** A screen that notes how often it was without a stream, once it had one. */
async function openWatchedDevice(api: Api): Promise<{ device: Device; gaps: () => number }> {
  let open = 0;
  let gaps = 0;
  const watchedFetch: typeof fetch = async (url, init) => {
    const response = await fetch(`${api.url}${url}`, { ...init, headers: { ...init?.headers, cookie: api.cookie } });
    if (!response.ok || !response.body) return response;
    open += 1;
    const end = () => {
      init?.signal?.removeEventListener('abort', end);
      open -= 1;
      if (open === 0) gaps += 1;
    };
    init?.signal?.addEventListener('abort', end);
    return new Response(response.body.pipeThrough(new TransformStream({ flush: end })), response);
  };
  const device = await Device.open(api, { environment: { fetch: watchedFetch } });
  return { device, gaps: () => gaps };
}

const shownBy = (page: Page) => page.evaluate(() => (window as unknown as { shown: string[] }).shown);

describe('a rolling restart and the loss of Redis, behind the proxy and under load', () => {
  it('are noticed by no screen, lose nothing and bring no stampede', async () => {
    const pages = [await openBrowserScreen(), await openBrowserScreen()];
    const evening = await Evening.open(fleet.entrance);
    const people = await Promise.all((['owner', 'manager', 'host'] as const).map((user) => fleet.signIn(user)));
    const watched: Awaited<ReturnType<typeof openWatchedDevice>>[] = [];
    while (evening.devices.length < SCREENS) {
      const api = people[evening.devices.length % people.length];
      if (!api) throw new Error('nobody signed in');
      const screen = await openWatchedDevice(api);
      watched.push(screen);
      evening.devices.push(screen.device);
    }
    await until('every screen is live', () => evening.devices.every(({ state }) => state.status === 'connected'));
    evening.startPhones();

    for (const instance of fleet.instances) {
      await evening.progress(20);
      const { code } = await instance.terminate();
      expect(code).toBe(0);
      await evening.progress(20);
      await instance.restart();
    }
    await redis.kill9();
    await evening.progress(20);
    await redis.restart();
    await evening.progress(20);
    await evening.stopPhones();
    const [party] = evening.passes;
    const { reservations } = await evening.host.list();
    const count = String(reservations.find(({ id }) => id === party?.id)?.scanCount);
    for (const page of pages) {
      await until('the browser has every scan', async () => {
        return (await scanCountOf(page, party?.id ?? '').textContent()) === count;
      });
      expect(await shownBy(page)).toEqual(['Tiempo Real Activo']);
    }

    // Every stream was handed over, at a time of its own, and let in at its first try.
    expect(evening.devices.every(({ codes }) => codes.includes('draining'))).toBe(true);
    expect(evening.devices.flatMap(({ failures }) => failures)).toEqual([]);
    expect(new Set(evening.devices.flatMap(({ shown }) => shown))).toEqual(new Set(['connecting', 'connected']));
    // The next stream is there before the last one ends.
    expect(watched.map(({ gaps }) => gaps())).toEqual(watched.map(() => 0));
    const waits = evening.devices.flatMap((device) => device.waits);
    expect(waits.length).toBeGreaterThanOrEqual(SCREENS);
    expect(new Set(waits).size).toBeGreaterThan(waits.length / 2);
    expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(1_000);
    expect(evening.phones.flatMap(({ refused }) => refused)).toEqual([]);
    await evening.check();
  }, 400_000);
});
