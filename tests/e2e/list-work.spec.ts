import { randomUUID } from 'node:crypto';
import type { Locator, Page } from '@playwright/test';
import { addDays } from '@/modules/venues/business-day';
import { cardOf, changeOfHeight, expectLive, scanCountOf } from '../support/reservas-page';
import { expect, test } from '../support/screens';

test.describe.configure({ mode: 'parallel' });

const newName = (first: string) => `${first} ${randomUUID().slice(0, 8)}`;
const PHONE = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true } as const;
const DESKTOP = { viewport: { width: 1440, height: 900 } } as const;
/** The button, and no row of that name. */
const walkInOf = (page: Page) =>
  page.getByRole('button', { name: 'Sin reserva', exact: true }).and(page.locator(':not([aria-pressed])'));
const nameOf = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Presses that a person makes, counted. */
function countTaps(tap: (target: Locator) => Promise<void>) {
  const made = { taps: 0 };
  const press = async (target: Locator) => {
    made.taps += 1;
    await tap(target);
  };
  return { made, press };
}

/** Rows of which nothing is outside the window or under the bar at its bottom. */
const wholeRows = (page: Page) =>
  page.evaluate(() => {
    const bar = [...document.querySelectorAll('header *')].find((each) => getComputedStyle(each).position === 'fixed');
    const bottom = bar?.getBoundingClientRect().top ?? window.innerHeight;
    const top = document.querySelector('.sticky.z-30')?.getBoundingClientRect().bottom ?? 0;
    return [...document.querySelectorAll('[data-reservation-id]')].filter((row) => {
      const box = row.getBoundingClientRect();
      return box.top >= top && box.bottom <= bottom && box.left >= 0 && box.right <= window.innerWidth;
    }).length;
  });

for (const [device, options] of [
  ['phone', PHONE],
  ['desktop', DESKTOP],
] as const) {
  test(`a walk-in of three is two taps on a ${device}, and one takes it back`, async ({ openAs, api }) => {
    const host = await api('host');
    const walkIns = async () =>
      (await host.list()).reservations.filter(({ customerName }) => customerName === 'Sin reserva');
    const before = new Set((await walkIns()).map(({ id }) => id));
    const { page } = await openAs('host', '/reservas', options);
    await expectLive(page);
    const { made, press } = countTaps((target) => (device === 'phone' ? target.tap() : target.click()));
    await press(walkInOf(page));
    await press(page.getByRole('button', { name: '3 personas', exact: true }));
    await expect(page.getByRole('dialog')).toBeHidden();
    expect(made.taps).toBe(2);
    const [row] = (await walkIns()).filter(({ id }) => !before.has(id));
    expect(row).toMatchObject({ guestCount: 3, scanCount: 3, status: 'CHECKED_IN' });
    await expect(scanCountOf(page, row?.id ?? '')).toHaveText('3');
    await expect(page.getByText('Entraron 3 personas sin reserva')).toBeVisible();
    await page.getByRole('button', { name: 'Deshacer' }).first().click();
    await expect(cardOf(page, row?.id ?? '')).toBeHidden();
    await expect.poll(async () => (await walkIns()).filter(({ id }) => !before.has(id))).toEqual([]);
  });
}

test('a walk-in beyond the pad is counted with the stepper, and by the keyboard', async ({ openAs, api }) => {
  const host = await api('host');
  const { page } = await openAs('host', '/reservas', DESKTOP);
  await expectLive(page);
  const open = walkInOf(page);
  await open.focus();
  await page.keyboard.press('Enter');
  const pad = page.getByRole('dialog');
  await expect(pad.getByRole('button', { name: '1 persona' })).toBeFocused();
  await pad.getByRole('button', { name: 'Más' }).press('Enter');
  await pad.getByRole('button', { name: 'Una más' }).click();
  await pad.getByRole('button', { name: 'Entran 10' }).click();
  await expect(pad).toBeHidden();
  await expect(open).toBeFocused();
  const made = (await host.list()).reservations.filter(({ customerName }) => customerName === 'Sin reserva');
  expect(made.map(({ scanCount }) => scanCount)).toContain(10);
});

