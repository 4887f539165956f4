import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { Reservation } from '@/modules/reservations/wire';
import { installCamera } from '../support/canvas-camera';
import { judge } from '../support/judge';
import { expectKept, type KeptPhone, makeKeptPhone, scanUntil } from '../support/kept-phone';
import { login } from '../support/login';
import { savedCounts } from '../support/lose-answers';
import { FaultyProxy } from '../support/proxy';
import { expectLive } from '../support/reservas-page';
import { test as base, expect } from '../support/screens';
import { UpdatingProxy } from '../support/updating-proxy';

base.describe.configure({ mode: 'parallel', timeout: 180_000 });

/** A phone behind a network that can be cut. */
interface Phone extends Pick<KeptPhone, 'open' | 'close'> {
  readonly network: FaultyProxy;
}

const test = base.extend<{ phone: Phone }>({
  phone: async ({ server, locale, timezoneId }, use) => {
    const network = await FaultyProxy.listen(server.port);
    const phone = await makeKeptPhone({
      baseURL: network.url,
      ...(locale ? { locale } : {}),
      ...(timezoneId ? { timezoneId } : {}),
    });
    const open = async () => {
      const opened = await phone.open();
      await installCamera(opened.page);
      return opened;
    };
    await use({ network, open, close: phone.close });
    await phone.remove();
    await network.close();
  },
});

function unplug(network: FaultyProxy): void {
  network.isDown = true;
  network.cut();
}

const next = (page: Page) => page.getByRole('button', { name: 'Siguiente' }).click();

