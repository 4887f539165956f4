import type { Page, Route } from '@playwright/test';
import { installCamera, showCode } from '../support/canvas-camera';
import { judge } from '../support/judge';
import { expectLive } from '../support/reservas-page';
import { expect, test } from '../support/screens';

test.describe.configure({ mode: 'parallel' });

/** Lets no script come that the page did not have when this began, until told otherwise. */
async function loseNewScripts(page: Page): Promise<{ lost: number; over: boolean }> {
  const known = new Set(
    await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)),
  );
  const loss = { lost: 0, over: false };
  await page.route('**/_next/static/chunks/**/*.js', (route: Route) => {
    const { pathname } = new URL(route.request().url());
    if (loss.over || known.has(pathname)) return route.continue();
    loss.lost += 1;
    return route.fulfill({ status: 404, body: 'gone' });
  });
  return loss;
}

const goToDoor = (page: Page) => page.getByRole('link', { name: 'Puerta' }).click();
const reloads = (page: Page) => {
  const loads = { count: 0 };
  page.on('load', () => {
    loads.count += 1;
  });
  return loads;
};

test('a part of the program that is lost once is loaded anew by itself', async ({ openAs }) => {
  const { page } = await openAs('host', '/reservas');
  await expectLive(page);
  const loads = reloads(page);
  const loss = await loseNewScripts(page);
  page.on('request', (request) => {
    if (request.isNavigationRequest()) loss.over = true;
  });
  await goToDoor(page);
  await expect(page.getByTestId('camera')).toBeVisible();
  await expect(page).toHaveURL(/\/puerta/);
  expect(loss.lost).toBeGreaterThan(0);
  // What the server drew is there before the page has loaded.
  await expect.poll(() => loads.count).toBe(1);
});

test('one that stays away is said, and the button brings it when it is there again', async ({ openAs }) => {
  const { page } = await openAs('host', '/reservas');
  await expectLive(page);
  const loads = reloads(page);
  const loss = await loseNewScripts(page);
  await goToDoor(page);
  // Without it the page that is loaded anew cannot start at all.
  await expect.poll(() => loads.count).toBe(1);
  await expect(page.getByText('Una parte de la página no llegó')).toBeVisible();
  await judge(page, 'parte-perdida');
  loss.over = true;
  await page.getByRole('button', { name: 'Recargar', exact: true }).click();
  await expect(page.getByTestId('camera')).toBeVisible();
});

test('a browser that cannot remember a reload does not reload by itself, and the button does', async ({ openAs }) => {
  const { page } = await openAs('host', '/reservas', {}, async (fresh) => {
    await fresh.addInitScript(() =>
      Object.defineProperty(window, 'sessionStorage', {
        get: () => {
          throw new DOMException('refused', 'SecurityError');
        },
      }),
    );
  });
  await expectLive(page);
  const loads = reloads(page);
  const loss = await loseNewScripts(page);
  await goToDoor(page);
  await expect(page.getByRole('heading', { name: 'Una parte de la página no llegó' })).toBeVisible();
  await judge(page, 'parte-perdida-sin-memoria');
  expect(loads.count).toBe(0);
  loss.over = true;
  await page.getByRole('button', { name: 'Recargar la página' }).click();
  await expect(page.getByTestId('camera')).toBeVisible();
});

test('a page whose program never came says so, and can be loaded again', async ({ openAs }) => {
  const away = { now: true };
  const { page } = await openAs('host', '/reservas', {}, async (fresh) => {
    await fresh.route('**/_next/static/chunks/**/*.js', (route) => (away.now ? route.abort() : route.continue()));
  });
  await expect(page.getByRole('alert').filter({ hasText: 'Una parte de la página no llegó' })).toBeVisible();
  await judge(page, 'programa-perdido');
  away.now = false;
  await page.getByRole('button', { name: 'Recargar', exact: true }).click();
  await expectLive(page);
  await expect(page.getByText('Una parte de la página no llegó')).toBeHidden();
});

test('a QR decoder that did not load is loaded later, and reads', async ({ openAs, api }) => {
  const host = await api('host');
  const { qrCode } = await host.createWithPass({ customerName: 'Lectura Tardía', guestCount: 3 });
  const away = { now: true };
  const { page } = await openAs('door', '/puerta', { viewport: { width: 390, height: 844 } }, async (fresh) => {
    await installCamera(fresh);
    await fresh.addInitScript(() => Reflect.deleteProperty(window, 'BarcodeDetector'));
    await fresh.context().route(/worker|\.wasm/, (route) => (away.now ? route.abort() : route.continue()));
  });
  await expect(page.getByText('El lector de códigos no cargó')).toBeVisible();
  away.now = false;
  await expect(page.getByText('Acerca el código QR')).toBeVisible({ timeout: 45_000 });
  await showCode(page, qrCode);
  await expect(page.getByTestId('party-sheet')).toBeVisible({ timeout: 30_000 });
});
