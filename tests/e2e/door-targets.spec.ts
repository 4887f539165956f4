import type { Page } from '@playwright/test';
import { installCamera, showCode } from '../support/canvas-camera';
import { expectLive } from '../support/reservas-page';
import { expect, test } from '../support/screens';
import { smallTargets } from '../support/targets';

const LEAST = 48;
const SIZES = [
  { width: 360, height: 640 },
  { width: 320, height: 256 },
  { width: 640, height: 360 },
];

const expectTargets = async (page: Page, what: string) => {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    const where = `${what}, ${size.width}×${size.height}`;
    await expect.poll(() => smallTargets(page, LEAST), { message: where }).toEqual([]);
    const fits = await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
    expect.soft(fits, `${where} fits its width`).toBe(true);
  }
  await page.setViewportSize(SIZES[0] ?? { width: 360, height: 640 });
};

test('whatever can be pressed at the door is at least 48 px', async ({ openAs, api }) => {
  const host = await api('host');
  const { reservation, qrCode } = await host.createWithPass({ customerName: 'Dedo Gordo', guestCount: 5 });
  const { page } = await openAs('host', '/puerta', { viewport: SIZES[0] ?? null, hasTouch: true }, installCamera);
  await expectLive(page);
  await expectTargets(page, 'camera');
  const search = await page.getByRole('button', { name: 'Buscar por nombre' }).boundingBox();
  expect(search?.height, 'the thumb’s own button is larger').toBeGreaterThanOrEqual(64);
  await page.getByRole('button', { name: /^Tu cuenta/ }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await expectTargets(page, 'account');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Buscar por nombre' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.getByLabel('Nombre o código de la reserva').fill(reservation.code);
  await expect(page.getByRole('button', { name: reservation.code })).toBeVisible();
  await expectTargets(page, 'search');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('party-sheet')).toBeVisible();
  await expectTargets(page, 'party');
  await page.keyboard.press('Escape');
  await showCode(page, qrCode);
  await page.getByRole('button', { name: 'Entran 5' }).click();
  await expect(page.getByTestId('scan-result')).toBeVisible();
  await expectTargets(page, 'answer');
});

test('a party that is not confirmed says so at the door and on the list, in words and with an edge', async ({
  openAs,
  api,
}) => {
  const host = await api('host');
  const { reservation } = await host.createWithPass({ customerName: 'Sin Confirmar', status: 'PENDING' });
  const { page } = await openAs('host', '/puerta', { viewport: { width: 360, height: 640 } });
  await expectLive(page);
  await page.getByRole('button', { name: 'Buscar por nombre' }).click();
  await page.getByLabel('Nombre o código de la reserva').fill(reservation.code);
  const line = page.getByRole('button', { name: reservation.code }).getByText('Pendiente de confirmar');
  await expect(line).toBeVisible();
  await expect(line).toHaveCSS('border-top-style', 'dashed');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('party-sheet').getByText('Pendiente de confirmar')).toBeVisible();
  const list = await openAs('host', '/reservas');
  const pill = list.page.locator(`[data-reservation-id="${reservation.id}"]`).getByText('Pendiente').locator('..');
  await expect(pill).toHaveCSS('border-top-style', 'dashed');
  await expect(pill.locator('svg')).toBeVisible();
});

test('the door is dark until the person chooses light, and light at once and at the next visit', async ({ openAs }) => {
  const { page } = await openAs('door', '/puerta', { colorScheme: 'light' });
  const html = page.locator('html');
  await expectLive(page);
  await expect(html).toHaveAttribute('data-theme', 'dark');
  const brightness = () =>
    page.locator('.door').evaluate((element) => {
      const canvas = document.createElement('canvas').getContext('2d');
      if (!canvas) throw new Error('no canvas');
      canvas.fillStyle = getComputedStyle(element).backgroundColor;
      canvas.fillRect(0, 0, 1, 1);
      return canvas.getImageData(0, 0, 1, 1).data[0] ?? 0;
    });
  expect(await brightness()).toBeLessThan(60);
  const choose = async (name: string) => {
    await page.getByRole('button', { name: /^Tu cuenta/ }).click();
    const saved = page.waitForResponse(/api\/theme/);
    await page.getByRole('menuitemradio', { name }).click();
    await saved;
  };
  await choose('Clara');
  await expect(html).toHaveAttribute('data-theme', 'light');
  expect(await brightness()).toBeGreaterThan(200);
  await page.reload();
  await expectLive(page);
  await expect(html).toHaveAttribute('data-theme', 'light');
  expect(await brightness()).toBeGreaterThan(200);
  await choose('Como el dispositivo');
  await expect(html).toHaveAttribute('data-theme', 'dark');
});
