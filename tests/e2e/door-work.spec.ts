import { randomUUID } from 'node:crypto';
import type { Page, Route } from '@playwright/test';
import { addDays } from '@/modules/venues/business-day';
import { instantOnBusinessDay } from '@/modules/venues/wall-clock';
import { installCamera, showCode } from '../support/canvas-camera';
import { cutCounts, holdReads, holdSearches, installPhoneWithoutList, loseAnswers } from '../support/lose-answers';
import { expectLive } from '../support/reservas-page';
import { expect, test } from '../support/screens';

test.describe.configure({ mode: 'parallel' });

const RULES = { timeZone: 'America/Guayaquil', cutoffHour: 4 };
const PHONE = { viewport: { width: 390, height: 844 } };

async function findByCode(page: Page, code: string): Promise<void> {
  await page.getByRole('button', { name: 'Buscar por nombre' }).click();
  await page.getByLabel('Nombre o código de la reserva').fill(code.toLowerCase());
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('party-sheet')).toBeVisible();
}

/** A day as the door says it. */
const dayInWords = (day: string) =>
  new Intl.DateTimeFormat('es', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T12:00:00Z`),
  );

/** A text without the invisible characters around names. */
const plain = (text: string) => text.replace(/[\u2066-\u2069]/g, '');

test('counts a guest without a phone by the code, and takes it back', async ({ openAs, api }) => {
  const host = await api('host');
  const { reservation } = await host.createWithPass({ customerName: 'Sin Teléfono', guestCount: 5 });
  const { page } = await openAs('door', '/puerta', PHONE);
  await expectLive(page);
  await findByCode(page, reservation.code);

  await expect(page.getByRole('button', { name: 'Entran 5' })).toBeFocused();
  await page.getByRole('button', { name: 'Solo 1' }).click();
  await expect(page.getByRole('button', { name: 'Entra 1' })).toBeVisible();
  await page.getByRole('button', { name: 'Todos (+5)' }).click();
  await page.getByRole('button', { name: 'Una persona más' }).click();
  await expect(page.getByText('Serán 1 más de lo previsto.')).toBeVisible();
  for (let i = 0; i < 3; i++) await page.getByRole('button', { name: 'Una persona menos' }).click();
  await page.getByRole('button', { name: 'Entran 3' }).click();

  await expect(page.getByTestId('scan-result')).toHaveAttribute('data-result', 'ok');
  await expect(page.getByTestId('scan-result').getByText('3 de 5')).toBeVisible();
  expect(await host.admitted(reservation.id)).toBe(3);
  await page.getByTestId('scan-result').getByRole('button', { name: 'Deshacer' }).click();
  await expect(page.getByTestId('scan-result').getByText('Esta entrada ya no cuenta: llegaron 0 de 5.')).toBeVisible();
  expect(await host.admitted(reservation.id)).toBe(0);
  await page.getByRole('button', { name: 'Siguiente' }).click();
  await expect(page.getByTestId('scan-result')).toBeHidden();
});

test('finds a guest by the surname that the door is not shown, as the live row of its list', async ({
  openAs,
  api,
}) => {
  const host = await api('host');
  const { reservation } = await host.createWithPass({ customerName: 'Zacarías Quiñónez Vélez', guestCount: 5 });
  const { page } = await openAs('door', '/puerta', PHONE);
  await expectLive(page);
  await page.getByRole('button', { name: 'Buscar por nombre' }).click();
  const field = page.getByLabel('Nombre o código de la reserva');
  await field.fill('quinonz');
  const line = page.getByRole('listitem').getByRole('button', { name: reservation.code });
  await expect(line).toContainText('Zacarías V.');
  await expect(page.getByTestId('whole-names')).toBeEmpty();
  await host.ok('POST', `/api/reservas/${reservation.id}/asistencia?businessId=${host.businessId}`, {
    delta: 2,
    nonce: `find-${reservation.id}`,
  });
  await expect(line).toContainText('2 de 5');

  await page.context().setOffline(true);
  await field.fill('velez');
  await expect(page.getByText('Sin conexión: solo nombre corto y código.')).toBeVisible();
  await expect(line).toBeHidden();
  await field.fill('zacarias');
  await expect(line).toBeVisible();
  await page.context().setOffline(false);
  await field.fill('quiñónez zacarias');
  await expect(page.getByTestId('whole-names')).toBeEmpty();
  await field.press('Enter');
  await expect(page.getByTestId('party-sheet')).toBeVisible();
  expect(await page.content()).not.toMatch(/Quiñónez/);
});

test('a code entered before the list has caught up is chosen all the same', async ({ openAs, api }) => {
  const host = await api('host');
  const { reservation } = await host.createWithPass({ customerName: 'Prisa Grande', guestCount: 3 });
  const { page } = await openAs('door', '/puerta', PHONE);
  await expectLive(page);
  await page.getByRole('button', { name: 'Buscar por nombre' }).click();
  await page.getByLabel('Nombre o código de la reserva').evaluate(async (field: HTMLInputElement, code) => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, code);
    field.dispatchEvent(new Event('input', { bubbles: true }));
    // A microtask: the field has rendered, the list behind it has not.
    await Promise.resolve();
    field.form?.requestSubmit();
  }, reservation.code);
  await expect(page.getByTestId('party-sheet')).toBeVisible();
});

for (const kind of ['by hand', 'by camera'] as const) {
  test(`a count ${kind} whose answer is lost is sent again and counted once`, async ({ openAs, api }) => {
    const host = await api('host');
    const { reservation, qrCode } = await host.createWithPass({ customerName: 'Cobertura Mala', guestCount: 4 });
    const { page } = await openAs('door', '/puerta', PHONE, installPhoneWithoutList);
    await expectLive(page);
    const byHand = kind === 'by hand';
    const loss = await loseAnswers(page, byHand ? '**/asistencia?*' : '**/api/reservas/qr-scan?*');
    if (byHand) await findByCode(page, reservation.code);
    else await showCode(page, qrCode);
    const enter = page.getByRole('button', { name: 'Entran 4' });
    await expect(enter).toBeVisible();
    loss.now = byHand ? 'any' : 'increment';
    await enter.click();
    await expect(page.getByTestId('scan-pending')).toBeVisible();
    expect(await host.admitted(reservation.id)).toBe(4);
    loss.now = null;
    await expect(page.getByTestId('scan-result')).toHaveAttribute('data-result', 'ok');
    expect(loss.count).toBeGreaterThan(0);
    expect(await host.admitted(reservation.id)).toBe(4);
  });
}

test('a count outlives a reload while the network is down', async ({ openAs, api }) => {
  const host = await api('host');
  const { reservation } = await host.createWithPass({ customerName: 'Recarga', guestCount: 2 });
  const { page } = await openAs('door', '/puerta', PHONE, installPhoneWithoutList);
  await expectLive(page);
  await findByCode(page, reservation.code);
  await page.route('**/asistencia?*', (route) => route.abort());
  await page.getByRole('button', { name: 'Entran 2' }).click();
  await expect(page.getByTestId('scan-pending')).toBeVisible();
  await page.getByRole('button', { name: 'Seguir con otro pase' }).click();
  await expect(page.getByTestId('pending-strip')).toBeVisible();
  expect(await host.admitted(reservation.id)).toBe(0);
  await page.reload();
  await expect(page.getByTestId('pending-strip')).toBeVisible();
  await page.unroute('**/asistencia?*');
  await expect.poll(() => host.admitted(reservation.id)).toBe(2);
  await expect(page.getByTestId('scan-result')).toHaveAttribute('data-result', 'ok');
});

test('says in words why a pass does not open the door', async ({ openAs, api }) => {
  const [host, foreign] = await Promise.all([api('host'), api('foreign')]);
  const { day } = await host.list();
  const [revoked, cancelled, tomorrow, elsewhere] = await Promise.all([
    host.createWithPass({ customerName: 'Renovada' }),
    host.createWithPass({ customerName: 'Cancelada' }),
    host.createWithPass({
      customerName: 'Adelantada',
      reservedAt: instantOnBusinessDay(addDays(day, 1), '21:00', RULES),
    }),
    foreign.createWithPass({ customerName: 'De otro local' }),
  ]);
  const at = (id: string, rest: string) => `/api/reservas/${id}/${rest}?businessId=${host.businessId}`;
  await host.ok('POST', at(revoked.reservation.id, 'qr/rotar'));
  await host.ok('POST', at(cancelled.reservation.id, 'estado'), { status: 'CANCELLED' });

  const { page } = await openAs('door', '/puerta', PHONE, installCamera);
  await expect(page.getByTestId('camera')).toHaveAttribute('data-state', 'live');
  const result = page.getByTestId('scan-result');
  for (const [code, reason, words, party] of [
    [revoked.qrCode, 'REVOKED', 'Pase anulado', 'Ren… · '],
    [cancelled.qrCode, 'CANCELLED', 'Reserva cancelada', 'Can… · '],
    [tomorrow.qrCode, 'OTHER_DAY', 'No es para hoy', `Ade… · vale el ${dayInWords(addDays(day, 1))}, 21:00`],
    [elsewhere.qrCode, 'OTHER_BUSINESS', 'Es de otro local', ''],
    ['https://example.com/carta', 'INVALID', 'Código no válido', ''],
  ] as const) {
    await showCode(page, code);
    await expect(result).toHaveAttribute('data-reason', reason);
    await expect(result.getByText('NO PASA')).toBeVisible();
    await expect(result.getByText(words, { exact: true })).toBeVisible();
    await expect.poll(async () => plain(await result.innerText())).toContain(party);
    await showCode(page, null);
    await page.getByRole('button', { name: 'Siguiente' }).click();
    await expect(result).toBeHidden();
  }
  for (const { reservation } of [revoked, cancelled, tomorrow]) expect(await host.admitted(reservation.id)).toBe(0);
  await page.getByRole('button', { name: 'Últimos escaneos' }).click();
  const recent = page.getByRole('dialog').getByTestId('recent-scans');
  for (const name of ['Ade…', 'Can…', 'Ren…']) await expect(recent).toContainText(name);
  await expect(recent).not.toContainText('desconocido');
});

test('a pass that is used up is a warning before anybody is counted, in either mode and by name', async ({
  openAs,
  api,
}) => {
  const host = await api('host');
  const { reservation, qrCode } = await host.createWithPass({ customerName: 'Dos Veces', guestCount: 2 });
  expect((await host.scan(qrCode, randomUUID(), 2)).status).toBe(200);
  const { user } = await host.ok<{ user: { name: string } }>('GET', '/api/me');
  const { page } = await openAs('door', '/puerta', PHONE, installCamera);
  await expectLive(page);
  const warning = page.getByTestId('party-warning');
  const next = page.getByRole('button', { name: 'Siguiente' });

  await showCode(page, qrCode);
  await expect(warning.getByRole('heading', { name: 'YA ENTRARON TODOS' })).toBeVisible();
  await expect(warning).toContainText('2 de 2');
  await expect(warning).toContainText(new RegExp(`2 personas a las \\d\\d:\\d\\d · contó ${user.name}`));
  await expect(next).toBeFocused();
  await showCode(page, null);
  await next.click();
  await expect(warning).toBeHidden();

  await page.getByRole('button', { name: 'Contar directo' }).click();
  await page.getByRole('button', { name: 'Leer otra vez' }).click();
  await showCode(page, qrCode);
  await expect(warning).toBeVisible();
  expect(await host.admitted(reservation.id)).toBe(2);
  await showCode(page, null);
  await next.click();

  await page.getByRole('button', { name: 'Buscar por nombre' }).click();
  await page.getByLabel('Nombre o código de la reserva').fill(reservation.code);
  await page.keyboard.press('Enter');
  await expect(warning).toBeVisible();
  await warning.getByRole('button', { name: 'Entra alguien más' }).click();
  await page.getByRole('button', { name: 'Entra 1' }).click();
  await expect(page.getByTestId('scan-result')).toHaveAttribute('data-result', 'warning');
  expect(await host.admitted(reservation.id)).toBe(3);
  await page.getByRole('button', { name: 'Deshacer' }).click();
  await expect(page.getByTestId('scan-result')).toHaveAttribute('data-result', 'undone');
  await expect(page.getByTestId('scan-result').getByText('2 de 2', { exact: true })).toBeVisible();
});

test('after an outage one summary tells what became of the counts', async ({ openAs, api }) => {
  const host = await api('host');
  const parties = await Promise.all(
    ['Corte Uno', 'Corte Dos', 'Corte Tres'].map((customerName) =>
      host.createWithPass({ customerName, guestCount: 2 }),
    ),
  );
  const { page } = await openAs('door', '/puerta', PHONE, installPhoneWithoutList);
  await expectLive(page);
  const away = await cutCounts(page);
  for (const { reservation } of parties) {
    await findByCode(page, reservation.code);
    await page.getByRole('button', { name: 'Entran 2' }).click();
    await page.getByRole('button', { name: 'Seguir con otro pase' }).click();
  }
  const [refused] = parties;
  const status = `/api/reservas/${refused?.reservation.id}/estado?businessId=${host.businessId}`;
  await host.ok('POST', status, { status: 'CANCELLED' });
  await away.end();
  const summary = page.getByTestId('sent-summary');
  await expect(summary.getByRole('heading', { name: '3 ENVIADOS' })).toBeVisible();
  await expect(summary).toContainText('2 contados, 1 rechazado');
  await expect(summary.getByRole('listitem').first()).toContainText('Corte U');
  await expect(summary.getByRole('listitem').first()).toContainText('Reserva cancelada');
  await page.getByRole('button', { name: 'Siguiente' }).click();
  await expect(summary).toBeHidden();
  await expect(page.getByTestId('scan-result')).toBeHidden();
});

test('two of six come in with two taps, found by surname with three keys', async ({ openAs, api }) => {
  const host = await api('host');
  const { reservation } = await host.createWithPass({ customerName: 'Abel Xumarra', guestCount: 6 });
  const { page } = await openAs('door', '/puerta', PHONE);
  await expectLive(page);
  await page.getByRole('button', { name: 'Buscar por nombre' }).click();
  await expect(page.getByLabel('Nombre o código de la reserva')).toBeFocused();
  const search = await holdSearches(page);
  await page.keyboard.type('xum');
  await page.keyboard.press('Enter');
  search.end();
  await page.getByRole('button', { name: '2 personas' }).click();
  await page.getByRole('button', { name: 'Entran 2' }).click();
  await expect(page.getByTestId('scan-result')).toContainText('2 de 6');
  expect(await host.admitted(reservation.id)).toBe(2);
});

test('counts without asking in direct mode', async ({ openAs, api }) => {
  const host = await api('host');
  const { reservation, qrCode } = await host.createWithPass({ customerName: 'Directa', guestCount: 4 });
  const { page } = await openAs('door', '/puerta', PHONE, installCamera);
  await expect(page.getByTestId('camera')).toHaveAttribute('data-state', 'live');
  await page.getByRole('button', { name: 'Contar directo' }).click();
  await page.getByRole('button', { name: 'Una persona más' }).click();
  await showCode(page, qrCode);
  await expect(page.getByTestId('scan-result')).toHaveAttribute('data-result', 'ok');
  await expect(page.getByTestId('scan-result').getByText('Entran 2 personas')).toBeVisible();
  expect(await host.admitted(reservation.id)).toBe(2);
});

test('in direct mode a scan counts although the next guest comes before its answer', async ({ openAs, api }) => {
  const host = await api('host');
  const [first, second] = [await host.createWithPass({ guestCount: 2 }), await host.createWithPass({ guestCount: 2 })];
  const { page } = await openAs('door', '/puerta', PHONE, installPhoneWithoutList);
  await expect(page.getByTestId('camera')).toHaveAttribute('data-state', 'live');
  await page.getByRole('button', { name: 'Contar directo' }).click();
  await holdReads(page);
  await showCode(page, first.qrCode);
  await expect(page.getByText('Leyendo el pase…')).toBeVisible();
  await showCode(page, second.qrCode);
  for (const { reservation } of [first, second]) await expect.poll(() => host.admitted(reservation.id)).toBe(1);
});

const OPENED = [
  { path: '/puerta', user: 'door', figure: 'inside-count' },
  { path: '/reservas', user: 'host', figure: 'stat-inside' },
] as const;

for (const { path, user, figure } of OPENED) {
  test(`${path} left open past the cutoff goes on to the new day`, async ({ openAs, api }) => {
    const host = await api('host');
    const today = await host.list();
    const own = await api(user);
    const lastNight = { ...(await host.list(addDays(today.day, -1))), cursor: (await own.list()).cursor };
    const insideOf = (list: typeof today) => String(list.reservations.reduce((sum, row) => sum + row.scanCount, 0));
    const readOccupancy = () => own.ok<{ inside: number }>('GET', `/api/ocupacion?businessId=${host.businessId}`);
    const ledger = { ...(await readOccupancy()), day: lastNight.day, inside: +insideOf(lastNight), uncounted: 0 };
    const cutoff = Date.parse(instantOnBusinessDay(today.day, '04:00', RULES));
    let isOver = false;
    const { page } = await openAs(user, path, {}, async (fresh) => {
      await fresh.clock.install({ time: cutoff - 120_000 });
      // What the server would have answered at that hour.
      const answerBefore = (route: Route, json: object) => (isOver ? route.continue() : route.fulfill({ json }));
      await fresh.route('**/api/reservas?*', (route) => answerBefore(route, lastNight));
      await fresh.route('**/api/ocupacion?*', (route) => answerBefore(route, ledger));
      // A clock that runs ahead of the network makes outages that never were.
      await fresh.route('**/api/monitor/incidencias?*', (route) => route.fulfill({ status: 204 }));
    });
    await expect(page.getByTestId(figure)).toHaveText(insideOf(lastNight));
    isOver = true;
    await page.clock.runFor(cutoff + 25_000 - (await page.evaluate(() => Date.now())));
    const now = path === '/puerta' ? String((await readOccupancy()).inside) : insideOf(await host.list());
    await expect(page.getByTestId(figure)).toHaveText(now);
  });
}

const SCREENS = [
  [320, 256],
  [360, 480],
  [360, 640],
  [640, 360],
  [667, 375],
  [844, 390],
  [390, 844],
  [683, 384],
  [1024, 500],
] as const;

test('the camera keeps half of the height on every screen, uncovered, and nothing moves sideways', async ({
  openAs,
}) => {
  const { page } = await openAs('door', '/puerta', PHONE, installCamera);
  const camera = page.getByTestId('camera');
  await expect(camera).toHaveAttribute('data-state', 'live');
  await page.getByRole('button', { name: 'Contar directo' }).click();
  for (const [width, height] of SCREENS) {
    await page.setViewportSize({ width, height });
    const size = `${width}×${height}`;
    const box = await camera.boundingBox();
    expect(box?.height ?? 0, size).toBeGreaterThanOrEqual(height / 2);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), size).toBe(true);
    const covered = await camera.evaluate((element) => {
      const { left, top, width: w, height: h } = element.getBoundingClientRect();
      const points = [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) => [left + w * x, top + h * y] as const));
      return points.filter(([x, y]) => !element.contains(document.elementFromPoint(x, y)));
    });
    expect(covered, size).toEqual([]);
    await page.getByRole('button', { name: 'Buscar por nombre' }).scrollIntoViewIfNeeded();
    await page.getByRole('button', { name: 'Buscar por nombre' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
});

test('without a network nothing says that the screen is live, and nothing moves', async ({ openAs }) => {
  const { page, context } = await openAs('door', '/puerta', PHONE, installCamera);
  await expectLive(page);
  const camera = page.getByTestId('camera');
  const before = await camera.boundingBox();
  await context.setOffline(true);
  const indicator = page.getByTestId('connection-indicator');
  await expect(indicator).toHaveText('Sin red · se guarda');
  await expect(page.getByTestId('offline')).toContainText('Los conteos se guardan');
  expect(await camera.boundingBox()).toEqual(before);
  await context.setOffline(false);
  await expectLive(page);
});
