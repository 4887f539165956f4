import { randomUUID } from 'node:crypto';
import type { Locator, Page } from '@playwright/test';
import type { Reservation } from '@/modules/reservations/wire';
import type { Api } from '../support/api';
import { judge } from '../support/judge';
import { cardOf, expectLive } from '../support/reservas-page';
import { expect, test } from '../support/screens';

test.describe.configure({ mode: 'parallel' });

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
const newName = (first: string) => `${first} ${randomUUID().slice(0, 8)}`;

async function rowOf(api: Api, id: string): Promise<Reservation> {
  const path = `/api/reservas/${id}?businessId=${api.businessId}`;
  return (await api.ok<{ reservation: Reservation }>('GET', path)).reservation;
}

async function chooseFromMenu(page: Page, name: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `Más acciones: ${name}` }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

const notice = (page: Page, text: string): Locator => page.locator('[data-sonner-toast]').filter({ hasText: text });

/** Presses the target as a person does, once, and counts it. */
class Taps {
  count = 0;
  async tap(target: Locator): Promise<void> {
    await target.click();
    this.count += 1;
  }
}

test('a tag is set in the form, and read on the row, in the details before all else, in search and at the door', async ({
  openAs,
  api,
}) => {
  const host = await api('host');
  const name = newName('Nuria');
  const { page } = await openAs('host', '/reservas');
  await expectLive(page);
  await page.getByRole('button', { name: 'Nueva reserva' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Nombre').fill(name);
  await form.getByLabel('Notas').fill('Frutos secos');
  const tags = form.getByRole('group', { name: 'Etiquetas' });
  await expect(tags.getByRole('button')).toHaveText(['Alergia', 'VIP', 'Cumpleaños', 'Movilidad']);
  for (const tag of ['Movilidad', 'Alergia', 'VIP']) await tags.getByRole('button', { name: tag }).click();
  await tags.getByRole('button', { name: 'VIP' }).click();
  await expect(tags.getByRole('button', { pressed: true })).toHaveText(['Alergia', 'Movilidad']);
  for (const box of await Promise.all((await tags.getByRole('button').all()).map((each) => each.boundingBox()))) {
    expect(box?.height).toBeGreaterThanOrEqual(44);
  }
  await form.getByRole('button', { name: 'Crear reserva' }).click();
  await expect(form).toBeHidden();
  const made = (await host.list()).reservations.find(({ customerName }) => customerName === name);
  if (!made) throw new Error('not made');
  expect(made.tags).toEqual(['ALLERGY', 'MOBILITY']);

  const card = cardOf(page, made.id);
  await expect(card.getByTestId('tags')).toHaveText('AlergiaMovilidad');
  expect(await card.getByTestId('tags').locator('svg').count()).toBe(2);
  const search = page.getByRole('searchbox', { name: 'Buscar reservas' });
  for (const typed of ['alergia', 'allergy', 'MOVIL', name.toLowerCase()]) {
    await search.fill(typed);
    await expect(card).toBeVisible();
  }
  await search.fill('vip');
  await expect(card).toBeHidden();
  await search.fill('');

  await card.getByRole('button', { name, exact: true }).click();
  const details = page.getByTestId('details').filter({ visible: true });
  const top = async (target: Locator) => (await target.boundingBox())?.y ?? Number.NaN;
  await expect(details.getByText('Frutos secos')).toBeVisible();
  const order = [
    await top(details.getByTestId('tags')),
    await top(details.getByText('Frutos secos')),
    await top(details.getByRole('region', { name: 'Asistencia' })),
  ];
  expect(order).toEqual(order.toSorted((one, other) => one - other));

  const door = await openAs('door', '/puerta', PHONE);
  await expectLive(door.page);
  await door.page.getByRole('button', { name: 'Buscar por nombre' }).click();
  await door.page.getByLabel('Nombre o código de la reserva').fill('movilidad');
  const line = door.page.getByRole('dialog').getByRole('button').filter({ hasText: made.code });
  await expect(line.getByTestId('tags')).toHaveText('AlergiaMovilidad');
  await line.click();
  const party = door.page.getByTestId('party-sheet');
  await expect(party.getByTestId('tags')).toHaveText('AlergiaMovilidad');
  await judge(door.page, 'puerta-grupo-etiquetas', ['phone']);
  await door.page.getByRole('button', { name: 'Entran 2' }).click();
  const result = door.page.getByTestId('scan-result');
  await expect(result.getByTestId('tags')).toHaveText('AlergiaMovilidad');
  await expect(door.page.getByRole('alert').filter({ hasText: 'Alergia. Movilidad' })).toHaveCount(1);
  await judge(door.page, 'puerta-resultado-etiquetas', ['phone']);
});

test('a tag that is changed or taken away follows on another screen, and stands in the history in words', async ({
  openAs,
  api,
}) => {
  const host = await api('host');
  const name = newName('Etiquetada');
  const { reservation } = await host.createWithPass({ customerName: name, tags: ['VIP'] });
  const [{ page }, other] = [await openAs('host', '/reservas'), await openAs('manager', '/reservas', PHONE)];
  await Promise.all([expectLive(page), expectLive(other.page)]);
  const seen = cardOf(other.page, reservation.id).getByTestId('tags');
  await expect(seen).toHaveText('VIP');
  const form = page.getByRole('dialog');
  const press = async (...tags: string[]) => {
    await chooseFromMenu(page, name, 'Editar');
    for (const tag of tags) await form.getByRole('button', { name: tag, exact: true }).click();
    await form.getByRole('button', { name: 'Guardar' }).click();
    await expect(form).toBeHidden();
  };
  await press('Cumpleaños');
  await expect(seen).toHaveText('VIPCumpleaños');
  await press('VIP', 'Cumpleaños');
  await expect(seen).toHaveCount(0);
  expect((await rowOf(host, reservation.id)).tags).toBeNull();
  await chooseFromMenu(page, name, 'Historial');
  await expect(form.getByText('Etiquetas: VIP → VIP y Cumpleaños')).toBeVisible();
  await expect(form.getByText('Etiquetas: VIP y Cumpleaños → nada')).toBeVisible();
});

test('a host undoes a wrong status with one tap, and the pass of the guest holds', async ({ openAs, api }) => {
  const [host, door] = await Promise.all([api('host'), api('door')]);
  const name = newName('Equivocada');
  const { reservation, qrCode } = await host.createWithPass({ customerName: name, status: 'PENDING' });
  const { page } = await openAs('host', '/reservas', PHONE);
  await expectLive(page);
  const card = cardOf(page, reservation.id);
  await chooseFromMenu(page, name, 'Marcar que no llegó');
  await expect(card).toHaveAttribute('data-status', 'NO_SHOW');
  const wrong = new Taps();
  await wrong.tap(notice(page, `${name}: No llegó`).getByRole('button', { name: 'Deshacer' }));
  await expect(card).toHaveAttribute('data-status', 'PENDING');
  console.log(`a wrong status undone by a host: ${wrong.count} tap`);
  expect(wrong.count).toBe(1);
  await expect(notice(page, `Deshecho. ${name}: Pendiente`)).toBeVisible();

  await chooseFromMenu(page, name, 'Cancelar reserva');
  const question = page.getByRole('dialog');
  await expect(question).toContainText(`¿Por qué se cancela la reserva de`);
  await judge(page, 'reservas-cancelar');
  await page.setViewportSize(PHONE.viewport);
  await question.getByRole('button', { name: 'No contesta' }).click();
  await expect(card).toHaveAttribute('data-status', 'CANCELLED');
  await expect(question).toBeHidden();
  expect((await door.scan(qrCode, randomUUID())).body.reason).toBe('CANCELLED');
  const cancelled = new Taps();
  await cancelled.tap(notice(page, `${name}: Cancelada`).getByRole('button', { name: 'Deshacer' }));
  await expect(card).toHaveAttribute('data-status', 'PENDING');
  expect(cancelled.count).toBe(1);
  expect((await door.scan(qrCode, randomUUID())).status).toBe(200);

  await chooseFromMenu(page, name, 'Historial');
  const history = page.getByRole('dialog');
  await expect(history.getByText('Motivo: No contesta')).toBeVisible();
  await expect(history.getByText('Cambio de estado deshecho')).toHaveCount(2);
});

test('another reason is typed, and an undo that comes too late says so', async ({ openAs, api }) => {
  const [host, manager] = await Promise.all([api('host'), api('manager')]);
  const name = newName('Tardía');
  const { reservation } = await host.createWithPass({ customerName: name });
  const { page } = await openAs('host', '/reservas');
  await expectLive(page);
  const card = cardOf(page, reservation.id);
  await chooseFromMenu(page, name, 'Cancelar reserva');
  const question = page.getByRole('dialog');
  await question.getByRole('button', { name: 'Otro motivo…' }).click();
  await expect(question.getByLabel('Motivo de la cancelación')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(question.getByText('Escribe el motivo.')).toBeVisible();
  await page.keyboard.type('Reservó en otro local');
  await page.keyboard.press('Enter');
  await expect(question).toBeHidden();
  await expect(card).toHaveAttribute('data-status', 'CANCELLED');
  await manager.ok('PUT', `/api/reservas/${reservation.id}?businessId=${manager.businessId}`, { notes: 'Llamar' });
  await notice(page, `${name}: Cancelada`).getByRole('button', { name: 'Deshacer' }).click();
  await expect(page.getByText(/^Otra persona cambió esto/)).toBeVisible();
  expect(await rowOf(host, reservation.id)).toMatchObject({ status: 'CANCELLED', notes: 'Llamar' });
  const path = `/api/reservas/${reservation.id}/estado/anular?businessId=${host.businessId}`;
  expect(await host.call('POST', path, { body: {} })).toMatchObject({ status: 409, body: { code: 'UNDO_EXPIRED' } });
  await chooseFromMenu(page, name, 'Historial');
  await expect(page.getByRole('dialog').getByText('Motivo: Reservó en otro local')).toBeVisible();
});

test('a cancellation from the details leads back to them', async ({ openAs, api }) => {
  const host = await api('host');
  const name = newName('Detallada');
  const { reservation } = await host.createWithPass({ customerName: name });
  const { page } = await openAs('host', '/reservas', PHONE);
  await expectLive(page);
  await cardOf(page, reservation.id).getByRole('button', { name, exact: true }).click();
  const details = page.getByTestId('details').filter({ visible: true });
  await details.getByRole('button', { name: 'Cancelar reserva' }).click();
  await page.getByRole('button', { name: 'Error nuestro' }).click();
  await expect(details.getByText('Cancelada')).toBeVisible();
  await notice(page, `${name}: Cancelada`).getByRole('button', { name: 'Deshacer' }).click();
  await expect(cardOf(page, reservation.id)).toHaveAttribute('data-status', 'CONFIRMED');
});
