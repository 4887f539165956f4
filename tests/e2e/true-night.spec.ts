import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { ReservationHistory } from '@/modules/reservations/answers';
import type { Reservation } from '@/modules/reservations/wire';
import { addDays, businessDayOf } from '@/modules/venues/business-day';
import type { Api } from '../support/api';
import { judge } from '../support/judge';
import { cardOf, expectLive, scanCountOf } from '../support/reservas-page';
import { expect, test } from '../support/screens';

test.describe.configure({ mode: 'parallel', timeout: 240_000 });

const RULES = { timeZone: 'America/Guayaquil', cutoffHour: 4 };
const newName = (first: string) => `${first} ${randomUUID().slice(0, 8)}`;
const TODAY = businessDayOf(new Date(), RULES);
const inDays = (days: number) => new Date(Date.now() + days * 24 * 60 * 60_000).toISOString();

async function openMenu(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `Más acciones: ${name}` }).click();
  await expect(page.getByRole('menu')).toBeVisible();
}

async function choose(page: Page, name: string, item: string): Promise<void> {
  await openMenu(page, name);
  await page.getByRole('menuitem', { name: item }).click();
}

const arrive = (host: Api, id: string, delta: number) =>
  host.ok('POST', `/api/reservas/${id}/asistencia?businessId=${host.businessId}`, { delta, nonce: randomUUID() });

/** A party of last night whose name no other has, of which a manager has said that nobody came. */
async function noShow(manager: Api): Promise<Reservation> {
  const { reservations } = await manager.list(addDays(TODAY, -1));
  const names = reservations.map(({ customerName }) => customerName);
  const alone = ({ customerName }: Reservation) => names.filter((name) => name === customerName).length === 1;
  const row = reservations.find((each) => each.status === 'COMPLETED' && alone(each));
  if (!row) throw new Error('nobody came last night');
  const path = `/api/reservas/${row.id}`;
  const query = `?businessId=${manager.businessId}`;
  const { entries } = ReservationHistory.parse(await manager.ok('GET', `${path}/historial${query}`));
  for (const entry of entries) {
    if (entry.kind !== 'attendance' || entry.undone || entry.method === 'UNDO') continue;
    await manager.ok('POST', `${path}/asistencia/anular${query}`, { nonce: entry.nonce, reason: 'Eran de otro grupo' });
  }
  const left = (await manager.list(row.businessDay)).reservations.find(({ id }) => id === row.id);
  expect(left).toMatchObject({ status: 'NO_SHOW', scanCount: 0 });
  return row;
}

test('a manager corrects a night that is over, with a reason; nobody else is offered it', async ({ openAs, api }) => {
  const row = await noShow(await api('manager'));
  const { page: host } = await openAs('host', `/reservas?dia=${row.businessDay}`);
  await openMenu(host, row.customerName);
  await expect(host.getByRole('menuitem')).toHaveText(['Ver código QR', 'Editar', 'Historial']);
  await host.keyboard.press('Escape');
  await cardOf(host, row.id).getByRole('button', { name: row.customerName, exact: true }).click();
  const seen = host.getByTestId('details').filter({ visible: true });
  await expect(seen.getByText('Esta noche ya terminó')).toBeVisible();
  await expect(seen.getByRole('button', { name: /^Entra/ })).toHaveCount(0);
  await expect(cardOf(host, row.id).getByRole('button', { name: /^Llegó/ })).toHaveCount(0);
  await judge(host, 'noche-cerrada-recepcion');

  const { page } = await openAs('manager', `/reservas?dia=${row.businessDay}`);
  await cardOf(page, row.id).getByRole('button', { name: row.customerName, exact: true }).click();
  const details = page.getByTestId('details').filter({ visible: true });
  const dialog = page.getByRole('alertdialog');
  await details.getByRole('button', { name: /^Entran? \d/ }).click();
  await dialog.getByRole('button', { name: 'Guardar corrección' }).click();
  await expect(dialog.getByText('Escribe el motivo.')).toBeVisible();
  await judge(page, 'noche-cerrada-motivo');
  await dialog.getByLabel('Motivo de la corrección').fill('Entraron sin pasar por la puerta');
  await dialog.getByRole('button', { name: 'Guardar corrección' }).click();
  await expect(scanCountOf(page, row.id)).toHaveText(String(row.guestCount));
  await expect(cardOf(page, row.id)).toHaveAttribute('data-status', 'COMPLETED');

  await choose(page, row.customerName, 'Historial');
  const history = page.getByRole('dialog');
  await expect(history.getByText('Motivo: Entraron sin pasar por la puerta').first()).toBeVisible();
  await judge(page, 'noche-cerrada-historial');
  await history
    .getByRole('button', { name: /^Deshacer/ })
    .first()
    .click();
  await dialog.getByLabel('Motivo de la corrección').fill('Era otro grupo');
  await dialog.getByRole('button', { name: 'Guardar corrección' }).click();
  await expect(scanCountOf(page, row.id)).toHaveText('0');
  await expect(history.getByText('Motivo: Era otro grupo')).toBeVisible();
  await page.keyboard.press('Escape');

  await choose(page, row.customerName, 'Editar');
  await history.getByRole('button', { name: 'Una persona más' }).click();
  await history.getByRole('button', { name: 'Guardar' }).click();
  await expect(history.getByText(/^Esa noche ya cerró/)).toBeVisible();
  await judge(page, 'noche-cerrada-editar');
  await history.getByLabel('Motivo de la corrección').fill('Eran más');
  await history.getByRole('button', { name: 'Guardar' }).click();
  await expect(history).toBeHidden();
  await expect(cardOf(page, row.id)).toContainText(`/ ${row.guestCount + 1}`);
});

