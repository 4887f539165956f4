import type { BrowserContextOptions } from '@playwright/test';
import type { Reservation } from '@/modules/reservations/wire';
import { addDays, businessDayOf } from '@/modules/venues/business-day';
import { instantOnBusinessDay } from '@/modules/venues/wall-clock';
import type { Api, DemoUser } from '../support/api';
import { judge, SIZES } from '../support/judge';
import { barOf, drag, HALF_HOUR, LINE, showEvening } from '../support/plan-page';
import { expectLive } from '../support/reservas-page';
import { expect, type Screen, test } from '../support/screens';

test.describe.configure({ mode: 'default', timeout: 240_000 });
// A server of its own: its tables are nobody else's.
test.use({ serverEnv: {} });

const RULES = { timeZone: 'America/Guayaquil', cutoffHour: 4 };
const DESKTOP = { viewport: SIZES.desktop };
const today = () => businessDayOf(new Date(), RULES);
const tomorrow = () => addDays(today(), 1);
/** An instant of tomorrow's dinner. */
const at = (time: string) => instantOnBusinessDay(tomorrow(), time, RULES);

interface Floor {
  readonly first: string;
  readonly second: string;
}

/** Two tables in a zone above all others. */
async function makeFloor(owner: Api, name: string): Promise<Floor> {
  const add = async (path: string, body: object) =>
    owner.ok<Record<'zone' | 'table', { id: string }>>('POST', `/api/${path}?businessId=${owner.businessId}`, body);
  const { zone } = await add('zonas', { name: `A ${name}` });
  const [first, second] = [
    await add('mesas', { name: `${name} 1`, maxSeats: 4, zoneId: zone.id }),
    await add('mesas', { name: `${name} 2`, maxSeats: 4, zoneId: zone.id }),
  ];
  return { first: first.table.id, second: second.table.id };
}

async function book(host: Api, customerName: string, reservedAt: string, tableIds: readonly string[] = []) {
  const { reservation } = await host.ok<{ reservation: Reservation }>(
    'POST',
    `/api/reservas?businessId=${host.businessId}`,
    { customerName, guestCount: 4, reservedAt, status: 'CONFIRMED', ...(tableIds.length > 0 ? { tableIds } : {}) },
  );
  return reservation;
}

const give = (host: Api, id: string, tableIds: readonly string[], more = {}) =>
  host.ok('POST', `/api/reservas/${id}/mesa?businessId=${host.businessId}`, { tableIds, ...more });
const read = async (host: Api, id: string) =>
  (await host.ok<{ reservation: Reservation }>('GET', `/api/reservas/${id}?businessId=${host.businessId}`)).reservation;

type Open = (user: DemoUser, path: string, options: BrowserContextOptions) => Promise<Screen>;

async function openLine(openAs: Open, user: DemoUser): Promise<Screen> {
  const screen = await openAs(user, `/plan?dia=${tomorrow()}&vista=linea`, DESKTOP);
  await showEvening(screen.page);
  return screen;
}

test('a drag on one screen is seen on the other, and undo takes it back on both', async ({ openAs, api, t }) => {
  const [owner, host] = [await api('owner'), await api('host')];
  const floor = await makeFloor(owner, 'Arrastre');
  const { id } = await book(host, 'Rosa Arrastrada', at('21:00'), [floor.first]);
  const [{ page, watch }, { page: other }] = [await openLine(openAs, 'host'), await openLine(openAs, 'manager')];
  await expect(barOf(other, id)).toHaveAttribute('data-table', floor.first);

  await drag(page, id, HALF_HOUR, LINE);
  await expect(barOf(page, id)).toHaveAttribute('data-table', floor.second);
  await expect(barOf(other, id)).toHaveAttribute('data-table', floor.second);
  await expect(barOf(other, id)).toHaveAccessibleName(/21:30/);
  expect(await read(host, id)).toMatchObject({ tableIds: [floor.second], reservedAt: at('21:30') });

  await page.getByRole('button', { name: t('plan.undo') }).click();
  await expect(barOf(other, id)).toHaveAttribute('data-table', floor.first);
  await expect(barOf(other, id)).toHaveAccessibleName(/21:00/);
  expect(await read(host, id)).toMatchObject({ tableIds: [floor.first], reservedAt: at('21:00') });

  await drag(page, id, 0, LINE);
  await expect(barOf(other, id)).toHaveAttribute('data-table', floor.second);
  await page.keyboard.press('Control+z');
  await expect(barOf(other, id), 'by the keyboard too').toHaveAttribute('data-table', floor.first);
  expect(watch.consoleErrors).toEqual([]);
});