for (const viewport of [PHONE.viewport, { width: 390, height: 844 }])
  test(`a phone of ${viewport.width} × ${viewport.height} shows four rows at once, and who is next`, async ({
    openAs,
    api,
  }) => {
    const host = await api('host');
    // In the first hour of the day: each hour among the rows has a heading, and the demo's hours depend on the time.
    const { day } = await host.list();
    const reservedAt = `${day}T09:15:00.000Z`;
    for (let made = 0; made < 6; made++)
      await host.createWithPass({ customerName: newName('Larga Lista'), reservedAt });
    const { page } = await openAs('host', '/reservas', { ...PHONE, viewport });
    await expectLive(page);
    await expect(page.locator('[data-reservation-id]').first()).toBeVisible();
    await expect(page.getByTestId('next-strip').getByRole('button')).toHaveCount(2);
    expect(await wholeRows(page)).toBeGreaterThanOrEqual(4);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
  });

test('the search reaches other days, and goes to the day of the hit', async ({ openAs, api }) => {
  const host = await api('host');
  const name = newName('Lejana');
  const { day } = await host.list();
  const tonight = await host.createWithPass({ customerName: name });
  const later = await host.createWithPass({
    customerName: name,
    reservedAt: new Date(Date.now() + 40 * 86_400_000).toISOString(),
  });
  const { page, watch } = await openAs('host', '/reservas', DESKTOP);
  await expectLive(page);
  await page.keyboard.press('/');
  const search = page.getByLabel('Buscar reservas');
  await expect(search).toBeFocused();
  await page.keyboard.type(name.toLowerCase());
  await expect(cardOf(page, tonight.reservation.id)).toBeVisible();
  const others = page.getByTestId('other-days');
  await expect(others.getByText('1 reserva en otros días')).toBeVisible();
  // One request for what was typed, whatever the number of keys.
  expect(watch.requests.filter((request) => request === 'GET /api/reservas/buscar').length).toBeLessThanOrEqual(3);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/reservas$/);

  await search.fill(later.reservation.code);
  await expect(others.getByRole('button')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`/reservas?dia=${addDays(day, 40)}`);
  await expect(page.getByTestId('details').getByText(later.reservation.code)).toBeVisible();
  await expect(page.getByTestId('details').getByRole('heading', { name })).toBeFocused();

  await search.focus();
  await page.keyboard.press('Escape');
  await expect(search).toHaveValue('');
  await expect(others).toBeHidden();
});

test('late parties have a filter of their own', async ({ openAs, api }) => {
  const host = await api('host');
  const name = newName('Tardona');
  const { day } = await host.list();
  // Of this business day, and long ago by the clock of the browser, however short a time ago the day began.
  const time = Math.max(Date.parse(`${day}T04:00:00-05:00`), Date.now() - 40 * 60_000);
  const reservedAt = new Date(time).toISOString();
  const { reservation } = await host.createWithPass({ customerName: name, reservedAt });
  const { page } = await openAs('host', '/reservas', DESKTOP, (fresh) =>
    fresh.clock.install({ time: Math.max(Date.now(), time + 20 * 60_000) }),
  );
  await expectLive(page);
  await page.getByRole('button', { name: /^Con retraso/ }).click();
  await expect(cardOf(page, reservation.id)).toBeVisible();
  await page.getByRole('button', { name: `Llegó 1 persona: ${name}` }).click();
  await expect(cardOf(page, reservation.id)).toBeHidden();
});