test('the door opens without a network and judges passes, and its counts arrive once', async ({ phone, api }) => {
  const [host, foreign] = [await api('host'), await api('foreign')];
  const path = (id: string, rest: string) => `/api/reservas/${id}/${rest}?businessId=${host.businessId}`;
  const make = (customerName: string, guestCount = 2) => host.createWithPass({ customerName, guestCount });
  const [good, alone, used, cancelled, replaced] = [
    await make('Buena Noche', 3),
    await make('Solo Uno', 1),
    await make('Ya Dentro'),
    await make('Cancelada Hoy'),
    await make('Pase Viejo'),
  ];
  await host.scan(used.qrCode, 'used-before-1', 2);
  await host.ok('POST', path(cancelled.reservation.id, 'estado'), { status: 'CANCELLED' });
  await host.ok('POST', path(replaced.reservation.id, 'qr/rotar'));
  const elsewhere = await foreign.createWithPass({ customerName: 'De Otro Local' });
  const forged = good.qrCode
    .replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))
    .replace(/^(.{60})(.)/, (_, head, letter) => head + (letter === 'A' ? 'B' : 'A'));

  const first = await phone.open();
  await login(first.context, 'door');
  await first.page.goto('/puerta');
  await expectLive(first.page);
  await expectKept(first.page, good.reservation.code);
  const inside = Number(await first.page.getByTestId('inside-count').innerText());
  await phone.close();
  unplug(phone.network);

  const later = await make('Después', 2);
  const { page } = await phone.open();
  await page.goto('/puerta');
  await expect(page.getByTestId('camera')).toHaveAttribute('data-state', 'live');
  await expect(page.getByTestId('door-states')).toContainText(/Lista de hace (\d+:)?\d\d:\d\d/);
  await expect(page.getByTestId('inside-count')).toHaveText(String(inside));
  await judge(page, 'puerta-abierta-sin-red');
  await page.setViewportSize({ width: 390, height: 844 });

  const result = page.getByTestId('scan-result');
  const refuses = async (qrCode: string, reason: string) => {
    await scanUntil(page, qrCode, () => expect(result).toHaveAttribute('data-reason', reason));
    await expect(result.getByTestId('by-phone')).toBeVisible();
    await next(page);
  };
  await refuses(forged, 'BAD_SIGNATURE');
  await refuses(elsewhere.qrCode, 'OTHER_BUSINESS');
  await refuses(replaced.qrCode, 'REVOKED');
  await scanUntil(page, cancelled.qrCode, () => expect(result).toHaveAttribute('data-reason', 'CANCELLED'));
  await judge(page, 'puerta-sin-red-no-pasa');
  await page.setViewportSize({ width: 390, height: 844 });
  await next(page);

  await scanUntil(page, used.qrCode, () =>
    expect(page.getByTestId('party-warning')).toHaveAttribute('data-reason', 'ALL_IN'),
  );
  await next(page);

  await scanUntil(page, good.qrCode, () => expect(page.getByTestId('party-sheet')).toBeVisible());
  await expect(page.getByTestId('by-phone')).toBeVisible();
  await judge(page, 'puerta-sin-red-grupo');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: 'Entran 3' }).click();
  await expect(result).toHaveAttribute('data-result', 'ok');
  await expect(result).toContainText('3 de 3');
  await expect(result.getByTestId('by-phone')).toBeVisible();
  await judge(page, 'puerta-sin-red-adelante');
  await page.setViewportSize({ width: 390, height: 844 });
  await next(page);
  // The phone knows of its own count.
  await page.getByRole('button', { name: 'Leer otra vez' }).click();
  await scanUntil(page, good.qrCode, () => expect(page.getByTestId('party-warning')).toContainText('en este teléfono'));
  await judge(page, 'puerta-sin-red-ya-entraron');
  await page.setViewportSize({ width: 390, height: 844 });
  await next(page);

  await scanUntil(page, alone.qrCode, () => expect(result).toContainText('1 de 1'));
  await next(page);

  await scanUntil(page, later.qrCode, () =>
    expect(page.getByTestId('unread-sheet')).toHaveAttribute('data-genuine', 'true'),
  );
  await judge(page, 'puerta-sin-red-dudoso');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: 'Guardar 1 persona' }).click();
  await page.getByRole('button', { name: 'Seguir con otro pase' }).click();

  expect(await savedCounts(page)).toHaveLength(3);
  await expect(page.getByTestId('door-states')).toContainText('Sin red · 3 en cola');
  await expect(page.getByTestId('inside-count'), 'those in the queue are inside').toHaveText(String(inside + 5));
  await judge(page, 'puerta-sin-red-en-cola');
  phone.network.isDown = false;
  await expect.poll(() => host.admitted(good.reservation.id), { timeout: 60_000 }).toBe(3);
  await expect.poll(() => host.admitted(alone.reservation.id), { timeout: 60_000 }).toBe(1);
  await expect.poll(() => host.admitted(later.reservation.id), { timeout: 60_000 }).toBe(1);
  await expect.poll(() => savedCounts(page)).toEqual([]);
  // No browser event says that the server is back: the list is read again within seconds.
  await expect(page.getByTestId('connection-indicator')).toHaveAttribute('data-status', 'connected', {
    timeout: 60_000,
  });
  await expect(page.getByTestId('door-states')).toBeEmpty();
  expect(await host.admitted(good.reservation.id)).toBe(3);
  expect(await host.admitted(used.reservation.id)).toBe(2);
  expect(await host.admitted(cancelled.reservation.id)).toBe(0);
});

test('people whom the phone let in stay counted, and the server’s other word is told when the network is back', async ({
  phone,
  api,
}) => {
  const host = await api('host');
  const { reservation, qrCode } = await host.createWithPass({ customerName: 'Se Cancela', guestCount: 1 });
  const { context, page } = await phone.open();
  await login(context, 'door');
  await page.goto('/puerta');
  await expectLive(page);
  await expectKept(page, reservation.code);
  unplug(phone.network);
  await host.ok('POST', `/api/reservas/${reservation.id}/estado?businessId=${host.businessId}`, {
    status: 'CANCELLED',
  });
  const result = page.getByTestId('scan-result');
  await scanUntil(page, qrCode, () => expect(result).toHaveAttribute('data-result', 'ok'));
  await next(page);
  phone.network.isDown = false;
  await expect(result).toHaveAttribute('data-result', 'warning', { timeout: 60_000 });
  await expect(result).toContainText('La reserva estaba cancelada.');
  await expect(result.getByTestId('by-phone')).toHaveCount(0);
  await judge(page, 'puerta-para-revisar');
  await page.setViewportSize({ width: 390, height: 844 });
  await next(page);
  await page.getByRole('button', { name: 'Últimos escaneos' }).click();
  await expect(page.getByRole('dialog').getByTestId('recent-scans')).toContainText('Para revisar');
  expect(await host.admitted(reservation.id)).toBe(1);
  expect(await savedCounts(page)).toEqual([]);
});