test('the arrow keys move a party, Escape leaves it, Enter puts it down', async ({ openAs, api }) => {
  const [owner, host] = [await api('owner'), await api('host')];
  const floor = await makeFloor(owner, 'Aatecla');
  const { id } = await book(host, 'Tecla Movida', at('21:00'), [floor.first]);
  const { page } = await openLine(openAs, 'host');
  const bar = barOf(page, id);
  await bar.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByTestId('plan-line').getByRole('status')).toHaveText('21:15 · Aatecla 2');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('plan-mark')).toBeHidden();
  expect(await read(host, id)).toMatchObject({ tableIds: [floor.first], reservedAt: at('21:00') });
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
  await expect(bar).toHaveAttribute('data-table', floor.second);
  await expect.poll(() => read(host, id)).toMatchObject({ tableIds: [floor.second], reservedAt: at('21:30') });
});

test('who has to move is shown first, and who stands in the way, with a way against it', async ({ openAs, api, t }) => {
  const [owner, host] = [await api('owner'), await api('host')];
  const floor = await makeFloor(owner, 'Aaazona');
  const moved = await book(host, 'Mario Movible', at('21:00'), [floor.first]);
  const mine = await book(host, 'Ines Primera', at('21:00'), [floor.second]);
  const { page } = await openLine(openAs, 'host');
  await drag(page, mine.id, 0, -LINE);
  await expect(page.getByTestId('plan-moves')).toContainText('Mario Movible');
  await page.getByRole('button', { name: t('plan.moves.confirm') }).click();
  await expect(barOf(page, mine.id)).toHaveAttribute('data-table', floor.first);
  await expect.poll(async () => (await read(host, moved.id)).tableIds).not.toEqual([floor.first]);

  // A table that a person chose is nobody's to take.
  const late = await book(host, 'Lola Tardía', at('21:00'));
  await give(host, late.id, [floor.second], { override: { reason: 'prueba' } });
  await expect(barOf(page, late.id)).toHaveAttribute('data-table', floor.second);
  await drag(page, late.id, 0, -LINE);
  const sheet = page.getByTestId('plan-taken');
  await expect(sheet).toContainText('Ines Primera');
  await page.getByRole('button', { name: t('plan.taken.anyway') }).click();
  await expect(sheet.getByText(t('plan.taken.reasonMissing'))).toBeVisible();
  await sheet.getByLabel(t('plan.taken.reason')).fill('Comparten la mesa');
  await page.getByRole('button', { name: t('plan.taken.anyway') }).click();
  await expect(sheet).toBeHidden();
  await expect(barOf(page, late.id)).toHaveAttribute('data-table', floor.first);
});

test('a table that is closed is said to be closed', async ({ openAs, api, t }) => {
  const [owner, host] = [await api('owner'), await api('host')];
  const floor = await makeFloor(owner, 'Aaaacierre');
  const { id } = await book(host, 'Rita Cerrada', at('21:00'), [floor.first]);
  const span = { startsAt: at('21:00'), endsAt: at('22:00') };
  await owner.ok('POST', `/api/bloqueos?businessId=${owner.businessId}`, { tableId: floor.second, ...span });
  const { page } = await openLine(openAs, 'host');
  await drag(page, id, 0, LINE);
  const sheet = page.getByTestId('plan-taken');
  await expect(sheet).toContainText(t('plan.taken.first.BLOCK'));
  await expect(sheet.getByRole('listitem')).toContainText(t('plan.taken.kinds.BLOCK'));
  await expect(sheet.getByRole('listitem')).toContainText('Aaaacierre 2');
});

test('a party without a table gets one of those that are offered, and an empty place opens the form', async ({
  openAs,
  api,
  t,
}) => {
  const [owner, host] = [await api('owner'), await api('host')];
  const floor = await makeFloor(owner, 'Aaaabandeja');
  const { id } = await book(host, 'Sin Sitio', at('20:00'));
  const { page } = await openLine(openAs, 'host');
  const tray = page.getByTestId('plan-tray');
  await tray.locator('.overflow-x-auto').evaluate((element) => {
    element.scrollLeft = element.scrollWidth;
  });
  await tray.locator(`[data-visit="${id}"]`).click();
  await page.getByRole('button', { name: t('plan.chooseTable') }).click();
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByRole('heading', { name: t('plan.offered') })).toBeVisible();
  await sheet
    .getByRole('button', { name: /Aaaabandeja 1/ })
    .first()
    .click();
  await expect(barOf(page, id)).toHaveAttribute('data-table', floor.first);

  const row = page.locator(`[data-line="${floor.second}"]`);
  const [line, bar] = [await row.boundingBox(), await barOf(page, id).boundingBox()];
  if (!line || !bar) throw new Error('not in sight');
  await page.mouse.click(bar.x + 4, line.y + line.height / 2);
  const form = page.getByRole('dialog');
  await expect(form.getByLabel('Hora', { exact: true })).toHaveValue('20:00');
  await expect(form.getByRole('radio', { name: 'Aaaabandeja 2' })).toBeChecked();
  await form.getByLabel('Nombre').fill('Nadia Hueco');
  await form.getByRole('button', { name: 'Crear reserva' }).click();
  await expect(form).toBeHidden();
  const made = (await host.list(tomorrow())).reservations.find(({ customerName }) => customerName === 'Nadia Hueco');
  expect(made).toMatchObject({ tableIds: [floor.second], reservedAt: at('20:00') });
});

