import { randomUUID } from 'node:crypto';
import type { Page, Response } from '@playwright/test';
import { type BigDayRow, fillDay } from '../support/big-day';
import { installCamera } from '../support/canvas-camera';
import { judge } from '../support/judge';
import { cardOf, changeOfHeight, expectLive, scanCountOf } from '../support/reservas-page';
import { test as base, expect } from '../support/screens';

const COUNT = 5000;

/** A server whose day has 5,000 reservations, in the order of the list. */
const test = base.extend<object, { rows: readonly BigDayRow[] }>({
  rows: [
    async ({ server }, use) => use(await fillDay(String(server.env.DATABASE_URL), COUNT)),
    { scope: 'worker', auto: true, timeout: 60_000 },
  ],
});

test.describe.configure({ mode: 'serial', timeout: 240_000 });

function rowAt(rows: readonly BigDayRow[], index: number): BigDayRow {
  const row = rows.at(index);
  if (!row) throw new Error(`no row ${index}`);
  return row;
}

const elementsOf = (page: Page) => page.evaluate(() => document.querySelectorAll('*').length);
const stat = (page: Page) => page.getByTestId('stat-inside');

/** To the end of the page, as far as it goes: heights that were guessed are measured on the way. */
async function scrollToEnd(page: Page): Promise<void> {
  await expect
    .poll(() =>
      page.evaluate(() => {
        window.scrollTo(0, document.documentElement.scrollHeight);
        return document.documentElement.scrollHeight - window.innerHeight - window.scrollY < 2;
      }),
    )
    .toBe(true);
}

for (const [size, viewport] of [
  ['desktop', { width: 1440, height: 900 }],
  ['phone', { width: 390, height: 844 }],
] as const) {
  test(`on a ${size}: few elements, every row within reach`, async ({ openAs, rows }) => {
    const { page, watch } = await openAs('host', '/reservas', { viewport });
    await expectLive(page);
    await expect(cardOf(page, rowAt(rows, 0).id)).toBeVisible();
    expect(await elementsOf(page)).toBeLessThanOrEqual(3000);
    await scrollToEnd(page);
    const last = rowAt(rows, -1);
    await expect(cardOf(page, last.id)).toBeInViewport();
    await expect(page.getByRole('listitem').filter({ hasText: last.customerName })).toHaveAttribute(
      'aria-posinset',
      /./,
    );
    expect(await elementsOf(page)).toBeLessThanOrEqual(3000);
    await judge(page, 'dia-grande-fin', [size]);
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight / 2));
    await expect(page.locator('[data-reservation-id]').first()).toBeAttached();
    await judge(page, 'dia-grande', [size]);
    await page.evaluate(() => window.scrollTo(0, 0));
    await expect(cardOf(page, rowAt(rows, 0).id)).toBeInViewport();
    expect(watch.consoleErrors).toEqual([]);
  });
}

for (const [size, viewport] of [
  ['desktop', { width: 1440, height: 900 }],
  ['phone', { width: 390, height: 844 }],
] as const) {
  test(`on a ${size} the page keeps its height while unseen rows come into sight`, async ({ openAs, rows }) => {
    const { page } = await openAs('host', '/reservas', { viewport });
    await expectLive(page);
    await expect(cardOf(page, rowAt(rows, 0).id)).toBeVisible();
    expect(await changeOfHeight(page)).toBeLessThan(0.01);
  });
}

test('the list travels compressed', async ({ openAs }) => {
  let answered: Promise<Response> | undefined;
  await openAs('host', '/reservas', {}, async (page) => {
    answered = page.waitForResponse(/\/api\/reservas\?/);
  });
  const answer = await answered;
  expect(answer?.headers()['content-encoding']).toBe('br');
  expect((await answer?.request().sizes())?.responseBodySize).toBeLessThan(300_000);
});

test('search finds a row far down; a list that has become short is in the page as a whole', async ({
  openAs,
  rows,
}) => {
  const { page } = await openAs('host', '/reservas');
  await expectLive(page);
  const far = rowAt(rows, 4321);
  await expect(cardOf(page, far.id)).toHaveCount(0);
  await page.getByLabel('Buscar reservas').fill(far.code);
  await expect(page.locator('[data-reservation-id]')).toHaveCount(1);
  await expect(cardOf(page, far.id)).toBeInViewport();
  const number = far.customerName.split(' ').at(-1)?.slice(0, 3) ?? '';
  await page.getByLabel('Buscar reservas').fill(number);
  await expect(page.locator('[data-reservation-id]').first()).toBeVisible();
  await page.getByLabel('Buscar reservas').fill('');
  await expect(cardOf(page, rowAt(rows, 0).id)).toBeInViewport();
});

test('paper has every row, and the screen few again afterwards', async ({ openAs, rows }) => {
  const { page } = await openAs('host', '/reservas');
  await expectLive(page);
  await page.evaluate(() => {
    const count = () => document.querySelectorAll('[data-reservation-id]').length;
    // Asked after the list, whose listener came first.
    window.addEventListener('beforeprint', () => Object.assign(window, { printed: count() }), { once: true });
  });
  await page.pdf();
  expect(await page.evaluate(() => (window as unknown as { printed: number }).printed)).toBe(rows.length);
  await expect.poll(() => elementsOf(page)).toBeLessThanOrEqual(3000);
});

