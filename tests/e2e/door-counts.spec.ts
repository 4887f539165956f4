import type { Page } from '@playwright/test';
import type { Reservation } from '@/modules/reservations/wire';
import { showCode } from '../support/canvas-camera';
import { login } from '../support/login';
import { installPhoneWithoutList, MANIFEST, refuseStorage, SYNC, savedCounts } from '../support/lose-answers';
import { cardOf, expectLive } from '../support/reservas-page';
import { expect, test } from '../support/screens';
import { DEMO_PASSWORD } from '../support/server';

test.describe.configure({ mode: 'parallel' });

const PHONE = { viewport: { width: 390, height: 844 } };
const COUNTS = '**/asistencia?*';
const SCANS = '**/qr-scan?*';

/** Lets a whole party in by its code. */
async function letIn(page: Page, { code, guestCount }: Reservation): Promise<void> {
  await page.getByRole('button', { name: 'Buscar por nombre' }).click();
  await page.getByLabel('Nombre o código de la reserva').fill(code.toLowerCase());
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: `Entran ${guestCount}` }).click();
}

async function letInUnanswered(page: Page, party: Reservation): Promise<void> {
  await letIn(page, party);
  await expect(page.getByTestId('scan-pending')).toBeVisible();
  await page.getByRole('button', { name: 'Seguir con otro pase' }).click();
}

test('two tabs of the door keep their waiting counts beside each other', async ({ openAs, api }) => {
  const host = await api('host');
  const [first, second] = await Promise.all([
    host.createWithPass({ customerName: 'Pestaña Uno', guestCount: 2 }),
    host.createWithPass({ customerName: 'Pestaña Dos', guestCount: 3 }),
  ]);
  const { page, context } = await openAs('door', '/puerta', PHONE, installPhoneWithoutList);
  await context.route(COUNTS, (route) => route.abort());
  const other = await context.newPage();
  await other.route(MANIFEST, (route) => route.abort());
  await other.goto('/puerta');
  await expectLive(page);
  await expectLive(other);
  await letInUnanswered(page, first.reservation);
  await letInUnanswered(other, second.reservation);
  for (const tab of [page, other]) {
    await expect(tab.getByTestId('pending-strip')).toHaveText('2 conteos pendientes, reintentando');
  }
  expect(await savedCounts(page)).toHaveLength(2);
  await page.close();
  await other.reload();
  await context.unroute(COUNTS);
  await expect.poll(() => host.admitted(first.reservation.id)).toBe(2);
  await expect.poll(() => host.admitted(second.reservation.id)).toBe(3);
  await expect.poll(() => savedCounts(other)).toEqual([]);
});

const STRANGERS = [
  ['a portal’s page', { status: 200, contentType: 'text/html', body: '<h1>Bienvenido</h1>' }],
  ['a stranger’s JSON', { status: 200, json: { result: 'ok', reservation: {}, scanCount: 4 } }],
  ['a firewall’s refusal', { status: 403, json: { code: 'FORBIDDEN', reason: 'REVOKED' } }],
  [
    'a problem that we never write',
    { status: 403, contentType: 'application/problem+json', body: '{"code":"BLOCKED_BY_POLICY","status":403}' },
  ],
] as const;

test('no stranger’s answer opens or closes the door, and the count outlives them all', async ({ openAs, api }) => {
  const host = await api('host');
  const { reservation } = await host.createWithPass({ customerName: 'Entre Extraños', guestCount: 4 });
  const { page } = await openAs('door', '/puerta', PHONE, installPhoneWithoutList);
  await expectLive(page);
  let answer: (typeof STRANGERS)[number][1] = STRANGERS[0][1];
  let asked = 0;
  await page.route(COUNTS, (route) => {
    asked += 1;
    return route.fulfill(answer);
  });
  await letIn(page, reservation);
  for (const [, next] of STRANGERS) {
    answer = next;
    const before = asked;
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await expect.poll(() => asked).toBeGreaterThan(before);
    await expect(page.getByTestId('scan-pending')).toBeVisible();
    await expect(page.getByTestId('scan-result')).toBeHidden();
    expect(await savedCounts(page)).toHaveLength(1);
  }
  expect(await host.admitted(reservation.id)).toBe(0);
  await page.unroute(COUNTS);
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await expect(page.getByTestId('scan-result')).toHaveAttribute('data-result', 'ok');
  expect(await host.admitted(reservation.id)).toBe(4);
  expect(await savedCounts(page)).toEqual([]);
});

test('a count of another person waits in sight, and is handed over as its author’s', async ({ openAs, api }) => {
  const host = await api('host');
  const { reservation } = await host.createWithPass({ customerName: 'Cambio de Turno', guestCount: 3 });
  const { page, context } = await openAs('door', '/puerta', PHONE, installPhoneWithoutList);
  await expectLive(page);
  await context.route(COUNTS, (route) => route.abort());
  await context.route(SYNC, (route) => route.abort());
  await letInUnanswered(page, reservation);
  // An open page would load itself again for the other account, at whatever moment it learns of it.
  await page.goto('about:blank');
  await login(context, 'host');
  await page.goto('/puerta');
  await context.unroute(COUNTS);
  const strip = page.getByTestId('pending-strip');
  await expect(strip).toHaveText('1 conteo de otra persona, en espera');
  await strip.click();
  const waiting = page.getByTestId('pending-counts');
  await expect(waiting).toContainText(/Lo hizo .+: se envía a su nombre\./);
  await expect(waiting.getByRole('button')).toHaveCount(0);
  await page.goto('/reservas');
  await expectLive(page);
  await expect(page.getByTestId('others-counts')).toContainText('1 conteo de otra persona');
  await expect(cardOf(page, reservation.id).getByTestId('count-waiting')).toHaveText('+3 sin respuesta');
  expect(await host.admitted(reservation.id)).toBe(0);
  expect(await savedCounts(page)).toHaveLength(1);

  await context.unroute(SYNC);
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await expect.poll(() => host.admitted(reservation.id)).toBe(3);
  await expect.poll(() => savedCounts(page)).toEqual([]);
  const author = await api('door').then((door) => door.ok<{ user: { name: string } }>('GET', '/api/me'));
  const path = `/api/reservas/${reservation.id}/historial?businessId=${host.businessId}`;
  expect(JSON.stringify(await host.ok('GET', path))).toContain(author.user.name);
});