test('a party sits down on a phone, leaves, and is back: the floor shows it elsewhere', async ({ openAs, api, t }) => {
  const [owner, host] = [await api('owner'), await api('host')];
  const floor = await makeFloor(owner, 'Sentada');
  const name = 'Greta Sentada';
  const { id } = await book(host, name, new Date().toISOString());
  await give(host, id, [floor.first], { override: { reason: 'prueba' } });
  const { page: phone } = await openAs('host', '/plan', { viewport: SIZES.phone });
  await expectLive(phone);
  const { page: other } = await openAs('manager', '/plan?vista=salon', DESKTOP);
  await expectLive(other);
  const table = other.locator(`[data-floor-table="${floor.first}"]`);
  await expect(table).toHaveAttribute('data-tone', 'due');
  const list = phone.getByTestId('plan-list');
  await expect(list).toBeVisible();
  const line = phone.locator(`[data-visit-line="${id}"]`);
  await expect
    .poll(async () => {
      await phone.mouse.wheel(0, 600);
      return line.count();
    })
    .toBe(1);
  await line.getByRole('button', { name: t('plan.actionsOf.seat', { name }) }).click();
  await expect(line).toHaveAttribute('data-turn', 'seated');
  await expect(table).toHaveAttribute('data-tone', 'seated');
  expect(await read(host, id)).toMatchObject({ status: 'CHECKED_IN', scanCount: 0, leftAt: null });
  await line.getByRole('button', { name: t('plan.actionsOf.leave', { name }) }).click();
  await expect(table).toHaveAttribute('data-tone', 'free');
  await phone.getByRole('button', { name: t('plan.undo') }).click();
  await expect(table).toHaveAttribute('data-tone', 'seated');
  await table.click();
  await expect(other.getByTestId('plan-party')).toContainText(name);
});

test('a week and a month say how full days are, and open them', async ({ openAs, api }) => {
  const host = await api('host');
  const { page } = await openAs('host', '/plan?vista=semana', DESKTOP);
  await expectLive(page);
  const day = page.getByTestId('plan-week').locator(`[data-day="${today()}"]`);
  const covers = async () => Number((await day.locator('.figures').innerText()).replace('.', ''));
  await expect(day).toBeVisible();
  const before = await covers();
  await book(host, 'Una Más', new Date().toISOString());
  await expect.poll(covers).toBe(before + 4);
  await page.getByRole('button', { name: 'Mes', exact: true }).click();
  await page.getByTestId('plan-month').locator(`[data-day="${tomorrow()}"]`).click();
  await expect(page).toHaveURL(new RegExp(`dia=${tomorrow()}.*vista=linea|vista=linea.*dia=${tomorrow()}`));
  await page.goBack();
  await expect(page.getByTestId('plan-month')).toBeVisible();
});

test('every view by eye', async ({ openAs, api }) => {
  const owner = await api('owner');
  const floor = await makeFloor(owner, 'Aaaaavista');
  const host = await api('host');
  // At any hour: the house need not be open when the test runs.
  const { id } = await book(host, 'Vista Delante', new Date().toISOString());
  await give(host, id, [floor.second], { override: { reason: 'prueba' } });
  await owner.ok('POST', `/api/bloqueos?businessId=${owner.businessId}`, {
    tableId: floor.first,
    ...{ startsAt: at('20:00'), endsAt: at('22:00'), reason: 'Pata rota' },
  });
  const { page } = await openAs('host', '/plan?vista=linea', DESKTOP);
  await expectLive(page);
  await expect(page.getByTestId('plan-scroller')).toBeVisible();
  await judge(page, 'plan-linea');
  await page.setViewportSize(SIZES.desktop);
  await page.getByTestId('plan-scroller').locator('[data-visit]').first().dispatchEvent('click');
  await judge(page, 'plan-elegida');
  await page.keyboard.press('Escape');
  for (const [view, id] of [
    ['salon', 'plan-floor'],
    ['lista', 'plan-list'],
    ['semana', 'plan-week'],
    ['mes', 'plan-month'],
  ] as const) {
    await page.goto(`/plan?vista=${view}`);
    await expectLive(page);
    await expect(page.getByTestId(id)).toBeVisible();
    await judge(page, `plan-${view}`);
  }
  await page.goto(`/plan?vista=linea&dia=${tomorrow()}`);
  await showEvening(page);
  await expect(page.getByTestId('plan-block').first()).toBeVisible();
  await judge(page, 'plan-manana', ['desktop']);
});
