import { addDays, businessDayOf } from '@/modules/venues/business-day';
import { instantOnBusinessDay } from '@/modules/venues/wall-clock';
import { judge } from '../support/judge';
import { expect, test } from '../support/screens';

test.describe.configure({ timeout: 240_000 });
// Its own server, which begins without tables.
test.use({ serverEnv: {} });

const VENUE = { timeZone: 'Europe/Madrid', cutoffHour: 6 };
const TOMORROW = addDays(businessDayOf(new Date(), VENUE), 1);
const GUEST = 'Álvaro Núñez de la Peña y Santisteban';

test('tables, services and the plan: empty, full, each form, and what a change strands', async ({ openAs, api, t }) => {
  const owner = await api('foreign');
  const of = (path: string) => `${path}?businessId=${owner.businessId}`;
  const { page } = await openAs('foreign', '/ajustes/mesas');
  const dialog = page.getByRole('dialog');
  const close = () => dialog.getByRole('button', { name: t('common.cancel') }).click();
  await expect(page.getByText(t('layout.tables.empty'))).toBeVisible();
  await judge(page, 'mesas-vacio');
  await page.getByRole('button', { name: t('layout.tables.first') }).click();
  await expect(dialog.getByRole('textbox').first()).toBeVisible();
  await judge(page, 'mesas-varias');
  await close();
  await page.goto('/ajustes/servicios');
  await expect(page.getByText(t('layout.services.empty'))).toBeVisible();
  await judge(page, 'servicios-vacio');
  await page.goto('/ajustes/plano');
  await expect(page.getByText(t('layout.editor.empty'))).toBeVisible();
  await judge(page, 'plano-vacio');

  const zones: string[] = [];
  for (const [place, name] of ['Terraza', 'Barra'].entries()) {
    const { zone } = await owner.ok<{ zone: { id: string } }>('POST', of('/api/zonas'), { name, place });
    zones.push(zone.id);
  }
  const ids: string[] = [];
  for (let number = 1; number <= 9; number++) {
    const { table } = await owner.ok<{ table: { id: string } }>('POST', of('/api/mesas'), {
      ...{
        name: `Mesa ${number}`,
        zoneId: zones[number > 7 ? 1 : 0],
        maxSeats: [4, 2, 6, 8, 4, 2, 4, 2, 2][number - 1],
      },
      channel: number === 9 ? 'WALK_IN' : number === 4 ? 'IN_HOUSE' : 'ONLINE',
      active: number !== 7,
      ...(number < 6
        ? {
            plan: {
              ...{ shape: number % 2 === 0 ? 'ROUND' : 'RECT', x: 5 + number * 20, y: number * 8 },
              ...{ width: number === 3 ? 14 : 9, height: 9, turn: number === 5 ? 30 : 0 },
            },
          }
        : {}),
    });
    ids.push(table.id);
  }
  await owner.ok('POST', of('/api/combinaciones'), { tableIds: ids.slice(0, 2), minSeats: 5, maxSeats: 6 });
  await owner.ok('POST', of('/api/servicios'), {
    ...{ name: 'Cena', weekdays: [1, 2, 3, 4, 5, 6, 7], opensAt: '20:00', lastSeatingAt: '23:30', closesAt: '01:00' },
    turns: [{ minParty: 1, maxParty: 2, minutes: 90 }],
    exceptions: [{ day: addDays(TOMORROW, 3), hours: null }],
  });
  await owner.ok('POST', of('/api/reservas'), {
    ...{ customerName: GUEST, guestCount: 4, status: 'CONFIRMED', tableIds: [ids[0]] },
    reservedAt: instantOnBusinessDay(TOMORROW, '22:00', VENUE),
  });
  const [startsAt, endsAt] = ['20:00', '20:45'].map((time) => instantOnBusinessDay(TOMORROW, time, VENUE));
  await owner.ok('POST', of('/api/bloqueos'), { ...{ zoneId: zones[0], startsAt, endsAt, reason: 'Lluvia' } });

  await page.goto('/ajustes/mesas');
  await expect(page.getByTestId('tables').first()).toBeVisible();
  await judge(page, 'mesas');
  await page.getByTestId('blocks').scrollIntoViewIfNeeded();
  await judge(page, 'mesas-abajo', ['phone']);
  await page.getByRole('button', { name: t('layout.tables.edit', { name: 'Mesa 1' }), exact: true }).click();
  await expect(dialog.getByRole('combobox').first()).toBeVisible();
  await judge(page, 'mesa-cambiar');
  await dialog.getByRole('button', { name: t('layout.form.remove') }).click();
  await expect(page.getByRole('alertdialog').getByTestId('stranded')).toContainText(GUEST);
  await judge(page, 'mesa-eliminar');
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: t('common.cancel') })
    .click();
  await close();
  await page.getByRole('button', { name: t('layout.tables.joined.add') }).click();
  await dialog.getByRole('button', { name: 'Mesa 3 (6)' }).click();
  await judge(page, 'mesas-juntar');
  await close();
  await page.getByRole('button', { name: t('layout.tables.blocks.add') }).click();
  await expect(dialog.getByRole('combobox')).toBeVisible();
  await judge(page, 'mesas-cerrar');
  await close();

  await page.goto('/ajustes/servicios');
  await page.getByLabel(t('layout.services.preview.day')).fill(TOMORROW);
  await expect(page.getByTestId('bookable')).toContainText('21:00');
  await judge(page, 'servicios');
  await page.getByLabel(t('layout.services.preview.day')).fill(addDays(TOMORROW, 3));
  await expect(page.getByText(t('layout.services.preview.why.closed'))).toBeVisible();
  await page.getByTestId('bookable').scrollIntoViewIfNeeded();
  await judge(page, 'servicios-cerrado');
  await page.getByRole('button', { name: t('layout.services.edit', { service: 'Cena' }) }).click();
  await expect(dialog.getByTestId('described')).toBeVisible();
  await judge(page, 'servicio-cambiar');
  await dialog.getByRole('button', { name: t('layout.services.form.pacing.title') }).click();
  await dialog.getByRole('button', { name: t('layout.services.form.pacing.add') }).click();
  await dialog.getByRole('button', { name: t('layout.services.form.pacing.add') }).scrollIntoViewIfNeeded();
  await judge(page, 'servicio-reglas');
  await close();

  await page.goto('/ajustes/plano');
  await expect(page.locator('[data-table]')).toHaveCount(5);
  await judge(page, 'plano');
  await page.locator('[data-table="Mesa 3"]').focus();
  await page.keyboard.press('r');
  await expect(page.getByTestId('plan-panel')).toBeVisible();
  await judge(page, 'plano-elegida');
  await page.getByRole('button', { name: t('layout.editor.placeAll', { count: 2 }) }).click();
  await judge(page, 'plano-todas', ['desktop']);
});
