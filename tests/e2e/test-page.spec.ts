import { violationsOf } from '../support/judge';
import { expect, test } from '../support/screens';

test('the connection test page shows each event with its latency, and no gap', async ({ openAs, api }) => {
  const host = await api('host');
  const { page, watch } = await openAs('host', '/test-sse-connection.html');
  await page.getByRole('button', { name: 'Conectar', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Conectado' })).toBeVisible();

  const { qrCode } = await host.createWithPass({ customerName: 'Teresa Diagnóstico', guestCount: 2 });
  expect((await host.scan(qrCode, 'test-page-1')).status).toBe(200);
  const log = page.locator('#log');
  await expect(log.getByText('reservation-created', { exact: true })).toBeVisible();
  await expect(log.getByText('qr-scanned', { exact: true })).toBeVisible();
  await expect(log.getByText('Teresa Diagnóstico: 1 de 2', { exact: true })).toBeVisible();
  await expect(page.locator('#figures')).toContainText(/Huecos\s*0/);
  await expect(page.locator('#figures')).toContainText(/Latencia p50\s*\d+ ms/);

  await page.getByRole('button', { name: 'Probar reanudación' }).click();
  await expect(page.locator('#message')).toContainText(/reanud/i);
  expect(await violationsOf(page)).toEqual([]);
  expect(watch.consoleErrors).toEqual([]);
});
