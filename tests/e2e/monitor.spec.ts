import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { deviceOf, openDetail, openDevice } from '../support/monitor-page';
import { corruptRow } from '../support/query-cache';
import { expectLive, scanCountOf } from '../support/reservas-page';
import { expect, test } from '../support/screens';

// A server of its own: its alerts are of these tests only.
test.use({ serverEnv: {} });

const HOST = 'Sara Benítez';
const DOOR = 'Kevin Toapanta';
/** A device answers a check in a moment; a report may wait a few seconds before it is told. */
const PATIENT = { timeout: 30_000 };

test('the owner sees two devices move, closes one, and it comes back', async ({ openAs, api }) => {
  const hostApi = await api('host');
  const { reservation, qrCode } = await hostApi.createWithPass({ customerName: 'Paula Vigilada', guestCount: 4 });
  const host = await openAs('host', '/reservas');
  const door = await openAs('door', '/puerta');
  await expectLive(host.page);
  await expect(door.page.getByTestId('connection-indicator')).toHaveAttribute('data-status', 'connected');

  const { page, watch } = await openAs('owner', '/monitor');
  await openDetail(page);
  const row = deviceOf(page, HOST);
  await expect(row).toBeVisible();
  await expect(deviceOf(page, DOOR)).toBeVisible();
  await expect(row.getByTestId('device-label')).toContainText('Chrome · Linux');
  const before = Number(await row.getByTestId('device-seq').textContent());
  expect(before).toBeGreaterThan(0);

  await (await api('door')).scan(qrCode, randomUUID(), 2);
  for (const name of [HOST, DOOR]) {
    await expect(deviceOf(page, name).getByTestId('device-seq')).toHaveText(String(before + 1));
  }
  await expect(page.getByRole('img', { name: /Cambios entregados en los últimos 15 minutos: [1-9]/ })).toBeVisible();

  const panel = await openDevice(page, HOST);
  await expect(panel.getByTestId('replay').locator(`[data-seq="${before + 1}"]`)).toContainText('Entrada +2 · van 2');
  const closed = await row.getAttribute('data-connection-id');
  // The answer comes later than the next look at the device would.
  await page.route('**/cerrar?*', async (route) => {
    const response = await route.fetch();
    await setTimeout(2_500);
    await route.fulfill({ response });
  });
  await page.getByRole('button', { name: 'Cerrar conexión' }).click();
  await expect(page.getByRole('button', { name: 'Comprobar ahora' })).toBeDisabled();
  await expect(page.getByText('Conexión cerrada. El dispositivo volverá solo.')).toBeVisible();
  await expect(row).not.toHaveAttribute('data-connection-id', closed ?? '', PATIENT);
  await expectLive(host.page);

  await hostApi.ok('POST', `/api/reservas/${reservation.id}/estado?businessId=${hostApi.businessId}`, {
    status: 'COMPLETED',
  });
  await expect(row.getByTestId('device-seq')).toHaveText(String(before + 2), PATIENT);
  expect(watch.consoleErrors).toEqual([]);
});

test('a device that shows something else is found, mended, and found in sync', async ({ openAs, api }) => {
  const hostApi = await api('host');
  const { reservation } = await hostApi.createWithPass({ customerName: 'Inés Comparada', guestCount: 4 });
  const host = await openAs('host', '/reservas');
  await expectLive(host.page);
  await expect(scanCountOf(host.page, reservation.id)).toHaveText('0');
  const { page } = await openAs('owner', '/monitor');
  await openDetail(page);
  const panel = await openDevice(page, HOST);
  const check = page.getByRole('button', { name: 'Comprobar ahora' });
  await check.click();
  await expect(panel.locator('[data-verdict="in-sync"]').first()).toBeVisible(PATIENT);

  expect(await corruptRow(host.page, reservation.id)).toBe(true);
  await expect(scanCountOf(host.page, reservation.id)).toHaveText('1');
  await check.click();
  // It reads its lists anew, and its stream with them.
  await expect(scanCountOf(host.page, reservation.id)).toHaveText('0', PATIENT);
  const alert = page.getByTestId('alert-list').locator('[data-kind="differs"]');
  await expect(alert).toContainText('Mostraba 1 reserva distinta', PATIENT);
  await expect(page.getByTestId('audit-list').locator('[data-verdict="healed"]')).toHaveCount(1, PATIENT);
  await page.keyboard.press('Escape');
  await expect(deviceOf(page, HOST)).toHaveAttribute('data-state', 'in-sync', PATIENT);
  await expectLive(host.page);
});