test('an event about a row out of sight changes the figures, and the row when it comes into sight', async ({
  openAs,
  api,
  rows,
}) => {
  const door = await api('host');
  const { page } = await openAs('host', '/reservas');
  await expectLive(page);
  const far = rowAt(rows, -2);
  const before = Number((await stat(page).textContent())?.replace('.', ''));
  await door.ok('POST', `/api/reservas/${far.id}/asistencia?businessId=${door.businessId}`, {
    delta: 1,
    nonce: randomUUID(),
  });
  await expect(stat(page)).toHaveText(new Intl.NumberFormat('es').format(before + 1));
  await expect(cardOf(page, far.id)).toHaveCount(0);
  await scrollToEnd(page);
  await expect(scanCountOf(page, far.id)).toHaveText('1');
  await expect(cardOf(page, far.id)).toHaveAttribute('data-status', 'CHECKED_IN');
});

test('what is in view stays where it is when rows above it come and go', async ({ openAs, api, rows }) => {
  const host = await api('host');
  const { page } = await openAs('host', '/reservas');
  await expectLive(page);
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight / 2));
  const middle = page.locator('[data-reservation-id]').filter({ visible: true }).nth(15);
  const id = (await middle.getAttribute('data-reservation-id')) ?? '';
  const card = cardOf(page, id);
  await card.scrollIntoViewIfNeeded();
  const topOf = async () => Math.round((await card.boundingBox())?.y ?? Number.NaN);
  const before = await topOf();
  const { reservation } = await host.createWithPass({
    customerName: 'Recién Llegada',
    reservedAt: rowAt(rows, 3).reservedAt,
  });
  await expect(page.getByRole('button', { name: /^Todas/ })).toContainText(String(COUNT + 1));
  expect(Math.abs((await topOf()) - before)).toBeLessThanOrEqual(2);
  await host.ok('DELETE', `/api/reservas/${reservation.id}?businessId=${host.businessId}`);
  await expect(page.getByRole('button', { name: /^Todas/ })).toContainText(String(COUNT));
  expect(Math.abs((await topOf()) - before)).toBeLessThanOrEqual(2);
});

test('the keyboard walks from row to row, and the row that has the focus stays', async ({ openAs, rows }) => {
  const { page } = await openAs('host', '/reservas');
  await expectLive(page);
  const [first, second] = [rowAt(rows, 0), rowAt(rows, 1)];
  const nameOf = (row: BigDayRow) => cardOf(page, row.id).getByRole('button', { name: row.customerName, exact: true });
  await nameOf(first).focus();
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight / 2));
  await expect(cardOf(page, rowAt(rows, 40).id)).toHaveCount(0);
  await expect(nameOf(first)).toBeFocused();
  for (const _ of ['una más', 'el resto', 'menú']) await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(cardOf(page, second.id).locator(':focus')).toHaveCount(1);
  await expect(cardOf(page, second.id)).toBeInViewport();
  for (let presses = 0; presses < 120; presses += 1) await page.keyboard.press('Tab');
  const reached = page.locator('[data-reservation-id]').filter({ has: page.locator(':focus') });
  await expect(reached).toBeInViewport();
  const id = await reached.getAttribute('data-reservation-id');
  expect(rows.findIndex((row) => row.id === id)).toBeGreaterThan(25);

  await reached.getByRole('button', { name: /^Más acciones/ }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(reached.getByRole('button', { name: /^Más acciones/ })).toBeFocused();
});

test('“Ahora” goes to the present hour', async ({ openAs, rows }) => {
  const { page } = await openAs('host', '/reservas', {}, async (opened) => {
    await opened.clock.install({ time: Date.parse(rowAt(rows, 3000).reservedAt) + 60_000 });
    await opened.clock.resume();
  });
  await expect(cardOf(page, rowAt(rows, 0).id)).toBeVisible();
  await page.getByRole('button', { name: 'Ahora' }).click();
  const hour = new Date(Math.floor(Date.parse(rowAt(rows, 3000).reservedAt) / 3_600_000) * 3_600_000);
  const name = `${String((hour.getUTCHours() + 19) % 24).padStart(2, '0')}:00`;
  await expect(page.getByRole('heading', { level: 2, name, exact: true })).toBeInViewport();
  const first = rows.find((row) => Date.parse(row.reservedAt) >= hour.getTime());
  await expect(cardOf(page, first?.id ?? '')).toBeInViewport();
});

test('the door finds a party among them', async ({ openAs, rows }) => {
  const { page } = await openAs('door', '/puerta', {}, installCamera);
  await expectLive(page);
  await page.getByRole('button', { name: 'Buscar por nombre' }).click();
  expect(await elementsOf(page)).toBeLessThanOrEqual(3000);
  const far = rowAt(rows, 4900);
  await page.getByLabel('Nombre o código de la reserva').fill(far.code);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('party-sheet')).toBeVisible();
});
