import { readFile } from 'node:fs/promises';
import type { BrowserContext, Page } from '@playwright/test';
import type { Api } from '../support/api';
import { installCamera, showCode } from '../support/canvas-camera';
import { judge } from '../support/judge';
import { savedCounts } from '../support/lose-answers';
import { expectLive } from '../support/reservas-page';
import { expect, test } from '../support/screens';
import type { Words } from '../support/words';

// A server of its own: who is inside is counted.
test.use({ serverEnv: {} });
test.describe.configure({ mode: 'default', timeout: 240_000 });

const PHONE = { viewport: { width: 390, height: 844 } };
const AT_ONCE = { timeout: 15_000 };
/** By which a click, an exit, and what is taken back reach the server. */
const WAYS = ['**/api/sin-reserva?*', '**/api/sin-reserva/anular?*', '**/api/puerta/salida?*', '**/api/puerta/sync?*'];

/** Lets nothing that the phone counts reach the server until `end`; the stream goes on. */
async function cut(context: BrowserContext): Promise<{ end(): Promise<void> }> {
  for (const way of WAYS) await context.route(way, (route) => route.abort());
  return {
    async end() {
      for (const way of WAYS) await context.unroute(way);
      for (const page of context.pages()) await page.evaluate(() => window.dispatchEvent(new Event('online')));
    },
  };
}

const insideOf = async (api: Api) =>
  (await api.ok<{ inside: number }>('GET', `/api/ocupacion?businessId=${api.businessId}`)).inside;
const expectInside = (page: Page, people: number) =>
  expect(page.getByTestId('inside-count')).toHaveText(String(people), AT_ONCE);
const openCounter = (page: Page, t: Words) =>
  page.getByRole('button', { name: t('puerta.counter.open'), exact: true }).click();
const enter = (page: Page, t: Words, count: number) =>
  page.getByRole('button', { name: t('puerta.counter.enter', { count }) }).click();
const statesOf = (page: Page) =>
  page.getByTestId('count').evaluateAll((lines) => lines.map((line) => line.getAttribute('data-state')));

test('clicks, an exit and an undo wait on the disk: a killed tab loses none, and each counts once', async ({
  openAs,
  api,
  t,
}) => {
  const host = await api('host');
  const { context, page } = await openAs('door', '/puerta', PHONE, installCamera);
  await expectLive(page);
  const before = await insideOf(host);
  const network = await cut(context);
  await openCounter(page, t);
  await enter(page, t, 5);
  await page.getByRole('button', { name: t('puerta.counter.leave', { count: 1 }) }).click();
  await enter(page, t, 1);
  await expect.poll(() => statesOf(page), AT_ONCE).toEqual(['waiting', 'waiting', 'waiting']);
  await expectInside(page, before + 5);
  await page.getByRole('button', { name: t('puerta.counter.undoNamed', { what: '+1' }) }).click();
  await expect(page.getByTestId('count').first()).toContainText(t('puerta.counter.undo.working'));
  await expectInside(page, before + 4);
  expect(await savedCounts(page)).toHaveLength(4);
  await judge(page, 'puerta-contador-en-espera');
  await page.setViewportSize(PHONE.viewport);
  // Nothing asks before the page closes: nothing would be lost.
  await page.close({ runBeforeUnload: false });
  expect(await insideOf(host)).toBe(before);

  const next = await context.newPage();
  await installCamera(next);
  await next.goto('/puerta');
  await expectInside(next, before + 4);
  await openCounter(next, t);
  await expect(next.getByTestId('count')).toHaveCount(3, AT_ONCE);
  await expect(next.getByTestId('count').first()).toContainText(t('puerta.counter.undo.working'));
  await network.end();
  await expect.poll(() => insideOf(host), { timeout: 60_000 }).toBe(before + 4);
  await expect.poll(() => savedCounts(next), AT_ONCE).toEqual([]);
  await expect.poll(() => statesOf(next), AT_ONCE).toEqual(['counted', 'counted', 'counted']);
  await expect(next.getByTestId('count').first()).toContainText(t('puerta.counter.undone'));
  await expectInside(next, before + 4);
});

test('the answer to a click is lost: it is counted once, and the screen learns it', async ({ openAs, api, t }) => {
  const host = await api('host');
  const { page } = await openAs('door', '/puerta', PHONE, installCamera);
  await expectLive(page);
  const before = await insideOf(host);
  let lost = 0;
  await page.route(WAYS[0] ?? '', async (route) => {
    lost += 1;
    await route.fetch();
    await route.abort();
  });
  await openCounter(page, t);
  await enter(page, t, 5);
  await expect.poll(() => statesOf(page), AT_ONCE).toEqual(['counted']);
  expect(lost).toBe(1);
  expect(await insideOf(host)).toBe(before + 5);
  await expectInside(page, before + 5);
  expect(await savedCounts(page)).toEqual([]);
});

