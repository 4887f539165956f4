import { randomUUID } from 'node:crypto';
import type { BrowserContext, Page } from '@playwright/test';
import type { Api, DemoUser } from '../support/api';
import { installCamera, showCode } from '../support/canvas-camera';
import { judge } from '../support/judge';
import { login } from '../support/login';
import { breakRow } from '../support/query-cache';
import { cardOf, expectLive, scanCountOf } from '../support/reservas-page';
import { type OtherVersion, RewritingProxy } from '../support/rewriting-proxy';
import { test as base, expect } from '../support/screens';

base.describe.configure({ mode: 'parallel', timeout: 120_000 });

interface Fixtures {
  /** A screen whose server is of another version. */
  openOn: (
    version: OtherVersion,
    user: DemoUser,
    path: string,
    beforeLoad?: (page: Page) => Promise<void>,
  ) => Promise<{ page: Page; errors: string[] }>;
}

const test = base.extend<Fixtures>({
  openOn: async ({ browser, server }, use) => {
    const proxy = await RewritingProxy.listen(server.port);
    const contexts: BrowserContext[] = [];
    await use(async (version, user, path, beforeLoad) => {
      proxy.version = version;
      const context = await browser.newContext({ baseURL: proxy.url, viewport: { width: 1440, height: 900 } });
      contexts.push(context);
      await login(context, user);
      const page = await context.newPage();
      await beforeLoad?.(page);
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(String(error)));
      await page.goto(path);
      return { page, errors };
    });
    for (const context of contexts) await context.close();
    await proxy.close();
  },
});

const NEUTRAL = 'Esta versión de la página no puede mostrar esta reserva. Recarga.';

async function makeParties(host: Api, count: number) {
  const mark = randomUUID().slice(0, 6);
  const made = [];
  for (let index = 0; index < count; index++) {
    made.push(await host.createWithPass({ customerName: `Grupo ${mark} ${index}`, guestCount: 4 }));
  }
  return made;
}

test('a newer server costs a page one line at most, and what it can read stays right', async ({ openOn, api }) => {
  const host = await api('host');
  const [seated, strange, plain, later] = await makeParties(host, 4);
  if (!seated || !strange || !plain || !later) throw new Error('not made');
  const renamed = { on: false };
  const version: OtherVersion = {
    row: (row) => {
      const newer = { ...row, zone: { name: 'terraza' }, tags: ['vip'] };
      if (row.id === seated.reservation.id) return { ...newer, status: 'SEATED' };
      if (row.id === strange.reservation.id) return { ...newer, guestCount: { adults: 3, children: 1 } };
      return newer;
    },
    entry: (entry) => ({ ...entry, ...(entry.kind === 'attendance' ? { method: 'NFC' } : { kind: 'seated' }) }),
    event: (event) => {
      if (event.type === 'qr-scanned') return { ...event, method: 'NFC', gate: { id: 7 } };
      if (event.type === 'status-changed' && renamed.on) return { ...event, type: 'reservation-seated' };
      if (event.type === 'status-changed') return { ...event, newStatus: 'SEATED' };
      return event;
    },
  };
  const inside = (await host.list()).reservations.reduce((sum, { scanCount }) => sum + scanCount, 0);
  const { page, errors } = await openOn(version, 'host', '/reservas');
  await expectLive(page);
  const neutral = page.getByTestId('unreadable-row');
  await expect(neutral).toHaveCount(1);
  await expect(neutral).toContainText(NEUTRAL);
  await expect(neutral).toContainText(strange.reservation.code);
  await expect(neutral.getByRole('button')).toHaveText(['Recargar']);
  await expect(cardOf(page, seated.reservation.id)).toContainText('Estado nuevo');
  await expect(page.getByTestId('stat-inside')).toHaveText(String(inside));

  expect((await host.scan(plain.qrCode, randomUUID(), 2)).status).toBe(200);
  await expect(scanCountOf(page, plain.reservation.id)).toHaveText('2');
  await expect(page.getByTestId('stat-inside')).toHaveText(String(inside + 2));
  const move = (id: string, status: string) =>
    host.ok('POST', `/api/reservas/${id}/estado?businessId=${host.businessId}`, { status });
  await move(later.reservation.id, 'CHECKED_IN');
  await expect(cardOf(page, later.reservation.id)).toContainText('Estado nuevo');
  renamed.on = true;
  await move(later.reservation.id, 'COMPLETED');
  const { reservation: fresh } = await host.createWithPass({ customerName: 'Después de lo nuevo' });
  await expect(cardOf(page, fresh.id)).toBeVisible();

  await page.getByRole('button', { name: `Más acciones: ${plain.reservation.customerName}` }).click();
  await page.getByRole('menuitem', { name: 'Historial' }).click();
  await expect(page.getByRole('dialog').getByRole('listitem')).toHaveText(/^\+2 · otro medio · llegaron 2/);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: seated.reservation.customerName, exact: true }).click();
  await expect(page.getByTestId('details')).toContainText('Estado nuevo');
  await expect(page.getByTestId('details').getByRole('button', { name: 'Confirmar' })).toHaveCount(0);
  await neutral.scrollIntoViewIfNeeded();
  await judge(page, 'reservas-version-nueva');
  expect(errors).toEqual([]);
});