test('a session that ended is signed in again on the same address, and the count goes on', async ({ openAs, api }) => {
  const host = await api('host');
  const { reservation } = await host.createWithPass({ customerName: 'Sesión Vencida', guestCount: 2 });
  const { page, context } = await openAs('door', '/puerta?local=terraza', PHONE, installPhoneWithoutList);
  await expectLive(page);
  await context.route(COUNTS, (route) => route.abort());
  await letIn(page, reservation);
  await expect(page.getByTestId('scan-pending')).toBeVisible();
  await context.clearCookies();
  await context.unroute(COUNTS);
  await expect(page).toHaveURL(/\/entrar\?destino=/);
  await page.getByLabel('Correo electrónico').fill('door@terraza.test');
  await page.getByLabel('Contraseña', { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Entrar', exact: true }).click();
  await expect(page).toHaveURL(/\/puerta\?local=terraza$/);
  await expect.poll(() => host.admitted(reservation.id)).toBe(2);
});

test('a pass that a phone without a list cannot read is saved with how many enter, and judged when a server can', async ({
  openAs,
  api,
}) => {
  const host = await api('host');
  const [good, old] = [
    await host.createWithPass({ customerName: 'Sin Señal', guestCount: 4 }),
    await host.createWithPass({ customerName: 'Pase Viejo', guestCount: 4 }),
  ];
  await host.ok('POST', `/api/reservas/${old.reservation.id}/qr/rotar?businessId=${host.businessId}`);
  const { page, context } = await openAs('door', '/puerta', PHONE, installPhoneWithoutList);
  await expectLive(page);
  await context.route(SCANS, (route) => route.abort());
  for (const [at, { qrCode }] of [good, old].entries()) {
    await showCode(page, qrCode);
    const waits = page.getByTestId('scan-pending');
    await expect(waits).toContainText('No hay conexión para leer el pase');
    await showCode(page, null);
    await waits.getByRole('button', { name: 'Contar sin conexión' }).click();
    await expect(page.getByText('Sin conexión: se guarda y se comprueba después.')).toBeVisible();
    await page.getByRole('button', { name: 'Una persona más' }).click();
    await page.getByRole('button', { name: 'Guardar 2 personas' }).click();
    await expect(waits).toContainText('2 personas');
    await waits.getByRole('button', { name: 'Seguir con otro pase' }).click();
    await expect.poll(() => savedCounts(page)).toHaveLength(at + 1);
  }
  expect(await host.admitted(good.reservation.id)).toBe(0);
  await context.unroute(SCANS);
  const summary = page.getByTestId('sent-summary');
  await expect(summary).toContainText('1 contado, 1 rechazado', { timeout: 30_000 });
  await expect(summary.getByRole('listitem')).toHaveCount(2);
  await page.getByRole('button', { name: 'Siguiente' }).click();
  expect(await host.admitted(good.reservation.id)).toBe(2);
  expect(await host.admitted(old.reservation.id)).toBe(0);
  expect(await savedCounts(page)).toEqual([]);
});

test('giving a count up is asked for first', async ({ openAs, api }) => {
  const host = await api('host');
  const { reservation } = await host.createWithPass({ customerName: 'Descarte', guestCount: 2 });
  const { page } = await openAs('door', '/puerta', PHONE, installPhoneWithoutList);
  await expectLive(page);
  await page.route(COUNTS, (route) => route.abort());
  await letIn(page, reservation);
  const question = page.getByRole('alertdialog');
  await page.getByRole('button', { name: 'Descartar' }).click();
  await question.getByRole('button', { name: 'Seguir esperando' }).click();
  await expect(question).toBeHidden();
  expect(await savedCounts(page)).toHaveLength(1);
  await page.getByRole('button', { name: 'Descartar' }).click();
  await question.getByRole('button', { name: 'Descartar' }).click();
  await expect(page.getByTestId('scan-pending')).toBeHidden();
  expect(await savedCounts(page)).toEqual([]);
});

test('a browser that keeps nothing says so, and asks before it is closed', async ({ openAs, api }) => {
  const host = await api('host');
  const { reservation } = await host.createWithPass({ customerName: 'Sin Memoria', guestCount: 2 });
  const { page } = await openAs('door', '/puerta', PHONE, async (fresh) => {
    await installPhoneWithoutList(fresh);
    await refuseStorage(fresh);
  });
  await expectLive(page);
  await expect(page.getByTestId('door-states')).toContainText('no guarda los conteos');
  await page.route(COUNTS, (route) => route.abort());
  await letInUnanswered(page, reservation);
  await expect(page.getByTestId('unsaved-counts')).toContainText('1 conteo se perderá');
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await page.unroute(COUNTS);
  await expect.poll(() => host.admitted(reservation.id)).toBe(2);
  await expect(page.getByTestId('unsaved-counts')).toBeHidden();
});
