import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { ensurePostgres } from '../../scripts/lib/postgres.mjs';
import { installCamera, showCode } from '../support/canvas-camera';
import { countThatWaits, findByCode } from '../support/door-search';
import { judge, SIZES } from '../support/judge';
import { cutCounts, installPhoneWithoutList, loseAnswers } from '../support/lose-answers';
import { openDetail, openDevice } from '../support/monitor-page';
import { corruptRow } from '../support/query-cache';
import { cardOf, expectLive } from '../support/reservas-page';
import { expect, test } from '../support/screens';
import { startServer } from '../support/server';

test.describe.configure({ mode: 'parallel', timeout: 240_000 });

// A server of its own: what other tests leave behind would be in the pictures.
test.use({ serverEnv: {} });

const GUEST = 'Álvaro Núñez de la Peña y Santisteban';
const close = (page: Page) => page.keyboard.press('Escape');

test('signing in, a wrong password and an address that does not exist', async ({ openAs, t }) => {
  const { page } = await openAs(null, '/entrar');
  await expect(page.getByRole('button', { name: t('people.signIn.enter') })).toBeVisible();
  await judge(page, 'entrar');
  await page.getByLabel(t('people.signIn.email')).fill('host@terraza.test');
  await page.getByLabel(t('people.signIn.password'), { exact: true }).fill('not the password');
  await page.getByRole('button', { name: t('people.signIn.enter') }).click();
  await expect(page.getByText(t('people.signIn.credentials'))).toBeVisible();
  await judge(page, 'entrar-rechazado');
  await page.goto('/nada');
  await expect(page.getByText(t('common.notFound.title'))).toBeVisible();
  await judge(page, 'no-existe');
});

test('the pass of a guest in each of its states', async ({ openAs, api, t }) => {
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
  await expect(page.getByText(t('pase.notFound.title'))).toBeVisible();
  await judge(page, 'pase-no-existe');
});

