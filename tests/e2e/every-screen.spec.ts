import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { ensurePostgres } from '../../scripts/lib/postgres.mjs';
import { installCamera, showCode } from '../support/canvas-camera';
import { judge, SIZES } from '../support/judge';
import { loseAnswers } from '../support/lose-answers';
import { openDevice } from '../support/monitor-page';
import { corruptRow } from '../support/query-cache';
import { cardOf, expectLive } from '../support/reservas-page';
import { expect, test } from '../support/screens';
import { startServer } from '../support/server';

test.describe.configure({ mode: 'parallel', timeout: 240_000 });

// A server of its own: what other tests leave behind would be in the pictures.
test.use({ serverEnv: {} });

const GUEST = 'Álvaro Núñez de la Peña y Santisteban';
const close = (page: Page) => page.keyboard.press('Escape');

test('signing in, a wrong password and an address that does not exist', async ({ openAs }) => {
  const { page } = await openAs(null, '/entrar');
  await expect(page.getByRole('button', { name: 'Entrar' })).toBeVisible();
  await judge(page, 'entrar');
  await page.getByLabel('Correo electrónico').fill('host@terraza.test');
  await page.getByLabel('Contraseña', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Entrar' }).click();
  await expect(page.getByText('El correo o la contraseña no son correctos.')).toBeVisible();
  await judge(page, 'entrar-rechazado');
  await page.goto('/nada');
  await expect(page.getByText('Aquí no hay nada')).toBeVisible();
  await judge(page, 'no-existe');
});

test('the pass of a guest in each of its states', async ({ openAs, api }) => {
  const host = await api('host');
  const create = async () => {
    const { reservation } = await host.createWithPass({ customerName: GUEST, guestCount: 6 });
    const at = (rest: string) => `/api/reservas/${reservation.id}/${rest}?businessId=${host.businessId}`;
    const { passUrl } = await host.ok<{ passUrl: string }>('GET', at('qr'));
    return { at, path: new URL(passUrl).pathname, code: reservation.code };
  };
  const { at, path, code } = await create();
  const { page } = await openAs(null, path);
  const pass = page.getByTestId('pass');
  await expect(pass).toHaveAttribute('data-state', 'ok');
  await expect(pass).toContainText(code);
  await judge(page, 'pase');

  await host.ok('POST', at('qr/rotar'));
  await page.reload();
  await expect(pass).toHaveAttribute('data-state', 'revoked');
  await expect(pass).not.toContainText(code);
  await judge(page, 'pase-anulado');

  const cancelled = await create();
  await host.ok('POST', cancelled.at('estado'), { status: 'CANCELLED' });
  await page.goto(cancelled.path);
  await expect(pass).toHaveAttribute('data-state', 'cancelled');
  await judge(page, 'pase-cancelado');

  await page.goto('/pase/nada');
  await expect(page.getByText('Este pase no existe')).toBeVisible();
  await judge(page, 'pase-no-existe');
});

test('the list and what opens over it', async ({ openAs, api }) => {
  const host = await api('host');
  const { reservation } = await host.createWithPass({
    customerName: GUEST,
    customerPhone: '+593987654321',
    customerEmail: 'alvaro.nunez.de.la.pena@correo.example',
    guestCount: 6,
    tableName: 'Terraza 12',
    notes: 'Cumpleaños: trae tarta y llega con un carrito de bebé.',
  });
  await host.ok('POST', `/api/reservas/${reservation.id}/asistencia?businessId=${host.businessId}`, {
    delta: 2,
    nonce: randomUUID(),
  });
  const { page } = await openAs('host', '/reservas');
  await expectLive(page);
  await judge(page, 'reservas');

  const card = cardOf(page, reservation.id);
  const menu = card.getByRole('button', { name: `Más acciones: ${GUEST}` });
  const choose = async (item: string) => {
    await menu.click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  // Its anchor moves when the page does.
  for (const size of ['desktop', 'phone'] as const) {
    await page.setViewportSize(SIZES[size]);
    await menu.click();
    await expect(page.getByRole('menu')).toBeVisible();
    await judge(page, 'reservas-menu', [size]);
    await close(page);
  }

  await card.getByRole('button', { name: GUEST, exact: true }).click();
  await expect(page.getByTestId('details').filter({ visible: true })).toBeVisible();
  await judge(page, 'reservas-detalle');
  await page.getByRole('button', { name: 'Cerrar detalle' }).click();

  await page.getByRole('button', { name: 'Nueva reserva' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await judge(page, 'reservas-nueva');
  await dialog.getByLabel('Hora').fill('01:30');
  await dialog.getByLabel('Teléfono').fill('12');
  await dialog.getByRole('button', { name: 'Crear reserva' }).click();
  await expect(dialog.getByText('Escribe un nombre, de hasta 120 letras.')).toBeVisible();
  await judge(page, 'reservas-nueva-errores');
  await close(page);

  await choose('Editar');
  await expect(dialog.getByLabel('Nombre')).toHaveValue(GUEST);
  await judge(page, 'reservas-editar');
  await close(page);

  await choose('Ver código QR');
  await expect(dialog.getByRole('img')).toBeVisible();
  await judge(page, 'reservas-qr');
  await close(page);

  await choose('Historial');
  await expect(dialog.getByRole('listitem').first()).toBeVisible();
  await judge(page, 'reservas-historial');
  await close(page);

  await choose('Eliminar');
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await judge(page, 'reservas-eliminar');
});

test('the list when there is nothing to show, no network, or no answer', async ({ openAs }) => {
  const { page, context } = await openAs('host', '/reservas?dia=2031-05-05');
  await expect(page.getByText('Nadie ha reservado este día')).toBeVisible();
  await judge(page, 'reservas-vacio');

  await page.goto('/reservas');
  await expectLive(page);
  await page.getByLabel('Buscar reservas').fill('zzzz');
  await expect(page.getByText('Ninguna reserva coincide')).toBeVisible();
  await judge(page, 'reservas-sin-resultado');
  await page.getByRole('button', { name: 'Borrar búsqueda' }).click();

  await page.getByRole('button', { name: /Tu cuenta/ }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await judge(page, 'reservas-cuenta');
  await close(page);

  await page.getByTestId('connection-indicator').click();
  await expect(page.getByText('Todo está al día')).toBeVisible();
  await judge(page, 'reservas-conexion');
  await close(page);

  await context.setOffline(true);
  await expect(page.getByText(/^Sin conexión\. Lo que ves/)).toBeVisible();
  await expect(page.getByText('Reconectando…')).toBeVisible();
  await page.getByTestId('connection-indicator').click();
  await judge(page, 'reservas-sin-red');
  await close(page);
  await context.setOffline(false);
  await expectLive(page);

  await page.route('**/api/reservas?*', (route) => route.abort());
  await page.goto('/reservas?dia=2031-05-06');
  await expect(page.getByText('No pudimos cargar las reservas')).toBeVisible({ timeout: 30_000 });
  await judge(page, 'reservas-fallo');
});

test('the console: devices, one of them, alerts, and who may not see it', async ({ openAs, api }) => {
  const owner = await openAs('owner', '/monitor');
  const { page } = owner;
  await expect(page.getByText('Ningún dispositivo conectado').first()).toBeVisible();
  await judge(page, 'monitor-vacio');

  const hostApi = await api('host');
  const made = await hostApi.createWithPass({ customerName: GUEST, guestCount: 6 });
  const host = await openAs('host', '/reservas');
  await openAs('door', '/puerta', {}, installCamera);
  await openAs('manager', '/reservas');
  await expectLive(host.page);
  await expect(page.getByTestId('device-list').locator('li')).toHaveCount(3);
  for (const nonce of [1, 2, 3].map(() => randomUUID())) await hostApi.scan(made.qrCode, nonce);
  await hostApi.ok('PUT', `/api/reservas/${made.reservation.id}?businessId=${hostApi.businessId}`, {
    tableName: 'Terraza 12',
    notes: 'Cumpleaños',
  });
  await openDevice(page, 'Sara Benítez');
  await page.getByRole('button', { name: 'Comprobar ahora' }).click();
  await expect(page.getByTestId('device-panel').locator('[data-verdict="in-sync"]')).toBeVisible({ timeout: 30_000 });
  await judge(page, 'monitor-dispositivo');
  await close(page);

  expect(await corruptRow(host.page, made.reservation.id)).toBe(true);
  await openDevice(page, 'Sara Benítez');
  await page.getByRole('button', { name: 'Comprobar ahora' }).click();
  await expect(page.locator('[data-verdict="differs"]').first()).toBeVisible({ timeout: 30_000 });
  await close(page);
  const door = await api('door');
  await door.ok('POST', `/api/monitor/incidencias?businessId=${door.businessId}`, {
    ...{ outageId: randomUUID(), attempts: 7, causes: { unreachable: 6, broken: 1 }, downMs: 84_000 },
    ...{ recovered: true, transport: 'raw' },
  });
  await expect(page.getByTestId('alert-list').locator('li')).toHaveCount(2, { timeout: 30_000 });
  await judge(page, 'monitor');
  await page.getByLabel('Buscar por persona o dispositivo').fill('zzzz');
  await expect(page.getByText('Ningún dispositivo coincide')).toBeVisible();
  await judge(page, 'monitor-sin-resultado');
  await page.getByRole('button', { name: 'Borrar búsqueda' }).click();

  await owner.context.setOffline(true);
  await expect(page.getByText(/^Sin conexión\. Lo que ves/)).toBeVisible();
  await expect(page.getByText(/^Sin datos nuevos desde hace/)).toBeVisible({ timeout: 30_000 });
  await judge(page, 'monitor-sin-red');
  await owner.context.setOffline(false);

  await page.route('**/api/monitor?*', (route) => route.abort());
  await page.reload();
  await expect(page.getByText('No pudimos leer el estado de los dispositivos')).toBeVisible({ timeout: 30_000 });
  await judge(page, 'monitor-fallo');

  const operator = await openAs('operator', '/monitor');
  await expect(operator.page.getByTestId('device-list')).toBeVisible();
  await judge(operator.page, 'monitor-operacion');
  const refused = await openAs('host', '/monitor');
  await judge(refused.page, 'monitor-rechazado');
});

test('the door: camera, list, party, and no camera', async ({ openAs, api }) => {
  const host = await api('host');
  const { reservation, qrCode } = await host.createWithPass({
    customerName: GUEST,
    guestCount: 6,
    tableName: 'Terraza 12',
  });
  const { page, context } = await openAs('door', '/puerta', {}, installCamera);
  await expect(page.getByTestId('camera')).toHaveAttribute('data-state', 'live');
  await expectLive(page);
  await judge(page, 'puerta');

  await page.getByRole('button', { name: 'Contar directo' }).click();
  await judge(page, 'puerta-directo');
  await page.getByRole('button', { name: 'Preguntar cuántas' }).click();

  await page.getByRole('button', { name: 'Buscar por nombre' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await judge(page, 'puerta-buscar');
  await page.getByLabel('Nombre o código de la reserva').fill('zzzz');
  await expect(page.getByText('Nadie coincide en la lista de hoy')).toBeVisible();
  await judge(page, 'puerta-buscar-nadie');
  await page.getByLabel('Nombre o código de la reserva').fill(reservation.code);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('party-sheet')).toBeVisible();
  await judge(page, 'puerta-grupo');
  await close(page);

  await showCode(page, qrCode);
  await page.getByRole('button', { name: 'Entran 6' }).click();
  await page.getByRole('button', { name: 'Siguiente' }).click();
  await showCode(page, null);
  await judge(page, 'puerta-ultimos', ['desktop']);
  await page.setViewportSize(SIZES.phone);
  await page.getByRole('button', { name: 'Últimos escaneos' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await judge(page, 'puerta-ultimos', ['phone']);
  await close(page);

  await context.setOffline(true);
  await expect(page.getByTestId('offline')).toBeVisible();
  await expect(page.getByText('Reconectando…')).toBeVisible();
  await judge(page, 'puerta-sin-red');
  await context.setOffline(false);

  const blind = await context.newPage();
  await blind.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  });
  await blind.goto('/puerta');
  await expect(blind.getByText('Falta el permiso de la cámara')).toBeVisible();
  for (let parties = 0; parties < 2; parties++) {
    const party = await host.createWithPass({ guestCount: 1000 });
    expect((await host.scan(party.qrCode, randomUUID(), 1000)).status).toBe(200);
  }
  await expect(blind.getByTestId('inside-count')).toHaveText(/^\d{4}$/);
  await judge(blind, 'puerta-sin-permiso-miles');
});

test('each answer of the door', async ({ openAs, api }) => {
  const host = await api('host');
  const make = (guestCount: number) => host.createWithPass({ customerName: GUEST, guestCount });
  const alone = await make(1);
  const lost = await make(1);
  const unread = await make(3);
  const { page } = await openAs('door', '/puerta', {}, installCamera);
  await expectLive(page);
  const result = page.getByTestId('scan-result');
  const next = async () => {
    await showCode(page, null);
    await page.getByRole('button', { name: 'Siguiente' }).click();
  };

  await showCode(page, alone.qrCode);
  await expect(result).toHaveAttribute('data-result', 'ok');
  await judge(page, 'puerta-adelante');
  await result.getByRole('button', { name: 'Deshacer' }).click();
  await expect(result.getByText('Esta entrada ya no cuenta: 0 de 1 dentro.')).toBeVisible();
  await judge(page, 'puerta-deshecho');
  await next();

  await showCode(page, (await make(2)).qrCode);
  await page.getByRole('button', { name: 'Una persona más' }).click();
  await page.getByRole('button', { name: 'Entran 3' }).click();
  await expect(result).toHaveAttribute('data-result', 'warning');
  await judge(page, 'puerta-exceso');
  await next();

  await host.ok('POST', `/api/reservas/${alone.reservation.id}/qr/rotar?businessId=${host.businessId}`);
  // However fast this goes: a code that was in view two seconds ago is read again only when asked for.
  await page.getByRole('button', { name: 'Leer otra vez' }).click();
  await showCode(page, alone.qrCode);
  await expect(result).toHaveAttribute('data-reason', 'REVOKED');
  await judge(page, 'puerta-no-pasa');
  await next();

  const lose = await loseAnswers(page, '**/api/reservas/qr-scan?*');
  lose.now = 'info';
  await showCode(page, lost.qrCode);
  await expect(page.getByTestId('scan-pending')).toBeVisible();
  await judge(page, 'puerta-lectura-pendiente');
  lose.now = 'increment';
  await expect(page.getByText(/se contará una sola vez/)).toBeVisible();
  await judge(page, 'puerta-pendiente');
  lose.now = null;
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await expect(result).toHaveAttribute('data-result', 'replayed');
  await judge(page, 'puerta-ya-contado');
  await next();

  lose.now = 'info';
  await showCode(page, unread.qrCode);
  await page.getByRole('button', { name: 'Contar sin conexión' }).click();
  await expect(page.getByTestId('unread-sheet')).toBeVisible();
  await judge(page, 'puerta-sin-leer');
});

test('first use: the form, its errors and the zones', async ({ browser }) => {
  const postgres = await ensurePostgres();
  const server = await startServer({ postgresUrl: postgres.url, demo: false });
  const context = await browser.newContext({ baseURL: server.url });
  try {
    const page = await context.newPage();
    await page.goto('/entrar');
    await expect(page).toHaveURL(/\/setup/);
    await judge(page, 'setup');
    await page.getByLabel('Contraseña', { exact: true }).fill('corta');
    await page.getByRole('button', { name: 'Crear el local' }).click();
    await expect(page.getByText('Escribe tu nombre.')).toBeVisible();
    await judge(page, 'setup-errores');
    const zone = page.getByLabel('Zona horaria', { exact: true });
    await zone.fill('guaya');
    await expect(page.getByRole('option', { name: /Guayaquil/ })).toBeVisible();
    await judge(page, 'setup-zona');
  } finally {
    await context.close();
    await server.stop();
    await postgres.stop();
  }
});
