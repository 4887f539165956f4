import { login } from '../support/login';
import { expect, test } from '../support/screens';

test('a person sees where they are signed in, and signs out there', async ({ openAs, browser, server }) => {
  const { page } = await openAs('manager', '/cuenta');
  const elsewhere = await browser.newContext({ baseURL: server.url });
  await login(elsewhere, 'manager');
  await page.reload();
  const sessions = page.getByTestId('sessions').getByRole('listitem');
  await expect(sessions.filter({ hasText: 'Este dispositivo' })).toHaveCount(1);
  const before = await sessions.count();
  await page.getByRole('button', { name: 'Cerrar sesión' }).first().click();
  await expect(sessions).toHaveCount(before - 1);
  await page.getByLabel('Contraseña actual').fill('no es esta');
  await page.locator('[data-field=password]').fill('una clave que nadie guarda');
  await page.getByRole('button', { name: 'Cambiar contraseña' }).click();
  await expect(page.getByText('La contraseña actual no es correcta.')).toBeVisible();
  await elsewhere.close();
});