test('the list and what opens over it', async ({ openAs, api, t }) => {
  const host = await api('host');
  const { reservation } = await host.createWithPass({
    customerName: GUEST,
    customerPhone: '+593987654321',
    customerEmail: 'alvaro.nunez.de.la.pena@correo.example',
    guestCount: 6,
    ...{ tableName: 'Terraza 12', tags: ['ALLERGY', 'VIP', 'BIRTHDAY', 'MOBILITY'] },
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
  const menu = card.getByRole('button', { name: t('reservas.row.more', { name: GUEST }) });
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
  await page.getByRole('button', { name: t('reservas.details.close') }).click();

  await page.getByRole('button', { name: t('reservas.day.create') }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await judge(page, 'reservas-nueva');
  await dialog.getByLabel(t('reservas.fields.time')).fill('01:30');
  await dialog.getByLabel(t('reservas.fields.customerPhone')).fill('12');
  await dialog.getByRole('button', { name: t('reservas.form.submitCreate') }).click();
  await expect(dialog.getByText(t('reservas.form.invalid.customerName'))).toBeVisible();
  await judge(page, 'reservas-nueva-errores');
  await close(page).then(() => page.getByRole('button', { name: t('reservas.form.discard.confirm') }).click());

  await choose(t('reservas.row.edit'));
  await expect(dialog.getByLabel(t('reservas.fields.customerName'))).toHaveValue(GUEST);
  await judge(page, 'reservas-editar');
  await close(page);

  await choose(t('reservas.row.qr'));
  await expect(dialog.getByRole('img')).toBeVisible();
  await judge(page, 'reservas-qr');
  await close(page);

  await choose(t('reservas.row.history'));
  await expect(dialog.getByRole('listitem').first()).toBeVisible();
  await judge(page, 'reservas-historial');
  await close(page);

  await choose(t('reservas.row.delete'));
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await judge(page, 'reservas-eliminar');
});

test('the list when there is nothing to show, no network, or no answer', async ({ openAs, t }) => {
  const { page, context } = await openAs('host', '/reservas?dia=2031-05-05');
  await expect(page.getByText(t('reservas.list.empty'))).toBeVisible();
  await judge(page, 'reservas-vacio');

  await page.goto('/reservas');
  await expectLive(page);
  await page.getByLabel(t('reservas.toolbar.search')).fill('zzzz');
  await expect(page.getByText(t('reservas.list.notFound'))).toBeVisible();
  await judge(page, 'reservas-sin-resultado');
  await page.getByRole('button', { name: t('reservas.toolbar.clear') }).click();

  await page.getByRole('button', { name: t('people.shell.account', { name: 'Sara Benítez' }) }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await judge(page, 'reservas-cuenta');
  await close(page);

  await page.getByTestId('connection-indicator').click();
  await expect(page.getByText(t('common.connection.liveTitle'))).toBeVisible();
  await judge(page, 'reservas-conexion');
  await close(page);

  await context.setOffline(true);
  await expect(page.getByText(t('counts.offline'))).toBeVisible();
  await expect(page.getByTestId('connection-indicator')).toHaveText(t('common.connection.offline'));
  await page.getByTestId('connection-indicator').click();
  await judge(page, 'reservas-sin-red');
  await close(page);
  await context.setOffline(false);
  await expectLive(page);

  await page.route('**/api/reservas?*', (route) => route.abort());
  await page.goto('/reservas?dia=2031-05-06');
  await expect(page.getByText(t('reservas.list.failed'))).toBeVisible({ timeout: 30_000 });
  await judge(page, 'reservas-fallo');
});

test('the console: devices, one of them, alerts, and who may not see it', async ({ openAs, api, t }) => {
  const owner = await openAs('owner', '/monitor');
  const { page } = owner;
  await expect(page.getByText(t('monitor.glance.nobody'))).toBeVisible();
  await judge(page, 'monitor-tres-lineas');
  await openDetail(page);
  // A device of another test may still be in the list, as one that is away.
  await expect(page.getByText(t('monitor.devices.empty')).first()).toBeVisible();
  await judge(page, 'monitor-vacio');

  const hostApi = await api('host');
  const made = await hostApi.createWithPass({ customerName: GUEST, guestCount: 6 });
  const host = await openAs('host', '/reservas');
  await openAs('door', '/puerta');
  await openAs('manager', '/reservas');
  await expectLive(host.page);
  await expect(page.getByTestId('device-list').locator('li')).toHaveCount(3);
  for (const nonce of [1, 2, 3].map(() => randomUUID())) await hostApi.scan(made.qrCode, nonce);
  await hostApi.ok('PUT', `/api/reservas/${made.reservation.id}?businessId=${hostApi.businessId}`, {
    tableName: 'Terraza 12',
    notes: 'Cumpleaños',
  });
  await openDevice(page, 'Sara Benítez');
  await page.getByRole('button', { name: t('monitor.device.check') }).click();
  await expect(page.getByTestId('device-panel').locator('[data-verdict="in-sync"]')).toBeVisible({ timeout: 30_000 });
  await judge(page, 'monitor-dispositivo');
  await close(page);

  expect(await corruptRow(host.page, made.reservation.id)).toBe(true);
  await openDevice(page, 'Sara Benítez');
  await page.getByRole('button', { name: t('monitor.device.check') }).click();
  await expect(page.locator('[data-verdict="differs"]').first()).toBeVisible({ timeout: 30_000 });
  await close(page);
  const door = await api('door');
  await door.ok('POST', `/api/monitor/incidencias?businessId=${door.businessId}`, {
    ...{ outageId: randomUUID(), attempts: 7, causes: { unreachable: 6, broken: 1 }, downMs: 84_000 },
    ...{ recovered: true, transport: 'raw' },
  });
  await expect(page.getByTestId('alert-list').locator('li')).toHaveCount(2, { timeout: 30_000 });
  await judge(page, 'monitor');
  await page.getByLabel(t('monitor.devices.search')).fill('zzzz');
  await expect(page.getByText(t('monitor.devices.notFound'))).toBeVisible();
  await judge(page, 'monitor-sin-resultado');
  await page.getByRole('button', { name: t('reservas.toolbar.clear') }).click();

  await owner.context.setOffline(true);
  await expect(page.getByText(t('common.offline'))).toBeVisible();
  await expect(page.getByText(new RegExp(`^${t('monitor.head.stale', { count: 0 }).split('0')[0]}`))).toBeVisible({
    timeout: 30_000,
  });
  await judge(page, 'monitor-sin-red');
  await owner.context.setOffline(false);

  await page.route('**/api/monitor?*', (route) => route.abort());
  await page.reload();
  await expect(page.getByText(t('monitor.failed'))).toBeVisible({ timeout: 30_000 });
  await judge(page, 'monitor-fallo');

  const operator = await openAs('operator', '/monitor');
  await openDetail(operator.page);
  await expect(operator.page.getByTestId('device-list')).toBeVisible();
  await judge(operator.page, 'monitor-operacion');
  const refused = await openAs('host', '/monitor');
  await judge(refused.page, 'monitor-rechazado');
});

test('the door: camera, list, party, and no camera', async ({ openAs, api, t }) => {
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

  await page.getByRole('button', { name: t('puerta.mode.direct') }).click();
  await judge(page, 'puerta-directo');
  await page.getByRole('button', { name: t('puerta.mode.ask') }).click();

  await page.getByRole('button', { name: t('puerta.find.open') }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await judge(page, 'puerta-buscar');
  await page.getByLabel(t('puerta.find.field')).fill('zzzz');
  await expect(page.getByText(t('puerta.find.noneTitle'))).toBeVisible();
  await judge(page, 'puerta-buscar-nadie');
  await page.getByLabel(t('puerta.find.field')).fill(reservation.code);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('party-sheet')).toBeVisible();
  await judge(page, 'puerta-grupo');
  await close(page);

  await showCode(page, qrCode);
  await page.getByRole('button', { name: t('puerta.party.confirm', { count: 6 }) }).click();
  await page.getByRole('button', { name: t('puerta.result.next') }).click();
  await showCode(page, null);
  await judge(page, 'puerta-ultimos', ['desktop']);
  await page.setViewportSize(SIZES.phone);
  await page.getByRole('button', { name: t('puerta.recent.title') }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await judge(page, 'puerta-ultimos', ['phone']);
  await close(page);

  await context.setOffline(true);
  await expect(page.getByTestId('offline')).toHaveText(t('puerta.offline.whole'));
  await expect(page.getByTestId('connection-indicator')).toHaveText(t('puerta.offline.short'));
  await judge(page, 'puerta-sin-red');
  await context.setOffline(false);

  const blind = await context.newPage();
  await blind.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  });
  await blind.goto('/puerta');
  await expect(blind.getByText(t('puerta.camera.problem.denied.title'))).toBeVisible();
  for (let parties = 0; parties < 2; parties++) {
    const party = await host.createWithPass({ guestCount: 1000 });
    expect((await host.scan(party.qrCode, randomUUID(), 1000)).status).toBe(200);
  }
  await expect(blind.getByTestId('inside-count')).toHaveText(/^\d,?\d{3}$/);
  await judge(blind, 'puerta-sin-permiso-miles');
});

test('each answer of the door', async ({ openAs, api, t }) => {
  const host = await api('host');
  const make = (guestCount: number) => host.createWithPass({ customerName: GUEST, guestCount });
  const alone = await make(1);
  const lost = await make(1);
  const unread = await make(3);
  const { page } = await openAs('door', '/puerta', {}, installPhoneWithoutList);
  await expectLive(page);
  const result = page.getByTestId('scan-result');
  const next = async () => {
    await showCode(page, null);
    await page.getByRole('button', { name: t('puerta.result.next') }).click();
  };

  await showCode(page, alone.qrCode);
  await expect(result).toHaveAttribute('data-result', 'ok');
  await judge(page, 'puerta-adelante');
  await result.getByRole('button', { name: t('puerta.result.undo') }).click();
  await expect(result.getByText(t('puerta.result.undone', { inside: 0, max: 1 }))).toBeVisible();
  await judge(page, 'puerta-deshecho');
  await next();

  await showCode(page, (await make(2)).qrCode);
  await page.getByRole('button', { name: t('puerta.party.more') }).click();
  await page.getByRole('button', { name: t('puerta.party.confirm', { count: 3 }) }).click();
  await expect(result).toHaveAttribute('data-result', 'warning');
  await judge(page, 'puerta-exceso');
  await next();

  await host.ok('POST', `/api/reservas/${alone.reservation.id}/qr/rotar?businessId=${host.businessId}`);
  // However fast this goes: a code that was in view two seconds ago is read again only when asked for.
  await page.getByRole('button', { name: t('puerta.camera.again') }).click();
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
  await expect(page.getByText(t('puerta.wait.pendingBody'))).toBeVisible();
  await judge(page, 'puerta-pendiente');
  lose.now = null;
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await expect(result).toHaveAttribute('data-result', 'ok');
  await next();

  const warning = page.getByTestId('party-warning');
  await findByCode(page, t, lost.reservation.code);
  await expect(warning).toHaveAttribute('data-reason', 'ALL_IN');
  await expect(warning.getByText(t('puerta.warning.by', { name: '' }), { exact: false })).toBeVisible();
  await judge(page, 'puerta-ya-entraron');
  await next();

  const gone = await make(2);
  const away = await cutCounts(page);
  for (const { reservation } of [gone, await make(3)]) await countThatWaits(page, t, reservation);
  const status = `/api/reservas/${gone.reservation.id}/estado?businessId=${host.businessId}`;
  await host.ok('POST', status, { status: 'CANCELLED' });
  await away.end();
  await expect(page.getByTestId('sent-summary')).toContainText(t('puerta.summary.refused', { count: 1 }));
  await judge(page, 'puerta-resumen');
  await page.getByRole('button', { name: t('puerta.result.next') }).click();

  await findByCode(page, t, gone.reservation.code);
  await expect(warning).toHaveAttribute('data-reason', 'CANCELLED');
  await judge(page, 'puerta-cancelada-por-nombre');
  await page.getByRole('button', { name: t('puerta.result.next') }).click();

  lose.now = 'info';
  await showCode(page, unread.qrCode);
  await page.getByRole('button', { name: t('puerta.wait.countUnread') }).click();
  await expect(page.getByTestId('unread-sheet')).toBeVisible();
  await judge(page, 'puerta-sin-leer');
});

test('first use: the form, its errors and the zones', async ({ browser, t }) => {
  const postgres = await ensurePostgres();
  const server = await startServer({ postgresUrl: postgres.url, demo: false });
  const context = await browser.newContext({ baseURL: server.url });
  try {
    const page = await context.newPage();
    await page.goto('/entrar');
    await expect(page).toHaveURL(/\/setup/);
    await judge(page, 'setup');
    await page.getByLabel(t('puerta.setup.password'), { exact: true }).fill('corta');
    await page.getByRole('button', { name: t('puerta.setup.submit') }).click();
    await expect(page.getByText(t('puerta.setup.errors.name'))).toBeVisible();
    await judge(page, 'setup-errores');
    const zone = page.getByLabel(t('puerta.setup.timeZone'), { exact: true });
    await zone.fill('guaya');
    await expect(page.getByRole('option', { name: /Guayaquil/ })).toBeVisible();
    await judge(page, 'setup-zona');
  } finally {
    await context.close();
    await server.stop();
    await postgres.stop();
  }
});
