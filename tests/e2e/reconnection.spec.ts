import { randomUUID } from 'node:crypto';
import { cardOf, expectLive, scanCountOf, timeUntil } from '../support/reservas-page';
import { expect, test } from '../support/screens';

test('the server dies and comes back: the open page catches up without a reload', async ({ openAs, api, server }) => {
  const host = await api('host');
  const { reservation, qrCode } = await host.createWithPass({ customerName: 'Paula Resistente', guestCount: 5 });
  const { page } = await openAs('host', '/reservas');
  await expectLive(page);
  await page.evaluate(() => Object.assign(window, { notReloaded: true }));
  expect((await host.scan(qrCode, randomUUID())).status).toBe(200);
  await expect(scanCountOf(page, reservation.id)).toHaveText('1');

  await server.kill9();
  await expect(page.getByText('Reconectando…')).toBeVisible();
  await server.restart();
  expect((await host.scan(qrCode, randomUUID(), 2)).status).toBe(200);
  const ms = await timeUntil(() => expect(scanCountOf(page, reservation.id)).toHaveText('3', { timeout: 30_000 }));
  test.info().annotations.push({ type: 'recovery', description: `${ms} ms after the restart` });
  await expectLive(page);
  await expect(cardOf(page, reservation.id)).toHaveAttribute('data-status', 'CHECKED_IN');
  expect(await page.evaluate(() => 'notReloaded' in window)).toBe(true);
});
