import { setTimeout } from 'node:timers/promises';
import type { Page, Route } from '@playwright/test';
import { installCamera, showCode } from '../support/canvas-camera';
import { judge } from '../support/judge';
import { expectLive, scanCountOf } from '../support/reservas-page';
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
  // Whether the page that is loaded anew can start without it depends on how the build has cut the program.
  await expect.poll(() => loads.count).toBe(1);
  await expect(page.getByText('Una parte de la página no llegó').filter({ visible: true })).toBeVisible();
  await judge(page, 'parte-perdida');
  loss.over = true;
  await page.getByRole('button', { name: /^Recargar/ }).click();
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

test('notices are shown plainly while their part has not loaded', async ({ openAs, api }) => {
  const host = await api('host');
  const { reservation } = await host.createWithPass({ customerName: 'Aviso Temprano', guestCount: 4 });
  const { page, context } = await openAs('host', '/reservas', {}, async (fresh) => {
    // A browser that is never idle loads no part ahead.
    await fresh.addInitScript(() => Object.assign(window, { requestIdleCallback: () => 0 }));
  });
  await expectLive(page);
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Llegó 1 persona: Aviso Temprano' }).click();
  const notice = page.getByTestId('plain-notice');
  await expect(notice.filter({ hasText: 'Se enviará solo cuando vuelva la red.' })).toBeVisible();
  await judge(page, 'aviso-sin-su-parte');
  await context.setOffline(false);
  await expect(scanCountOf(page, reservation.id)).toHaveText('1');
  await expect(
    page.locator('[data-sonner-toast]').filter({ hasText: 'Aviso Temprano: llegaron 1 de 4' }),
  ).toBeVisible();
  await expect(notice).toHaveCount(0);
});

test('a menu opens whose part arrives between the press and the release', async ({ openAs }) => {
  const { page } = await openAs('host', '/reservas', {}, async (fresh) => {
    await fresh.addInitScript(() => {
      const waiting: (() => void)[] = [];
      let isIdle = false;
      Object.assign(window, {
        requestIdleCallback: (work: () => void) => (isIdle ? window.setTimeout(work) : waiting.push(work)),
        beIdle: () => {
          isIdle = true;
          for (const work of waiting.splice(0)) work();
        },
      });
    });
  });
  await expectLive(page);
  await page
    .getByRole('button', { name: /^Más acciones/ })
    .first()
    .hover();
  await page.mouse.down();
  await page.evaluate(() => (window as unknown as { beIdle(): void }).beIdle());
  // Every part has come by then.
  await setTimeout(5000);
  await page.mouse.up();
  await expect(page.getByRole('menuitem').first()).toBeVisible();
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