test('a device that could not come back for a while tells of it itself', async ({ openAs }) => {
  const host = await openAs('host', '/reservas');
  await expectLive(host.page);
  const { page } = await openAs('owner', '/monitor');
  await openDetail(page);
  await expect(deviceOf(page, HOST)).toBeVisible();

  let refused = 0;
  await host.context.route('**/api/reservas/events?*', (route) => {
    refused += 1;
    return route.abort();
  });
  await openDevice(page, HOST);
  await page.getByRole('button', { name: 'Cerrar conexión' }).click();
  await expect.poll(() => refused, PATIENT).toBeGreaterThanOrEqual(3);
  await expect(deviceOf(page, HOST)).toHaveAttribute('data-state', 'away', PATIENT);
  await host.context.unroute('**/api/reservas/events?*');
  await expectLive(host.page);
  const alert = page.getByTestId('alert-list').locator('[data-kind="outage"]');
  await expect(alert).toContainText('sin conexión en vivo', PATIENT);
  await expect(alert).toContainText('servidor inalcanzable');
  await expect(alert).toContainText(HOST);
});

test('an operator sees every venue, an owner their own', async ({ openAs, api }) => {
  await expectLive((await openAs('host', '/reservas')).page);
  await expectLive((await openAs('foreign', '/reservas')).page);
  const { page } = await openAs('operator', '/');
  await expect(page).toHaveURL(/\/monitor/);
  await openDetail(page);
  await expect(deviceOf(page, HOST)).toContainText('Terraza Quito');
  await expect(deviceOf(page, 'Pilar Sanchís')).toContainText('Otro Local Madrid');
  await page.getByTestId('venue-list').getByRole('link', { name: 'Ver Otro Local Madrid' }).click();
  await expect(page).toHaveURL(/local=otro/);
  await expect(deviceOf(page, 'Pilar Sanchís')).toBeVisible();
  await expect(deviceOf(page, HOST)).toHaveCount(0);

  const foreign = await openAs('foreign', '/monitor?local=terraza');
  await openDetail(foreign.page);
  await expect(deviceOf(foreign.page, 'Pilar Sanchís')).toBeVisible();
  await expect(deviceOf(foreign.page, HOST)).toHaveCount(0);
  const theirs = await (await api('foreign')).call('GET', `/api/monitor?businessId=${(await api('host')).businessId}`);
  expect(theirs.status).toBe(403);
});

test('an owner reads three lines, and finds the detail as this device last had it', async ({ openAs, api }) => {
  const { page } = await openAs('owner', '/monitor');
  const glance = page.getByTestId('glance');
  const list = page.getByTestId('device-list');
  await expect(glance).toContainText('Nadie todavía');
  const host = await openAs('host', '/reservas');
  await expectLive(host.page);
  await openAs('door', '/puerta');
  await expect(glance).toContainText('2 dispositivos de 2 personas', PATIENT);
  await expect(glance).toContainText(`${DOOR} y ${HOST}`);
  await expect(glance).toContainText('Nada. Los dispositivos se ponen al día solos.');
  await expect(list).toHaveCount(0);

  // Another search among the devices does not change who is connected.
  await openDetail(page);
  await page.getByLabel('Buscar por persona o dispositivo').fill('zzzz');
  await expect(page.getByText('Ningún dispositivo coincide')).toBeVisible();
  await expect(glance).toContainText(HOST);
  await page.reload();
  await expect(list).toBeVisible();
  await openDetail(page);
  await expect(list).toHaveCount(0);
  await page.reload();
  await expect(glance).toContainText(HOST);
  await expect(list).toHaveCount(0);

  // A device without a live connection: whose it is, since when, and the one thing to do.
  const manager = await api('manager');
  await manager.ok('POST', `/api/monitor/incidencias?businessId=${manager.businessId}`, {
    ...{ outageId: randomUUID(), attempts: 7, causes: { unreachable: 7 }, downMs: 84_000 },
    ...{ recovered: false, transport: 'polling' },
  });
  await expect(glance).toContainText('1 dispositivo necesita atención', PATIENT);
  await expect(glance).toContainText(/Marcos Villacís.* no está al día desde las \d\d:\d\d/);
  await expect(glance).toContainText('Recarga la página en ese dispositivo');
  await glance.getByRole('button', { name: 'Ver detalle' }).click();
  await expect(deviceOf(page, 'Marcos Villacís')).toHaveAttribute('data-state', 'polling');
});

test('a host and the door are refused, and see no way to it', async ({ openAs }) => {
  for (const user of ['host', 'door'] as const) {
    const { page } = await openAs(user, '/');
    const answer = await page.goto('/monitor');
    expect(answer?.status()).toBe(403);
    await expect(page.getByRole('heading', { name: 'Esta pantalla no es para tu rol' })).toBeVisible();
    await page.getByRole('link', { name: 'Volver al inicio' }).click();
    await expect(page.getByRole('heading', { level: 1 })).not.toContainText('Esta pantalla');
    await expect(page.getByRole('link', { name: 'Monitor' })).toHaveCount(0);
  }
});