test('a night ahead has neither arrivals nor no-shows', async ({ openAs, api }) => {
  const host = await api('host');
  const name = newName('Mañana');
  const { reservation } = await host.createWithPass({ customerName: name, reservedAt: inDays(1) });
  const { page } = await openAs('host', `/reservas?dia=${reservation.businessDay}`);
  await openMenu(page, name);
  await expect(page.getByRole('menuitem', { name: /Marcar/ })).toHaveCount(0);
  await expect(page.getByRole('menuitem', { name: 'Cancelar reserva' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(cardOf(page, reservation.id).getByRole('button', { name: /^Llegó/ })).toHaveCount(0);
  await cardOf(page, reservation.id).getByRole('button', { name, exact: true }).click();
  const details = page.getByTestId('details').filter({ visible: true });
  await expect(details.getByText('La asistencia se cuenta desde que empieza su noche.')).toBeVisible();
  await judge(page, 'noche-futura');
});

test('a check-in without people, which no screen offers, is taken back', async ({ openAs, api }) => {
  const host = await api('host');
  const name = newName('Entró');
  const { reservation } = await host.createWithPass({ customerName: name, status: 'PENDING' });
  const { page } = await openAs('host', '/reservas');
  await expectLive(page);
  await openMenu(page, name);
  await expect(page.getByRole('menuitem', { name: 'Marcar' })).toHaveText(['Marcar que no llegó']);
  await page.keyboard.press('Escape');
  await host.ok('POST', `/api/reservas/${reservation.id}/estado?businessId=${host.businessId}`, {
    status: 'CHECKED_IN',
  });
  await expect(cardOf(page, reservation.id)).toHaveAttribute('data-status', 'CHECKED_IN');
  await choose(page, name, 'Deshacer la llegada');
  await expect(cardOf(page, reservation.id)).toHaveAttribute('data-status', 'PENDING');
});

test('a party of which people came in keeps its day and its place, and is copied instead', async ({ openAs, api }) => {
  const host = await api('host');
  const name = newName('Vinieron');
  const { reservation } = await host.createWithPass({ customerName: name, guestCount: 3 });
  await arrive(host, reservation.id, 2);
  const { page } = await openAs('host', '/reservas');
  await expectLive(page);
  const form = page.getByRole('dialog');

  await choose(page, name, 'Editar');
  await form.getByRole('radio', { name: 'otra fecha' }).check();
  await form.getByLabel('Fecha', { exact: true }).fill(addDays(TODAY, 2));
  await form.getByRole('button', { name: 'Guardar' }).click();
  await expect(form.getByText(/^Ya entró gente de esta reserva/)).toBeVisible();
  await judge(page, 'con-entradas-mover');
  await form.getByRole('button', { name: 'Copiar como reserva nueva' }).click();
  await expect(form.getByLabel('Nombre')).toHaveValue(name);
  await expect(form.getByRole('group', { name: 'Noche del' }).getByRole('radio').nth(2)).toBeChecked();
  await form.getByRole('button', { name: 'Crear reserva' }).click();
  await expect(form).toBeHidden();
  await expect(page.getByRole('button', { name, exact: true })).toBeVisible();
  const copies = (await host.list(addDays(TODAY, 2))).reservations.filter((row) => row.customerName === name);
  expect(copies).toMatchObject([{ scanCount: 0, guestCount: 3, status: 'CONFIRMED' }]);

  await page.goto('/reservas');
  await choose(page, name, 'Eliminar');
  const dialog = page.getByRole('alertdialog');
  await expect(dialog.getByText(`La reserva de ${name} no se puede eliminar`)).toBeVisible();
  await judge(page, 'con-entradas-eliminar');
  await dialog.getByRole('button', { name: 'Copiar como reserva nueva' }).click();
  await expect(form.getByRole('radio', { name: 'hoy' })).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(scanCountOf(page, reservation.id)).toHaveText('2');
});

test('what was deleted comes back, and its pass goes on working', async ({ openAs, api }) => {
  const host = await api('host');
  const name = newName('Borrada');
  const { reservation, qrCode } = await host.createWithPass({ customerName: name });
  const { page } = await openAs('host', '/reservas');
  await expectLive(page);
  const remove = async () => {
    await choose(page, name, 'Eliminar');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Eliminar' }).click();
    await expect(cardOf(page, reservation.id)).toHaveCount(0);
  };
  await remove();
  await page.getByRole('button', { name: 'Deshacer' }).click();
  await expect(cardOf(page, reservation.id)).toBeVisible();
  expect((await host.scan(qrCode, randomUUID())).status).toBe(200);
});

test('a creation whose answer was lost and which was deleted since says so, and restores it', async ({
  openAs,
  api,
}) => {
  const host = await api('host');
  const name = newName('Perdida');
  const { page } = await openAs('host', '/reservas');
  await expectLive(page);
  await page.route(
    '**/api/reservas?*',
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await page.getByRole('button', { name: 'Nueva reserva' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Nombre').fill(name);
  await form.getByRole('button', { name: 'Crear reserva' }).click();
  await expect(form.getByRole('alert')).toBeVisible();
  const made = (await host.list()).reservations.find((row) => row.customerName === name);
  await host.ok('DELETE', `/api/reservas/${made?.id}?businessId=${host.businessId}`);
  await form.getByRole('button', { name: 'Crear reserva' }).click();
  await expect(form.getByText(/^La reserva se creó y alguien la eliminó después/)).toBeVisible();
  await judge(page, 'creada-y-eliminada');
  await form.getByRole('button', { name: 'Restaurar' }).click();
  await expect(form).toBeHidden();
  await expect(cardOf(page, made?.id ?? '')).toBeVisible();
});

test('whoever replaces a pass is told that the guest needs the new one', async ({ openAs, api }) => {
  const host = await api('host');
  const name = newName('Reabierta');
  const { reservation } = await host.createWithPass({ customerName: name });
  const cancel = () =>
    host.ok('POST', `/api/reservas/${reservation.id}/estado?businessId=${host.businessId}`, { status: 'CANCELLED' });
  await cancel();
  const { page } = await openAs('manager', '/reservas');
  await expectLive(page);
  const confirm = async () => {
    await choose(page, name, 'Confirmar');
    const question = page.getByRole('alertdialog');
    await expect(question).toContainText('El pase que tiene el cliente dejará de valer');
    await question.getByRole('button', { name: 'Confirmar' }).click();
    await expect(page.getByText(`${name} necesita el pase nuevo`)).toBeVisible();
  };
  await confirm();
  await page.getByRole('button', { name: 'QR', exact: true }).filter({ visible: true }).first().click();
  await expect(page.getByRole('dialog').getByRole('img')).toBeVisible();
  await page.keyboard.press('Escape');
  await cancel();
  await confirm();
  await judge(page, 'pase-nuevo');
});