test('what was let in without a network outlives the browser, is seen by a second tab, and arrives once', async ({
  phone,
  api,
}) => {
  const host = await api('host');
  const made = await Promise.all(
    ['Cola Uno', 'Cola Dos', 'Cola Tres'].map((customerName) => host.createWithPass({ customerName, guestCount: 2 })),
  );
  const [one, two, three] = made.map(({ reservation }) => reservation) as [Reservation, Reservation, Reservation];
  const letIn = async (page: Page, { code }: Reservation) => {
    await page.getByRole('button', { name: 'Buscar por nombre' }).click();
    await page.getByLabel('Nombre o código de la reserva').fill(code.toLowerCase());
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Entran 2' }).click();
    const result = page.getByTestId('scan-result');
    await expect(result).toHaveAttribute('data-result', 'ok');
    await expect(result.getByTestId('by-phone')).toBeVisible();
    await next(page);
  };
  const first = await phone.open();
  await login(first.context, 'door');
  await first.page.goto('/puerta');
  await expectLive(first.page);
  await expectKept(first.page, three.code);
  unplug(phone.network);
  await letIn(first.page, one);
  await letIn(first.page, two);
  expect(await savedCounts(first.page)).toHaveLength(2);
  await expect(first.page.getByTestId('door-states')).toContainText('2 en cola');
  await phone.close();

  const { context, page } = await phone.open();
  await page.goto('/puerta');
  await expect(page.getByTestId('door-states')).toContainText('Sin red · 2 en cola');
  const second = await context.newPage();
  await second.goto('/puerta');
  await expect(second.getByTestId('door-states')).toContainText('2 en cola');
  await letIn(second, three);
  await second.getByRole('button', { name: 'Últimos escaneos' }).click();
  const sheet = second.getByRole('dialog');
  await expect(sheet.getByTestId('recent-scans')).toContainText('Sin confirmar');
  const saving = second.waitForEvent('download');
  await sheet.getByRole('button', { name: 'Guardar 3 conteos en un archivo' }).click();
  const file = await readFile(await (await saving).path(), 'utf8');
  expect(JSON.parse(file)).toMatchObject({
    aforo: 'queue',
    counts: [{ increment: 2 }, { increment: 2 }, { increment: 2 }],
  });
  expect(file).not.toContain('Cola');
  await judge(second, 'puerta-cola-archivo');
  await second.setViewportSize({ width: 390, height: 844 });
  await second.keyboard.press('Escape');
  await page.bringToFront();
  await expect(page.getByTestId('door-states')).toContainText('3 en cola');

  phone.network.isDown = false;
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  for (const party of [one, two, three]) {
    await expect.poll(() => host.admitted(party.id), { timeout: 60_000 }).toBe(2);
  }
  await expect.poll(() => savedCounts(page)).toEqual([]);
  for (const tab of [page, second]) await expect(tab.getByTestId('pending-strip')).toBeHidden();
});