test('the focus goes to the details and back, and on where a row is gone', async ({ openAs, api }) => {
  const host = await api('host');
  const mark = randomUUID().slice(0, 8);
  const rows: string[] = [];
  for (const [at, first] of ['Ana', 'Bea', 'Cora'].entries()) {
    const reservedAt = new Date(Date.now() + at * 1000).toISOString();
    rows.push((await host.createWithPass({ customerName: `${first} ${mark}`, reservedAt })).reservation.id);
  }
  const { page } = await openAs('host', '/reservas', DESKTOP);
  await expectLive(page);
  await page.getByLabel('Buscar reservas').fill(mark);
  await expect(page.locator('[data-reservation-id]')).toHaveCount(3);
  const bea = nameOf(page, `Bea ${mark}`);
  await bea.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('details').getByRole('heading', { level: 2 })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(bea).toBeFocused();

  await page.getByRole('button', { name: `Más acciones: Bea ${mark}` }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Editar' }).press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(cardOf(page, rows[1] ?? '').locator(':focus')).toHaveCount(1);

  await page.getByRole('button', { name: `Más acciones: Bea ${mark}` }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Eliminar' }).press('Enter');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Eliminar' }).press('Enter');
  await expect(cardOf(page, rows[1] ?? '')).toBeHidden();
  await expect(cardOf(page, rows[2] ?? '').locator(':focus')).toHaveCount(1);
});

for (const [device, options] of [
  ['phone', PHONE],
  ['desktop', DESKTOP],
] as const)
  test(`what has the focus is never behind a bar on a ${device}`, async ({ openAs, api }) => {
    const host = await api('host');
    for (let made = 0; made < 8; made++) await host.createWithPass({ customerName: newName('Foco') });
    const { page } = await openAs('host', '/reservas', options);
    await expectLive(page);
    await page.locator('[data-reservation-id] button').first().focus();
    const covered: string[] = [];
    const look = () =>
      page.evaluate(() => {
        const element = document.activeElement;
        const { left, right, top, bottom } = element?.getBoundingClientRect() ?? new DOMRect();
        const points = [top + 2, bottom - 2].map((y) => document.elementFromPoint((left + right) / 2, y));
        const isFree = points.every((hit) => hit && (element?.contains(hit) || hit.contains(element)));
        return isFree ? null : `${element?.tagName} ${element?.textContent} ${top} ${bottom}`;
      });
    for (const key of ['Tab', 'Shift+Tab'])
      for (let presses = 0; presses < 40; presses++) {
        await page.keyboard.press(key);
        const found = await look();
        if (found) covered.push(`${key} ${presses}: ${found}`);
      }
    expect(covered).toEqual([]);
  });

for (const [device, options] of [
  ['phone', PHONE],
  ['desktop', DESKTOP],
] as const)
  test(`the page keeps its height while unpainted rows come into sight on a ${device}`, async ({ openAs, api }) => {
    const host = await api('host');
    for (let made = 0; made < 20; made++) await host.createWithPass({ customerName: newName('Alta') });
    const { page } = await openAs('host', '/reservas', options);
    await expectLive(page);
    await expect(page.locator('[data-reservation-id]').first()).toBeVisible();
    expect(await changeOfHeight(page)).toBeLessThan(0.01);
  });

test('the parts of a row stand beside each other at every width, the time first', async ({ openAs, api }) => {
  const host = await api('host');
  const { reservation } = await host.createWithPass({
    ...{ customerName: newName('Concepción Larguísima de la Peña'), guestCount: 6, tableName: 'Terraza 14' },
    notes: 'junto a la ventana',
  });
  const { page } = await openAs('host', '/reservas', DESKTOP);
  await expectLive(page);
  for (const width of [320, 360, 390, 768, 1024, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    const row = cardOf(page, reservation.id);
    await row.scrollIntoViewIfNeeded();
    const found = await row.evaluate((element) => {
      const marks = ['p', 'p button', '[data-testid=scan-count]', '.rounded-full', 'button.figures'];
      const boxes = marks.map((mark) => element.querySelector(mark)?.getBoundingClientRect() ?? new DOMRect());
      const overlaps = boxes.flatMap((one, at) =>
        boxes
          .slice(at + 1)
          .filter(
            (other) =>
              one.left < other.right &&
              other.left < one.right &&
              one.top + 3 < other.bottom &&
              other.top + 3 < one.bottom,
          )
          .map((other) => `${marks[at]} ${marks[boxes.indexOf(other)]}`),
      );
      return { overlaps, isFirst: boxes.every(({ left }) => left >= (boxes[0]?.left ?? 0)) };
    });
    expect([width, found]).toEqual([width, { overlaps: [], isFirst: true }]);
  }
});
