import { randomUUID } from 'node:crypto';
import { scanCountOf } from '../support/reservas-page';
import { expect, test } from '../support/screens';

test.use({ serverEnv: { SSE_ENABLED: 'false' } });

test('with real time switched off the page polls every two minutes and complains of nothing', async ({
  openAs,
  api,
}) => {
  const host = await api('host');
  const { reservation, qrCode } = await host.createWithPass({ customerName: 'Pedro Sondeado', guestCount: 3 });
  const { page, watch } = await openAs('host', '/reservas', {}, async (fresh) => {
    await fresh.clock.install();
  });
  await expect(scanCountOf(page, reservation.id)).toHaveText('0');
  await expect(page.getByText('Tiempo Real Activo')).toBeHidden();
  await expect(page.getByText('Reconectando…')).toBeHidden();

  expect((await host.scan(qrCode, randomUUID())).status).toBe(200);
  const lists = () => watch.requests.filter((request) => request === 'GET /api/reservas').length;
  const before = lists();
  await page.clock.runFor(100_000);
  await expect(scanCountOf(page, reservation.id)).toHaveText('0');
  expect(lists()).toBe(before);
  await page.clock.runFor(25_000);
  await expect(scanCountOf(page, reservation.id)).toHaveText('1');
  expect(lists()).toBe(before + 1);

  expect(watch.requests.filter((request) => request.includes('/events'))).toEqual([]);
  expect(watch.consoleErrors).toEqual([]);
});