test('an older server leaves fields out, and the list stands', async ({ openOn, api }) => {
  const host = await api('host');
  const [first, second] = await makeParties(host, 2);
  if (!first || !second) throw new Error('not made');
  const { page, errors } = await openOn(
    {
      row: ({ tableName: _t, notes: _n, customerEmail: _e, createdAt: _c, ...older }) => older,
      event: ({ gateId: _g, ...older }) => older,
    },
    'host',
    '/reservas',
  );
  await expectLive(page);
  await expect(cardOf(page, second.reservation.id)).toBeVisible();
  await expect(page.getByTestId('unreadable-row')).toHaveCount(0);
  await page.getByRole('button', { name: first.reservation.customerName, exact: true }).click();
  await expect(page.getByTestId('details')).toContainText(first.reservation.customerName);
  expect((await host.scan(second.qrCode, randomUUID(), 1)).status).toBe(200);
  await expect(scanCountOf(page, second.reservation.id)).toHaveText('1');
  expect(errors).toEqual([]);
});

test('the door counts no party by hand that it cannot read, and shows the count of its pass', async ({
  openOn,
  api,
}) => {
  const host = await api('host');
  const [strange] = await makeParties(host, 1);
  if (!strange) throw new Error('not made');
  const { id, code } = strange.reservation;
  const { page, errors } = await openOn(
    { row: (row) => (row.id === id ? { ...row, guestCount: '4' } : row) },
    'door',
    '/puerta',
    installCamera,
  );
  await page.setViewportSize({ width: 390, height: 844 });
  await expectLive(page);
  await page.getByRole('button', { name: 'Buscar por nombre' }).click();
  await page.getByLabel('Nombre o código de la reserva').fill(code);
  await expect(page.getByRole('dialog').getByText(NEUTRAL)).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('party-sheet')).toHaveCount(0);
  await judge(page, 'puerta-buscar-version-nueva', ['phone']);
  await page.keyboard.press('Escape');

  await showCode(page, strange.qrCode);
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByText('no puede mostrar la reserva de este pase')).toBeVisible({ timeout: 30_000 });
  await judge(page, 'puerta-pase-version-nueva', ['phone']);
  await sheet.getByRole('button', { name: 'Entra 1' }).click();
  await expect(page.getByTestId('scan-result').getByText('1 de 4')).toBeVisible();
  expect(errors).toEqual([]);
});

test('a row that fails while it is drawn costs itself alone, until it changes', async ({ openAs, api }) => {
  const host = await api('host');
  const [broken, other] = await makeParties(host, 2);
  if (!broken || !other) throw new Error('not made');
  const { page } = await openAs('host', '/reservas');
  await expectLive(page);
  // The check of what a device shows, which may come at any time, would have the list read again.
  await page.route('**/api/monitor/auditoria?*', (route) => route.abort());
  expect(await breakRow(page, broken.reservation.id)).toBe(true);
  await expect(page.getByTestId('unreadable-row')).toHaveCount(1);
  await expect(cardOf(page, other.reservation.id)).toContainText(other.reservation.customerName);
  expect((await host.scan(other.qrCode, randomUUID(), 1)).status).toBe(200);
  await expect(scanCountOf(page, other.reservation.id)).toHaveText('1');
  await page.getByLabel('Buscar reservas').fill(broken.reservation.code);
  await expect(page.getByTestId('unreadable-row')).toBeVisible();
  await judge(page, 'reservas-no-se-puede-mostrar');
  await page.reload();
  await expect(cardOf(page, broken.reservation.id)).toContainText(broken.reservation.customerName);
});
