import type { Page } from '@playwright/test';
import { addDays, businessDayOf } from '@/modules/venues/business-day';
import { instantOnBusinessDay } from '@/modules/venues/wall-clock';
import { expect, test } from '../support/screens';

// A server of its own: it begins without tables.
test.use({ serverEnv: {} });
test.describe.configure({ mode: 'serial', timeout: 180_000 });

const VENUE = { timeZone: 'Europe/Madrid', cutoffHour: 6 };
const TOMORROW = addDays(businessDayOf(new Date(), VENUE), 1);
const AT_ONCE = { timeout: 5_000 };

interface Rows {
  tables: { id: string; name: string; plan: { x: number; y: number; width: number; turn: number } | null }[];
}

test('an owner sets up tables and a service, sees what could be booked, and is told whom a change strands', async ({
  openAs,
  api,
  t,
}) => {
  const { page, watch } = await openAs('foreign', '/ajustes');
  await page.getByRole('link', { name: t('layout.nav.tables') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('layout.tables.title'));
  await expect(page.getByText(t('layout.tables.empty'))).toBeVisible();
  const { page: other } = await openAs('foreign', '/ajustes/mesas');
  await expect(other.getByText(t('layout.tables.empty'))).toBeVisible();
  const dialog = page.getByRole('dialog');
  const save = (name: string) => dialog.getByRole('button', { name, exact: true }).click();

  await page.getByRole('button', { name: t('layout.tables.zones.add') }).click();
  await save(t('layout.form.save'));
  await expect(dialog.getByText(t('layout.form.nameMissing'))).toBeVisible();
  await dialog.getByLabel(t('layout.form.name')).fill('Terraza');
  await save(t('layout.form.save'));
  await expect(dialog).toBeHidden();
  await expect(other.getByTestId('zones'), 'on the other screen').toContainText('Terraza', AT_ONCE);

  await page.getByRole('button', { name: t('layout.tables.first') }).click();
  await dialog.getByLabel(t('layout.tables.many.last')).fill('6');
  await save(t('layout.tables.many.submit', { count: 6 }));
  await expect(dialog).toBeHidden();
  await expect(page.getByTestId('tables').getByRole('listitem')).toHaveCount(6);
  await expect(other.getByTestId('tables').getByRole('listitem')).toHaveCount(6, AT_ONCE);
  await page.getByRole('button', { name: t('layout.tables.addMany') }).click();
  await expect(dialog.getByText(t('layout.tables.many.taken', { count: 6 }))).toBeVisible();
  await dialog.getByRole('button', { name: t('common.cancel') }).click();

  await page.getByRole('button', { name: t('layout.tables.joined.add') }).click();
  const first = t('layout.tables.many.prefixDefault');
  for (const number of [1, 2]) await dialog.getByRole('button', { name: `${first} ${number} (4)` }).click();
  await save(t('layout.form.save'));
  await expect(dialog).toBeHidden();
  await expect(page.getByTestId('combinations')).toContainText(t('layout.form.seats', { least: 5, most: 8 }));

  await page.getByRole('link', { name: t('layout.nav.services') }).click();
  await page.getByRole('button', { name: t('layout.services.first') }).click();
  await dialog.getByLabel(t('layout.form.name')).fill('Cena');
  await expect(dialog.getByTestId('described')).toContainText('20:00');
  await save(t('layout.form.save'));
  await expect(dialog).toBeHidden();
  await expect(page.getByTestId('services')).toContainText('Cena');
  await other.goto('/ajustes/servicios');
  await expect(other.getByTestId('services')).toContainText('Cena');

  const bookable = page.getByTestId('bookable');
  await page.getByLabel(t('layout.services.preview.day')).fill(TOMORROW);
  await expect(bookable).toContainText('23:30');
  await expect(bookable).toContainText(first);
  await expect(bookable).not.toContainText('23:45');

  const owner = await api('foreign');
  const of = (path: string) => `${path}?businessId=${owner.businessId}`;
  const { tables } = await owner.ok<Rows>('GET', of('/api/mesas'));
  await owner.ok('POST', of('/api/reservas'), {
    ...{ customerName: 'Nora Vidal', guestCount: 4, status: 'CONFIRMED', tableIds: [tables[0]?.id] },
    reservedAt: instantOnBusinessDay(TOMORROW, '22:00', VENUE),
  });
  await page.getByRole('button', { name: t('layout.services.edit', { service: 'Cena' }) }).click();
  await dialog.getByLabel(t('layout.services.form.lastSeatingAt')).fill('21:00');
  await save(t('layout.form.save'));
  const asked = page.getByRole('alertdialog');
  await expect(asked.getByTestId('stranded')).toContainText('Nora Vidal');
  await asked.getByRole('button', { name: t('common.cancel') }).click();
  await expect(dialog.getByLabel(t('layout.services.form.lastSeatingAt')), 'what was typed stays').toHaveValue('21:00');
  await expect(other.getByTestId('services')).toContainText('23:30');
  await save(t('layout.form.save'));
  await asked.getByRole('button', { name: t('layout.stranded.confirm') }).click();
  await expect(dialog).toBeHidden();
  await expect(other.getByTestId('services'), 'on the other screen').toContainText('21:00', AT_ONCE);
  await expect(bookable).not.toContainText('23:30');

  // A removal names its bookings too, and they keep the name.
  await page.getByRole('link', { name: t('layout.nav.tables') }).click();
  await page.getByRole('button', { name: t('layout.tables.edit', { name: `${first} 1` }), exact: true }).click();
  await save(t('layout.form.remove'));
  await expect(asked).toContainText('Nora Vidal');
  await asked.getByRole('button', { name: t('layout.form.remove') }).click();
  await expect(page.getByTestId('tables').getByRole('listitem')).toHaveCount(5);
  await expect(page.getByTestId('combinations')).toBeHidden();

  // Closed for an hour: nobody is stranded, and it is opened again.
  await page.getByRole('button', { name: t('layout.tables.blocks.add') }).click();
  await dialog.getByLabel(t('layout.tables.blocks.reason')).fill('Lluvia');
  await dialog.getByLabel(t('layout.tables.blocks.day')).fill(TOMORROW);
  await save(t('layout.tables.blocks.submit'));
  await expect(dialog).toBeHidden();
  await expect(page.getByTestId('blocks')).toContainText('Lluvia');

  // Closed for a shorter time, which the other screen sees; for a longer one only by who has seen whom it strands.
  await other.goto('/ajustes/mesas');
  const blocks = page.getByTestId('blocks');
  const edit = (what: string) => blocks.getByRole('button', { name: t('layout.tables.blocks.edit', { what }) }).click();
  await edit(t('layout.tables.blocks.venue'));
  await expect(dialog.getByLabel(t('layout.tables.blocks.day'))).toHaveValue(TOMORROW);
  await dialog.getByLabel(t('layout.tables.blocks.until')).fill('20:30');
  await dialog.getByLabel(t('layout.tables.blocks.reason')).fill('Granizo');
  await save(t('layout.form.save'));
  await expect(dialog).toBeHidden();
  await expect(blocks).toContainText('20:30');
  await expect(other.getByTestId('blocks'), 'on the other screen').toContainText('Granizo', AT_ONCE);
  await owner.ok('POST', of('/api/reservas'), {
    ...{ customerName: 'Olga Prats', guestCount: 4, status: 'CONFIRMED', tableIds: [tables[1]?.id] },
    reservedAt: instantOnBusinessDay(TOMORROW, '21:00', VENUE),
  });
  await edit(t('layout.tables.blocks.venue'));
  await dialog.getByLabel(t('layout.tables.blocks.until')).fill('22:30');
  await save(t('layout.form.save'));
  await expect(asked.getByTestId('stranded')).toContainText('Olga Prats');
  await asked.getByRole('button', { name: t('common.cancel') }).click();
  await dialog.getByRole('button', { name: t('common.cancel') }).click();
  await expect(blocks, 'nothing was written').toContainText('20:30');
  await blocks
    .getByRole('button', { name: t('layout.tables.blocks.removeNamed', { what: t('layout.tables.blocks.venue') }) })
    .click();
  await asked.getByRole('button', { name: t('layout.tables.blocks.remove') }).click();
  await expect(page.getByTestId('blocks')).toBeHidden();
  expect(watch.consoleErrors.filter((text) => !text.includes('409'))).toEqual([]);
});

test('what somebody else changes meanwhile is told, and what was typed stays', async ({ openAs, api, t }) => {
  const owner = await api('foreign');
  const of = (path: string) => `${path}?businessId=${owner.businessId}`;
  const [table] = (await owner.ok<Rows>('GET', of('/api/mesas'))).tables;
  const { page } = await openAs('foreign', '/ajustes/mesas');
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: t('layout.tables.edit', { name: table?.name ?? '' }), exact: true }).click();
  await dialog.getByLabel(t('layout.form.name')).fill('Ventana');
  // The change of the other one comes between what this screen knows and what it sends.
  await page.route(
    /\/api\/mesas\/[^?]+$/,
    async (route) => {
      if (route.request().method() === 'PUT') await owner.ok('PUT', of(`/api/mesas/${table?.id}`), { priority: 7 });
      await route.continue();
    },
    { times: 1 },
  );
  await dialog.getByRole('button', { name: t('layout.form.save') }).click();
  await expect(dialog.getByRole('alert')).toContainText(t('errors.VERSION_CONFLICT'));
  await expect(dialog.getByLabel(t('layout.form.name'))).toHaveValue('Ventana');
  await dialog.getByRole('button', { name: t('layout.form.save') }).click();
  await expect(dialog).toBeHidden();
  const after = (await owner.ok<Rows>('GET', of('/api/mesas'))).tables.find(({ id }) => id === table?.id);
  expect(after, 'both changes').toMatchObject({ name: 'Ventana', priority: 7 });
});