test('the queue of a phone is loaded by a manager on another, from its file and from its code, and counts once', async ({
  openAs,
  api,
  t,
}) => {
  const host = await api('host');
  const { context, page } = await openAs('door', '/puerta', PHONE, installCamera);
  const { page: manager } = await openAs('manager', '/puerta', PHONE, installCamera);
  await expectLive(page);
  await expectLive(manager);
  const before = await insideOf(host);
  const network = await cut(context);
  await openCounter(page, t);
  await enter(page, t, 5);
  await expect.poll(() => statesOf(page), AT_ONCE).toEqual(['waiting']);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: t('puerta.recent.title') }).click();
  const sheet = page.getByRole('dialog');
  const saving = page.waitForEvent('download');
  await sheet.getByRole('button', { name: t('puerta.queue.save', { count: 1 }) }).click();
  const path = await (await saving).path();
  const text = await readFile(path, 'utf8');
  await expect(sheet.getByRole('img', { name: t('puerta.queue.code') })).toBeVisible();

  // By the camera: what the first phone shows on its screen.
  await showCode(manager, text);
  const loaded = manager.getByRole('dialog');
  await expect(loaded).toContainText(t('puerta.queue.loaded', { count: 1 }), { timeout: 30_000 });
  await showCode(manager, null);
  await expect.poll(() => insideOf(host), { timeout: 30_000 }).toBe(before + 5);
  // By the file, which says the same.
  await loaded.getByLabel(t('puerta.queue.load')).setInputFiles(path);
  await expect(loaded).toContainText(t('puerta.queue.loaded', { count: 1 }));
  await expect.poll(() => savedCounts(manager), AT_ONCE).toEqual([]);
  expect(await insideOf(host)).toBe(before + 5);
  await judge(manager, 'puerta-cola-cargada', ['phone']);

  await network.end();
  await expect.poll(() => savedCounts(page), { timeout: 60_000 }).toEqual([]);
  expect(await insideOf(host)).toBe(before + 5);
  await expectInside(manager, before + 5);
  await expectInside(page, before + 5);
});

test('a revoked phone hands over from where it lands, and a manager decides', async ({ openAs, api, t }) => {
  const [owner, host] = [await api('owner'), await api('host')];
  const { businessId } = owner;
  const { id, pairUrl } = await owner.ok<{ id: string; pairUrl: string }>('POST', '/api/puerta/dispositivos', {
    businessId,
    name: 'Contador del muelle',
    profile: 'CLICKER',
    gateIds: [],
  });
  const { context, page } = await openAs(null, `/vincular${new URL(pairUrl).hash}`, PHONE);
  await expect(page.getByTestId('counter')).toBeVisible(AT_ONCE);
  const before = await insideOf(host);
  const network = await cut(context);
  await enter(page, t, 5);
  await enter(page, t, 1);
  await expect.poll(() => statesOf(page), AT_ONCE).toEqual(['waiting', 'waiting']);
  await owner.ok('DELETE', `/api/puerta/dispositivos/${id}?businessId=${businessId}`);
  await expect(page).toHaveURL(/\/vincular$/, AT_ONCE);
  await expect(page.getByTestId('handing-over')).toHaveText(
    t('people.pair.handOver.working', { taken: 0, total: 2 }),
    AT_ONCE,
  );
  await judge(page, 'vincular-entregando');
  await page.setViewportSize(PHONE.viewport);
  await network.end();
  await expect(page.getByTestId('handed-over')).toHaveText(t('people.pair.handOver.done', { count: 2 }), {
    timeout: 60_000,
  });
  expect(await savedCounts(page)).toEqual([]);
  await judge(page, 'vincular-entregado');
  // They are kept, and count once a manager says so.
  expect(await insideOf(host)).toBe(before);
  const { incidents } = await owner.ok<{ incidents: { id: string; kind: string }[] }>(
    'GET',
    `/api/incidencias?businessId=${businessId}`,
  );
  const held = incidents.filter(({ kind }) => kind === 'DEVICE_REVOKED');
  expect(held).toHaveLength(1);
  await owner.ok('POST', `/api/incidencias/${held[0]?.id}`, { businessId, resolution: 'ACCEPTED', reason: 'Entraron' });
  expect(await insideOf(host)).toBe(before + 6);
});
