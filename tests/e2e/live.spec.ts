import { randomUUID } from 'node:crypto';
import { cardOf, expectLive, scanCountOf, timeUntil } from '../support/reservas-page';
import { expect, type Screen, test } from '../support/screens';

/** A generous bound; the figures that matter are measured by `npm run bench`. */
const SOON = { timeout: 5000 };

function requestsSince(screen: Screen, mark: number): string[] {
  return screen.watch.requests.slice(mark).filter((request) => request.includes('/api/reservas'));
}

test('a scan moves the card on the other screen, with no refetch', async ({ openAs, api }) => {
  const host = await api('host');
  const { reservation, qrCode } = await host.createWithPass({ customerName: 'Marta Escaneada', guestCount: 4 });
  const screen = await openAs('host', '/reservas');
  await expectLive(screen.page);
  await expect(scanCountOf(screen.page, reservation.id)).toHaveText('0');
  const mark = screen.watch.requests.length;

  const door = await api('door');
  const answer = await door.scan(qrCode, randomUUID(), 2);
  expect(answer.status).toBe(200);
  const ms = await timeUntil(() => expect(scanCountOf(screen.page, reservation.id)).toHaveText('2', SOON));
  await expect(cardOf(screen.page, reservation.id)).toHaveAttribute('data-status', 'CHECKED_IN');
  test.info().annotations.push({ type: 'latency', description: `${ms} ms after the answer` });

  expect(requestsSince(screen, mark)).toEqual([]);
  expect(screen.watch.consoleErrors).toEqual([]);
});

test('a QR that is open on one screen is replaced when another one rotates the pass', async ({ openAs, api }) => {
  const host = await api('host');
  const { reservation } = await host.createWithPass({ customerName: 'Rita Rotada' });
  const screen = await openAs('host', '/reservas');
  await expectLive(screen.page);
  await cardOf(screen.page, reservation.id).getByRole('button', { name: 'Rita Rotada', exact: true }).click();
  await screen.page.getByRole('button', { name: 'QR', exact: true }).click();
  const picture = screen.page.getByRole('img', { name: /Rita Rotada/ });
  await expect(picture).toBeVisible();
  const before = await picture.getAttribute('src');

  await host.ok('POST', `/api/reservas/${reservation.id}/qr/rotar?businessId=${host.businessId}`);
  await expect.poll(() => picture.getAttribute('src').catch(() => before), SOON).not.toBe(before);
  expect(screen.watch.consoleErrors).toEqual([]);
});

test('a reservation booked on one screen appears on the other with a notice', async ({ openAs }) => {
  const other = await openAs('manager', '/reservas');
  await expectLive(other.page);
  const booking = await openAs('host', '/reservas');
  await expectLive(booking.page);
  const mark = other.watch.requests.length;

  await booking.page
    .getByRole('button', { name: /nueva reserva/i })
    .first()
    .click();
  const form = booking.page.getByRole('dialog');
  await form
    .getByLabel(/nombre/i)
    .first()
    .fill('Renata Anunciada');
  await form
    .getByRole('button', { name: /crear|guardar|reservar/i })
    .last()
    .click();

  const card = other.page
    .getByTestId('reservation-list')
    .getByRole('button', { name: 'Renata Anunciada', exact: true });
  await expect(card).toBeVisible(SOON);
  await expect(other.page.locator('[data-sonner-toast]').filter({ hasText: 'Renata Anunciada' })).toBeVisible(SOON);
  await expect(booking.page.getByTestId('reservation-list').getByText('Renata Anunciada')).toBeVisible();
  expect(requestsSince(other, mark)).toEqual([]);
});

test('three people at once see every change of the others', async ({ openAs, api }) => {
  const owner = await api('owner');
  const made = await Promise.all(
    ['Uno', 'Dos', 'Tres'].map((name) => owner.createWithPass({ customerName: `Grupo ${name}`, guestCount: 6 })),
  );
  const screens = await Promise.all((['owner', 'manager', 'host'] as const).map((user) => openAs(user, '/reservas')));
  for (const { page } of screens) await expectLive(page);

  await Promise.all(
    screens.map(async ({ page }, index) => {
      const target = made[index];
      if (!target) throw new Error('one reservation a screen');
      await cardOf(page, target.reservation.id).getByRole('button', { name: /1/ }).first().click();
    }),
  );
  for (const { page } of screens) {
    for (const { reservation } of made) await expect(scanCountOf(page, reservation.id)).toHaveText('1', SOON);
  }
  const { reservations } = await owner.list();
  for (const { reservation } of made) {
    expect(reservations.find(({ id }) => id === reservation.id)?.scanCount).toBe(1);
  }
});
