import { qrVideo } from '../support/qr-video';
import { expectLive, scanCountOf } from '../support/reservas-page';
import { expect, test } from '../support/screens';

test('the door scans a real code with its camera and the count rises on another screen', async ({
  openAs,
  openWithCamera,
  api,
}) => {
  const host = await api('host');
  const { reservation, qrCode } = await host.createWithPass({ customerName: 'Elena de la Puerta', guestCount: 3 });
  const list = await openAs('host', '/reservas');
  await expectLive(list.page);
  await expect(scanCountOf(list.page, reservation.id)).toHaveText('0');

  const video = qrVideo([
    { text: null, frames: 10 },
    { text: qrCode, frames: 20 },
  ]);
  const { page } = await openWithCamera('door', '/puerta', video);
  await expect(page.getByTestId('camera')).toHaveAttribute('data-state', 'live');
  await expect(page.getByTestId('party-sheet')).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Entran 3' }).click();
  await expect(page.getByTestId('scan-result')).toHaveAttribute('data-result', 'ok');
  await expect(scanCountOf(list.page, reservation.id)).toHaveText('3', { timeout: 5000 });
  await expect(page.getByTestId('inside-count')).not.toHaveText('–');
});

test('after a code that is no pass the camera goes on and reads the next one', async ({ openWithCamera, api }) => {
  const host = await api('host');
  const { qrCode } = await host.createWithPass({ customerName: 'Bruno Segundo', guestCount: 2 });
  const video = qrVideo([
    { text: 'https://example.com/menu', frames: 20 },
    { text: null, frames: 20 },
    { text: qrCode, frames: 30 },
    { text: null, frames: 20 },
  ]);
  const { page } = await openWithCamera('door', '/puerta', video);
  const result = page.getByTestId('scan-result');
  // The video loops, and either code may come first: dismiss answers until both have been seen.
  const sheet = page.getByTestId('party-sheet');
  await expect(result.or(sheet).first()).toBeVisible({ timeout: 30_000 });
  if (await sheet.isVisible()) {
    await page.keyboard.press('Escape');
    await expect(result).toBeVisible({ timeout: 30_000 });
  }
  await expect(result).toHaveAttribute('data-result', 'error');
  await expect(result).toHaveAttribute('data-reason', 'INVALID');
  await page.getByRole('button', { name: 'Siguiente' }).click();
  await expect(page.getByTestId('camera')).toHaveAttribute('data-state', 'live');
  await expect(sheet).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('Bruno S')).toBeVisible();
});