/** The middle of a table on the screen. */
async function middleOf(page: Page, table: string): Promise<{ x: number; y: number }> {
  const drawn = page.locator(`[data-table="${table}"] rect`).last();
  await drawn.scrollIntoViewIfNeeded();
  const box = await drawn.boundingBox();
  if (!box) throw new Error(`${table} is not on the plan`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test('tables are placed by mouse and by keyboard, undone, saved, and seen on another screen', async ({
  openAs,
  api,
  t,
}) => {
  const owner = await api('foreign');
  const planOf = async (name: string) =>
    (await owner.ok<Rows>('GET', `/api/mesas?businessId=${owner.businessId}`)).tables.find(
      (table) => table.name === name,
    )?.plan;
  const { page } = await openAs('foreign', '/ajustes/plano');
  const { page: other } = await openAs('foreign', '/ajustes/plano');
  const [one, two] = [3, 4].map((number) => `${t('layout.tables.many.prefixDefault')} ${number}`) as [string, string];
  const unsaved = page.getByTestId('unsaved');
  await page.getByRole('button', { name: t('layout.editor.place', { table: one }) }).click();
  await page.getByRole('button', { name: t('layout.editor.place', { table: two }) }).click();
  await expect(unsaved).toHaveText(t('layout.editor.unsaved', { count: 2 }));

  const from = await middleOf(page, one);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 40, from.y + 60);
  await page.mouse.move(from.x + 160, from.y + 180, { steps: 8 });
  await page.mouse.up();
  const to = await middleOf(page, one);
  expect(to.x - from.x).toBeGreaterThan(120);
  await page.getByRole('button', { name: t('layout.editor.undo') }).click();
  expect((await middleOf(page, one)).x, 'a drag is one step').toBeCloseTo(from.x, 0);
  await page.getByRole('button', { name: t('layout.editor.redo') }).click();
  expect((await middleOf(page, one)).x).toBeCloseTo(to.x, 0);

  const second = page.locator(`[data-table="${two}"]`);
  await second.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('r');
  await page.keyboard.press('ControlOrMeta+z');
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await page.getByRole('button', { name: t('layout.editor.save') }).click();
  await expect(unsaved).toHaveText(t('layout.editor.unsaved', { count: 0 }));
  const saved = await planOf(two);
  expect(saved).toMatchObject({ width: 9, turn: 15 });
  expect(((await planOf(one))?.x ?? 1) % 5, 'on the grid').toBe(0);
  await expect(other.locator(`[data-table="${two}"]`), 'on the other screen').toBeVisible(AT_ONCE);

  // Both move one table: who saves later decides whose place it has.
  await second.focus();
  await page.keyboard.press('ArrowDown');
  await other.locator(`[data-table="${two}"]`).focus();
  await other.keyboard.press('ArrowLeft');
  await other.getByRole('button', { name: t('layout.editor.save') }).click();
  const conflict = page.getByRole('alert').filter({ hasText: t('layout.editor.conflict', { table: two }) });
  await expect(conflict).toBeVisible(AT_ONCE);
  await expect(page.getByRole('button', { name: t('layout.editor.save') })).toBeDisabled();
  await conflict.getByRole('button', { name: t('layout.editor.takeTheirs') }).click();
  await expect(conflict).toBeHidden();
  await expect(unsaved).toHaveText(t('layout.editor.unsaved', { count: 0 }));

  // What is not saved is still there after a visit to another screen.
  await second.focus();
  await page.keyboard.press('Delete');
  await expect(second).toBeHidden();
  await page.getByRole('link', { name: t('layout.nav.services') }).click();
  await expect(page.getByTestId('services')).toBeVisible();
  await page.getByRole('link', { name: t('layout.nav.plan') }).click();
  await expect(unsaved).toHaveText(t('layout.editor.unsaved', { count: 1 }));
  await page.keyboard.press('ControlOrMeta+z');
  await expect(second).toBeVisible();
  await second.focus();
  await page.getByRole('button', { name: t('layout.editor.duplicate') }).click();
  await expect(other.locator('[data-table]')).toHaveCount(3, AT_ONCE);
});
