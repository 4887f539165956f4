import { USERS } from '../support/api';
import { expect, test } from '../support/screens';
import { DEMO_PASSWORD } from '../support/server';

test('a host signs in with the form, is told of a wrong password, and signs out', async ({ browser, server }) => {
  const context = await browser.newContext({ baseURL: server.url });
  const page = await context.newPage();
  await page.goto('/reservas');
  await expect(page).toHaveURL(/\/entrar/);
  await page.getByLabel('Correo electrónico').fill(USERS.host);
  await page.getByLabel('Contraseña', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Entrar' }).click();
  await expect(page.getByText('El correo o la contraseña no son correctos.')).toBeVisible();

  await page.getByLabel('Contraseña', { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Entrar' }).click();
  await expect(page).toHaveURL(/\/reservas/);
  await expect(page.getByTestId('reservation-list')).toBeVisible();

  await page.getByRole('button', { name: /Tu cuenta/ }).click();
  await page.getByRole('menuitem', { name: 'Salir' }).click();
  await expect(page).toHaveURL(/\/entrar/);
  await page.goto('/reservas');
  await expect(page).toHaveURL(/\/entrar/);
  await context.close();
});
