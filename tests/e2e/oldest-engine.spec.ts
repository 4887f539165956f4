import { missingBuiltIns } from '../../scripts/lib/engines.mjs';
import { USERS } from '../support/api';
import { installCamera, showCode } from '../support/canvas-camera';
import { openDetail } from '../support/monitor-page';
import { expectLive, scanCountOf } from '../support/reservas-page';
import { expect, test } from '../support/screens';
import { DEMO_PASSWORD } from '../support/server';

/** Takes a list of built-ins away from a page, each by the path of its property. */
function takeAway(paths: string[][]): void {
  let taken = 0;
  for (const path of paths) {
    const name = path.at(-1) as string;
    let holder: unknown = globalThis;
    for (const step of path.slice(0, -1)) holder = holder == null ? holder : Reflect.get(Object(holder), step);
    if (holder !== null && holder !== undefined && Object.hasOwn(Object(holder), name)) {
      taken += Number(Reflect.deleteProperty(Object(holder), name));
    }
  }
  Object.assign(globalThis, { takenAway: taken });
}

test('the whole product works with no built-in that some declared engine lacks', async ({ openAs, api }) => {
  test.setTimeout(180_000);
  const host = await api('host');
  const { reservation, qrCode } = await host.createWithPass({ customerName: 'Motor Antiguo', guestCount: 2 });
  const { page, watch } = await openAs(null, '/entrar', {}, async (fresh) => {
    await installCamera(fresh);
    await fresh.addInitScript(takeAway, missingBuiltIns());
  });
  expect(await page.evaluate(() => Reflect.get(globalThis, 'takenAway'))).toBeGreaterThan(100);
  expect(await page.evaluate(() => 'toSorted' in Array.prototype || 'structuredClone' in globalThis)).toBe(false);
  await page.getByLabel('Correo electrónico').fill(USERS.owner);
  await page.getByLabel('Contraseña', { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Entrar', exact: true }).click();
  await expectLive(page);
  await page.getByRole('button', { name: 'Llegó 1 persona: Motor Antiguo' }).click();
  await expect(scanCountOf(page, reservation.id)).toHaveText('1');
  await page.locator('[data-sonner-toast]').getByRole('button', { name: 'Deshacer' }).click();
  await expect(scanCountOf(page, reservation.id)).toHaveText('0');
  await page.getByRole('button', { name: 'Nueva reserva' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Nombre').fill('Ana Motor');
  await form.getByRole('button', { name: 'Crear reserva' }).click();
  await expect(form).toBeHidden();
  await expect(page.getByText('Ana Motor').first()).toBeVisible();

  await page.goto('/puerta');
  await expect(page.getByTestId('camera')).toHaveAttribute('data-state', 'live');
  await showCode(page, qrCode);
  await page.getByRole('button', { name: /^Entran? 2/ }).click();
  await expect(page.getByTestId('scan-result')).toBeVisible();

  await page.goto('/monitor');
  await openDetail(page);
  await expect(page.getByTestId('device-list')).toBeVisible();
  expect(watch.consoleErrors).toEqual([]);
});