test('whoever signs out leaves nothing of the night on the phone, and other pages need the network', async ({
  phone,
  api,
}) => {
  const host = await api('host');
  const { reservation } = await host.createWithPass({ customerName: 'Nadie Más', guestCount: 2 });
  const { context, page } = await phone.open();
  await login(context, 'host');
  await page.goto('/puerta');
  await expectLive(page);
  await expectKept(page, reservation.code);
  expect(await page.evaluate(() => caches.keys())).toContain('aforo-door-page');
  const stored = await page.evaluate(async () => {
    const urls: string[] = [];
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys()) urls.push(new URL(url).pathname);
    return urls.filter((path) => !path.startsWith('/_next/static/'));
  });
  expect(new Set(stored)).toEqual(new Set(['/puerta']));

  await page
    .getByRole('button', { name: /cuenta/i })
    .first()
    .click();
  await page.getByRole('menuitem', { name: 'Salir' }).click();
  await expect(page).toHaveURL(/\/entrar/);
  await expect.poll(() => page.evaluate(() => caches.has('aforo-door-page'))).toBe(false);
  await expect
    .poll(() => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name)))
    .not.toContain('aforo-door');
  unplug(phone.network);
  await expect(page.goto('/puerta')).rejects.toThrow(/ERR_/);
  await expect(page.goto('/reservas')).rejects.toThrow(/ERR_/);
});

test('an update of the app leaves the queue as it was, and the new version hands it over', async ({
  server,
  api,
  locale,
}) => {
  const host = await api('host');
  const made = await Promise.all(
    ['Antes Uno', 'Antes Dos', 'Después Tres'].map((customerName) =>
      host.createWithPass({ customerName, guestCount: 1 }),
    ),
  );
  const [one, two, three] = made as [(typeof made)[0], (typeof made)[0], (typeof made)[0]];
  const updating = await UpdatingProxy.listen(server.port);
  const kept = await makeKeptPhone({ baseURL: updating.url, ...(locale ? { locale } : {}) });
  const open = async () => {
    const opened = await kept.open();
    await installCamera(opened.page);
    return opened;
  };
  const letIn = async (page: Page, qrCode: string) => {
    const result = page.getByTestId('scan-result');
    await scanUntil(page, qrCode, () => expect(result).toHaveAttribute('data-result', 'ok', { timeout: 30_000 }));
    await next(page);
  };
  const filesOf = (page: Page) =>
    page.evaluate(() => Array.from(document.scripts, ({ src }) => src.split('/').at(-1) ?? '').filter(Boolean));
  try {
    const first = await open();
    await login(first.context, 'door');
    await first.page.goto('/puerta');
    await expectLive(first.page);
    await expectKept(first.page, three.reservation.code);
    updating.losesWrites = true;
    await letIn(first.page, one.qrCode);
    await letIn(first.page, two.qrCode);
    expect(await savedCounts(first.page)).toHaveLength(2);
    await kept.close();

    // The update: the network is there, the files of before are not, and nothing can be handed over yet.
    updating.isUpdated = true;
    const second = await open();
    await second.page.goto('/puerta');
    await expectLive(second.page);
    expect((await filesOf(second.page)).every((name) => name.startsWith('next.'))).toBe(true);
    expect(await savedCounts(second.page)).toHaveLength(2);
    const keepsNext = () =>
      second.page.evaluate(async () => {
        const page = await (await caches.match('/puerta', { cacheName: 'aforo-door-page' }))?.text();
        const files: string[] = [];
        for (const name of await caches.keys())
          for (const { url } of await (await caches.open(name)).keys()) files.push(url);
        return Boolean(page?.includes('/chunks/next.')) && files.some((url) => url.includes('/chunks/next.'));
      });
    await expect.poll(keepsNext, { timeout: 30_000 }).toBe(true);
    await kept.close();

    updating.isDown = true;
    const third = await open();
    await third.page.goto('/puerta');
    await expect(third.page.getByTestId('door-states')).toContainText('2 en cola');
    expect((await filesOf(third.page)).every((name) => name.startsWith('next.'))).toBe(true);
    await letIn(third.page, three.qrCode);
    expect(await savedCounts(third.page)).toHaveLength(3);
    updating.losesWrites = updating.isDown = false;
    for (const { reservation } of made)
      await expect.poll(() => host.admitted(reservation.id), { timeout: 60_000 }).toBe(1);
    await expect.poll(() => savedCounts(third.page)).toEqual([]);
  } finally {
    await kept.remove();
    await updating.close();
  }
});
