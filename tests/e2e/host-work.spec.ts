import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import type { Reservation } from '@/modules/reservations/wire';
import type { Api } from '../support/api';
import { loseAnswers, savedCounts } from '../support/lose-answers';
import { cardOf, expectLive, scanCountOf } from '../support/reservas-page';
import { expect, test } from '../support/screens';

test.describe.configure({ mode: 'parallel' });

/** Every test has parties of its own: no two share a name. */
const newName = (first: string) => `${first} ${randomUUID().slice(0, 8)}`;

async function rowOf(api: Api, id: string): Promise<Reservation> {
  const query = `businessId=${api.businessId}`;
  return (await api.ok<{ reservation: Reservation }>('GET', `/api/reservas/${id}?${query}`)).reservation;
}

const change = (api: Api, id: string, changes: Partial<Reservation>) =>
  api.ok('PUT', `/api/reservas/${id}?businessId=${api.businessId}`, changes);

async function chooseFromMenu(page: Page, name: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `Más acciones: ${name}` }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** Presses Tab until `target` has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Tab does not reach ${target}`);
}

test('a double tap books one party, at 01:30 of the same night', async ({ openAs, api }) => {
  const host = await api('host');
  const name = newName('Trasnochada');
  const { page } = await openAs('host', '/reservas');
  await expectLive(page);
  await page.getByRole('button', { name: 'Nueva reserva' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Nombre').fill(name);
  await form.getByLabel('Hora').fill('01:30');
  await expect(form.getByText(/01:30 de la madrugada del/)).toBeVisible();
  await form.getByRole('button', { name: 'Crear reserva' }).dblclick();
  await expect(form).toBeHidden();

  const { day, reservations } = await host.list();
  const made = reservations.filter(({ customerName }) => customerName === name);
  expect(made).toHaveLength(1);
  const [row] = made;
  if (!row) throw new Error('not made');
  expect(row.businessDay).toBe(day);
  expect(Date.parse(row.reservedAt)).toBeGreaterThan(Date.parse(`${day}T23:59:00-05:00`));
  await expect(cardOf(page, row.id).getByText('01:30')).toBeVisible();
  await expect(page).toHaveURL(/\/reservas$/);
});

test('books with the keyboard alone and gets the focus back', async ({ openAs, api }) => {
  const host = await api('host');
  const name = newName('Tecleada');
  const { page } = await openAs('host', '/reservas');
  await expectLive(page);
  const create = page.getByRole('button', { name: 'Nueva reserva' });
  await tabTo(page, create);
  await page.keyboard.press('Enter');
  const form = page.getByRole('dialog');
  await expect(form).toBeVisible();
  await expect(form.getByLabel('Nombre')).toBeFocused();
  await page.keyboard.type(name);
  await tabTo(page, form.getByLabel('Personas', { exact: true }));
  await page.keyboard.press('ArrowUp');
  await tabTo(page, form.getByRole('radio', { name: 'Sin mesa todavía' }));
  await page.keyboard.press('Enter');
  await expect(form).toBeHidden();
  await expect(create).toBeFocused();
  const row = (await host.list()).reservations.find(({ customerName }) => customerName === name);
  expect(row).toMatchObject({ guestCount: 3, tableName: null });
});

test('an edit of what somebody else changed meanwhile asks, and either answer holds', async ({ openAs, api }) => {
  const [host, manager] = await Promise.all([api('host'), api('manager')]);
  const name = newName('Disputada');
  const { reservation } = await host.createWithPass({ customerName: name });
  const { page } = await openAs('host', '/reservas');
  await expectLive(page);
  const form = page.getByRole('dialog');
  const edit = async (mine: string, theirs: string) => {
    await chooseFromMenu(page, name, 'Editar');
    await form.getByLabel('Notas').fill(mine);
    await change(manager, reservation.id, { notes: theirs });
    await form.getByRole('button', { name: 'Guardar' }).click();
    await expect(form.getByText(`Ahora: ${theirs} · La tuya: ${mine}`)).toBeVisible();
  };

  await edit('junto a la ventana', 'lejos de la puerta');
  await form.getByRole('button', { name: 'Guardar la mía' }).click();
  await expect(form).toBeHidden();
  expect((await rowOf(host, reservation.id)).notes).toBe('junto a la ventana');

  await edit('dos tronas', 'una trona');
  await form.getByRole('button', { name: 'Dejar la actual' }).click();
  await expect(form).toBeHidden();
  expect((await rowOf(host, reservation.id)).notes).toBe('una trona');
});

test('edits of different fields are both kept, with no question', async ({ openAs, api }) => {
  const [host, manager] = await Promise.all([api('host'), api('manager')]);
  const name = newName('Compartida');
  const { reservation } = await host.createWithPass({ customerName: name });
  const { page } = await openAs('host', '/reservas');
  await expectLive(page);
  await chooseFromMenu(page, name, 'Editar');
  const form = page.getByRole('dialog');
  await form.getByLabel('Correo').fill('compartida@example.com');
  await change(manager, reservation.id, { notes: 'alergia a las nueces' });
  await form.getByRole('button', { name: 'Guardar' }).click();
  await expect(form).toBeHidden();
  expect(await rowOf(host, reservation.id)).toMatchObject({
    customerEmail: 'compartida@example.com',
    notes: 'alergia a las nueces',
  });
});

test('counts one, the rest of the group, and takes both back', async ({ openAs, api }) => {
  const host = await api('host');
  const name = newName('Contada');
  const { reservation } = await host.createWithPass({ customerName: name, guestCount: 4 });
  const { page } = await openAs('host', '/reservas');
  await expectLive(page);
  const counted = scanCountOf(page, reservation.id);
  await page.getByRole('button', { name: `+1 · Llegó 1 persona: ${name}` }).click();
  await expect(counted).toHaveText('1');
  await page.getByRole('button', { name: `+3 · Llegó el grupo (3): ${name}` }).click();
  await expect(counted).toHaveText('4');
  await expect(page.getByText(`${name}: llegaron 4 de 4`)).toBeVisible();
  expect(await rowOf(host, reservation.id)).toMatchObject({ scanCount: 4, status: 'CHECKED_IN' });

  await page.locator('[data-sonner-toast]').getByRole('button', { name: 'Deshacer' }).click();
  await expect(counted).toHaveText('1');
  expect((await rowOf(host, reservation.id)).scanCount).toBe(1);

  await chooseFromMenu(page, name, 'Historial');
  const history = page.getByRole('dialog');
  await history.getByRole('button', { name: 'Deshacer +1' }).click();
  await expect(history.getByRole('button', { name: 'Deshacer +1' })).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(counted).toHaveText('0');
  expect(await rowOf(host, reservation.id)).toMatchObject({ scanCount: 0, status: 'CONFIRMED' });
});

async function entriesOf(api: Api, id: string): Promise<number[]> {
  const path = `/api/reservas/${id}/historial?businessId=${api.businessId}`;
  const { entries } = await api.ok<{ entries: { kind: string; delta?: number }[] }>('GET', path);
  return entries.flatMap(({ kind, delta }) => (kind === 'attendance' && delta !== undefined ? [delta] : []));
}

test('a count whose answer is lost stays the same count, however often it is tapped', async ({ openAs, api }) => {
  const host = await api('host');
  const name = newName('Perdida');
  const { reservation } = await host.createWithPass({ customerName: name, guestCount: 4 });
  const { page } = await openAs('host', '/reservas');
  await expectLive(page);
  const loss = await loseAnswers(page, '**/asistencia?*');
  loss.now = 'any';
  const one = page.getByRole('button', { name: `Llegó 1 persona: ${name}` });
  const waiting = cardOf(page, reservation.id).getByTestId('count-waiting');
  await one.click();
  await expect(waiting).toHaveText('+1 sin respuesta');
  await expect(page.getByText('no se sabe si lo contó', { exact: false })).toBeVisible();
  await expect(page.getByTestId('own-counts')).toHaveText('1');
  expect(await savedCounts(page)).toHaveLength(1);
  await one.click();
  await expect(page.getByText('Es el mismo conteo de antes: no se suma otra vez.')).toBeVisible();
  expect(await savedCounts(page)).toHaveLength(1);
  await page.reload();
  await expectLive(page);
  await expect(waiting).toBeVisible();
  loss.now = null;
  await expect(page.getByText(`${name}: llegaron 1 de 4`)).toBeVisible({ timeout: 30_000 });
  await expect(waiting).toBeHidden();
  expect(loss.count).toBeGreaterThan(1);
  expect(await savedCounts(page)).toEqual([]);
  expect(await entriesOf(host, reservation.id)).toEqual([1]);
});

test('counts without a network, in and out, are kept and sent when it is back', async ({ openAs, api }) => {
  const host = await api('host');
  const name = newName('Sin red');
  const { reservation } = await host.createWithPass({ customerName: name, guestCount: 4 });
  const { page, context } = await openAs('host', '/reservas', { viewport: { width: 1440, height: 900 } });
  await expectLive(page);
  await page.getByRole('button', { name, exact: true }).click();
  const details = page.getByTestId('details');
  await details.getByRole('button', { name: 'Entran 4' }).click();
  await expect(details.getByText('grupo completo')).toBeVisible();
  await context.setOffline(true);
  await details.getByRole('button', { name: 'Restar 1' }).click();
  await expect(details.getByTestId('count-waiting')).toHaveText('−1 sin respuesta');
  await expect(page.getByText('Se enviará solo cuando vuelva la red.')).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText(`${name}: llegaron 3 de 4`)).toBeVisible();
  await expect(details.getByTestId('count-waiting')).toBeHidden();
  await expect(scanCountOf(page, reservation.id)).toHaveText('3');
  expect((await entriesOf(host, reservation.id)).toSorted()).toEqual([-1, 4]);
});

test('a refused count says why', async ({ openAs, api }) => {
  const host = await api('host');
  const name = newName('Cerrada');
  const { reservation } = await host.createWithPass({ customerName: name });
  const { page, context } = await openAs('host', '/reservas');
  await expectLive(page);
  await context.setOffline(true);
  await page.getByRole('button', { name: `Llegó 1 persona: ${name}` }).click();
  await expect(cardOf(page, reservation.id).getByTestId('count-waiting')).toBeVisible();
  await host.ok('POST', `/api/reservas/${reservation.id}/estado?businessId=${host.businessId}`, {
    status: 'CANCELLED',
  });
  await context.setOffline(false);
  await expect(page.getByText('El estado de la reserva no permite contar asistencia.')).toBeVisible();
  expect(await savedCounts(page)).toEqual([]);
  expect(await entriesOf(host, reservation.id)).toEqual([]);
});

test('changes a status from the menu, and deletes only when that is confirmed', async ({ openAs, api }) => {
  const host = await api('host');
  const name = newName('Ausente');
  const { reservation } = await host.createWithPass({ customerName: name });
  const { page } = await openAs('host', '/reservas');
  await expectLive(page);
  await chooseFromMenu(page, name, 'Marcar que no llegó');
  await expect(cardOf(page, reservation.id)).toHaveAttribute('data-status', 'NO_SHOW');
  expect((await rowOf(host, reservation.id)).status).toBe('NO_SHOW');

  await chooseFromMenu(page, name, 'Eliminar');
  const question = page.getByRole('alertdialog');
  await question.getByRole('button', { name: 'Cancelar' }).click();
  await expect(question).toBeHidden();
  expect((await rowOf(host, reservation.id)).status).toBe('NO_SHOW');
  await chooseFromMenu(page, name, 'Eliminar');
  await question.getByRole('button', { name: 'Eliminar' }).click();
  await expect(cardOf(page, reservation.id)).toBeHidden();
  expect((await host.list()).reservations.map(({ id }) => id)).not.toContain(reservation.id);
});

test('hands out a pass, and another one that ends the first', async ({ openAs, api }) => {
  const [host, door] = await Promise.all([api('host'), api('door')]);
  const name = newName('Invitada');
  const { reservation, qrCode } = await host.createWithPass({ customerName: name });
  const { page, context } = await openAs('host', '/reservas');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await expectLive(page);
  await chooseFromMenu(page, name, 'Ver código QR');
  const dialog = page.getByRole('dialog');
  const picture = dialog.getByRole('img');
  await expect(picture).toBeVisible();

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('link', { name: 'Descargar' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(`pase-${reservation.code}.png`);
  expect((await readFile(await download.path())).subarray(1, 4).toString()).toBe('PNG');

  await dialog.getByRole('button', { name: 'Copiar enlace' }).click();
  await expect(page.getByText('Enlace copiado')).toBeVisible();
  const passOf = () =>
    host.ok<{ passUrl: string; qrCode: string }>(
      'GET',
      `/api/reservas/${reservation.id}/qr?businessId=${host.businessId}`,
    );
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe((await passOf()).passUrl);

  const before = await picture.screenshot();
  await dialog.getByRole('button', { name: 'Generar otro código' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Generar otro código' }).click();
  await expect(page.getByText('Código nuevo listo')).toBeVisible();
  await expect.poll(async () => (await picture.screenshot()).equals(before)).toBe(false);
  const old = await door.scan(qrCode, randomUUID());
  expect(old.body).toMatchObject({ result: 'error', reason: 'REVOKED' });
  expect((await door.scan((await passOf()).qrCode, randomUUID())).status).toBe(200);
});

test('finds without accents, filters, and walks the days by address and back', async ({ openAs, api }) => {
  const host = await api('host');
  const mark = randomUUID().slice(0, 6);
  const { reservation } = await host.createWithPass({ customerName: `Íñigo Peñalba ${mark}` });
  const { page } = await openAs('host', '/reservas');
  await expectLive(page);
  const card = cardOf(page, reservation.id);
  const rows = page.locator('[data-reservation-id]');
  await page.getByLabel('Buscar reservas').fill(`penalba inigo ${mark}`);
  await expect(rows).toHaveCount(1);
  await expect(card).toBeVisible();
  await page.getByRole('button', { name: /^Por llegar/ }).click();
  await expect(card).toBeVisible();
  await page.getByRole('button', { name: `Llegó 1 persona: Íñigo Peñalba ${mark}` }).click();
  await expect(page.getByText('Ninguna reserva coincide')).toBeVisible();
  await page.getByRole('button', { name: 'Ver todas' }).click();
  await expect(card).toHaveAttribute('data-status', 'CHECKED_IN');

  const { day } = await host.list();
  const tomorrow = new Date(Date.parse(`${day}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  const title = page.getByRole('heading', { level: 1 });
  const today = await title.textContent();
  await page.getByRole('button', { name: 'Día siguiente' }).click();
  await expect(page).toHaveURL(`/reservas?dia=${tomorrow}`);
  await expect(title).not.toHaveText(today ?? '');
  await expect(card).toBeHidden();
  await page.goBack();
  await expect(page).toHaveURL(/\/reservas$/);
  await expect(title).toHaveText(today ?? '');
  await expect(card).toBeVisible();
  await page.goto(`/reservas?dia=${tomorrow}`);
  await expect(page.getByText('Mañana')).toBeVisible();
  await page.getByRole('button', { name: 'Hoy', exact: true }).click();
  await expect(card).toBeVisible();
});

test('who works the door is taken to the door, and finds no way to the list', async ({ openAs }) => {
  const { page } = await openAs('door', '/reservas');
  await expect(page).toHaveURL(/\/puerta/);
  await expect(page.getByTestId('camera')).toBeVisible();
  await expect(page.getByRole('link', { name: /reservas/i })).toHaveCount(0);
});
