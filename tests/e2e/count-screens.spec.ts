import type { Page } from '@playwright/test';
import { judge, SIZES } from '../support/judge';
import { login } from '../support/login';
import { installPhoneWithoutList, loseAnswers, MANIFEST, refuseStorage, SYNC } from '../support/lose-answers';
import { cardOf, expectLive } from '../support/reservas-page';
import { expect, test } from '../support/screens';

test.describe.configure({ mode: 'parallel', timeout: 240_000 });

/** A notice under the pointer stays, and one that lies over a button makes it too small a target. */
async function noticesGone(page: Page): Promise<void> {
  await page.mouse.move(0, 0);
  await expect(page.locator('[data-sonner-toast]')).toHaveCount(0);
}

const GUEST = 'Álvaro Núñez de la Peña y Santisteban';

test('counts that wait: the list, the door, and another person’s turn', async ({ openAs, api }) => {
  const host = await api('host');
  const made = await host.createWithPass({ customerName: GUEST, guestCount: 6, tableName: 'Terraza 12' });
  const other = await host.createWithPass({ customerName: 'Ana Ruiz', guestCount: 2 });
  const { page, context } = await openAs('host', '/reservas', { viewport: SIZES.desktop });
  await expectLive(page);
  const loss = await loseAnswers(page, '**/asistencia?*');
  loss.now = 'any';
  const one = page.getByRole('button', { name: `Llegó 1 persona: ${GUEST}` });
  await one.click();
  await expect(cardOf(page, made.reservation.id).getByTestId('count-waiting')).toBeVisible();
  await noticesGone(page);
  await judge(page, 'reservas-conteo-sin-respuesta');
  await one.click();
  await expect(page.getByText(/no se suma otra vez/)).toBeVisible();
  await judge(page, 'reservas-conteo-otra-vez');
  await page.getByRole('button', { name: GUEST, exact: true }).click();
  await expect(page.getByTestId('details').getByTestId('count-waiting')).toBeVisible();
  await judge(page, 'reservas-conteo-detalle');
  await page.getByRole('button', { name: 'Cerrar detalle' }).click();
  await page.getByTestId('own-counts').click();
  await expect(page.getByTestId('pending-counts')).toBeVisible();
  await judge(page, 'reservas-conteos');
  await page.getByRole('button', { name: 'Descartar' }).click();
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await judge(page, 'reservas-conteo-descartar');

  await page.close();
  await login(context, 'manager');
  await context.route(SYNC, (route) => route.abort());
  const door = await context.newPage();
  await door.route(MANIFEST, (route) => route.abort());
  await door.goto('/puerta');
  await expectLive(door);
  await door.route('**/asistencia?*', (route) => route.abort());
  await door.getByRole('button', { name: 'Buscar por nombre' }).click();
  await door.getByLabel('Nombre o código de la reserva').fill(other.reservation.code);
  await door.keyboard.press('Enter');
  await door.getByRole('button', { name: 'Entran 2' }).click();
  await door.getByRole('button', { name: 'Seguir con otro pase' }).click();
  const strip = door.getByTestId('pending-strip');
  await expect(strip).toContainText('1 conteo de otra persona, en espera');
  await expect(strip).toContainText('1 conteo pendiente, reintentando');
  await judge(door, 'puerta-conteos-pendientes');
  await strip.click();
  await expect(door.getByTestId('pending-counts')).toBeVisible();
  await judge(door, 'puerta-conteos');
  await door.getByRole('button', { name: 'Descartar' }).click();
  await expect(door.getByRole('alertdialog')).toBeVisible();
  await judge(door, 'puerta-conteo-descartar');
  await door.getByRole('button', { name: 'Seguir esperando' }).click();
  await context.clearCookies();
  await door.unroute('**/asistencia?*');
  await door.evaluate(() => window.dispatchEvent(new Event('online')));
  await expect(door).toHaveURL(/\/entrar\?destino=%2Fpuerta$/);
  await door.close();
  await login(context, 'owner');
  const last = await context.newPage();
  await last.goto('/reservas');
  await expect(last.getByTestId('others-counts')).toContainText('2 conteos de otras personas');
  await judge(last, 'reservas-conteos-de-otros');
});

test('a browser that keeps nothing', async ({ openAs, api }) => {
  const host = await api('host');
  const { reservation } = await host.createWithPass({ customerName: 'Sin Memoria', guestCount: 6 });
  for (const [path, name] of [
    ['/reservas', 'reservas-sin-memoria'],
    ['/puerta', 'puerta-sin-memoria'],
  ] as const) {
    const { page, context } = await openAs('host', path, {}, async (fresh) => {
      await installPhoneWithoutList(fresh);
      await refuseStorage(fresh);
    });
    await expectLive(page);
    await page.route('**/asistencia?*', (route) => route.abort());
    if (path === '/reservas') await page.getByRole('button', { name: 'Llegó 1 persona: Sin Memoria' }).click();
    else {
      await page.getByRole('button', { name: 'Buscar por nombre' }).click();
      await page.getByLabel('Nombre o código de la reserva').fill(reservation.code);
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Entran 6' }).click();
      await page.getByRole('button', { name: 'Seguir con otro pase' }).click();
    }
    await page.getByTestId('unsaved-counts').scrollIntoViewIfNeeded();
    await noticesGone(page);
    await judge(page, name);
    await context.close();
  }
});
