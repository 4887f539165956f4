import type { Page } from '@playwright/test';
import { USERS } from '../support/api';
import { authenticator } from '../support/authenticator';
import { judge } from '../support/judge';
import { expect, test } from '../support/screens';
import { DEMO_PASSWORD } from '../support/server';

// The second factor stays on for the account.
test.use({ serverEnv: {} });

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Tu cuenta/ }).click();
  await page.getByRole('menuitem', { name: 'Salir' }).click();
  await expect(page).toHaveURL(/\/entrar/);
}

async function sendPassword(page: Page): Promise<void> {
  await page.getByLabel('Correo electrónico').fill(USERS.host);
  await page.getByLabel('Contraseña', { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Entrar' }).click();
  await expect(page.getByTestId('second-step')).toBeVisible();
}

test('a person switches the second factor on, and signs in with its code and with a recovery code', async ({
  openAs,
}) => {
  const { page } = await openAs('host', '/cuenta');
  await page.getByRole('button', { name: 'Activar' }).click();
  const factor = page.getByRole('region', { name: 'Segundo factor' });
  await factor.getByLabel('Tu contraseña').fill(DEMO_PASSWORD);
  await factor.getByRole('button', { name: 'Continuar' }).click();
  const phone = authenticator(await page.getByTestId('secret').innerText());
  await judge(page, 'cuenta-segundo-factor');
  await factor.getByLabel('Código de seis cifras').fill('000000');
  await factor.getByRole('button', { name: 'Confirmar y activar' }).click();
  await expect(factor.getByRole('alert')).toContainText('El código no es correcto.');
  await factor.getByLabel('Código de seis cifras').fill(phone.code());
  await factor.getByRole('button', { name: 'Confirmar y activar' }).click();
  const codes = page.getByTestId('recovery-codes').getByRole('listitem');
  await expect(codes).toHaveCount(10);
  const recovery = await codes.first().innerText();
  await factor.getByRole('button', { name: 'Ya los guardé' }).click();
  await expect(factor).toContainText('Te quedan 10 códigos de recuperación.');

  await signOut(page);
  await sendPassword(page);
  await judge(page, 'entrar-codigo');
  // The page that is loaded again goes on with the code.
  await page.reload();
  await page.getByLabel('Código de seis cifras').fill('000000');
  await page.getByRole('button', { name: 'Entrar' }).click();
  await expect(page.getByRole('alert').first()).toContainText('El código no es correcto');
  await expect(page.getByLabel('Código de seis cifras')).toHaveValue('000000');
  // The code that switched it on is used up.
  await page.getByLabel('Código de seis cifras').fill(phone.code(1));
  await page.getByRole('button', { name: 'Entrar' }).click();
  await expect(page).toHaveURL(/\/reservas/);

  await signOut(page);
  await sendPassword(page);
  await page.getByRole('button', { name: 'Usar un código de recuperación' }).click();
  await page.getByLabel('Código de recuperación').fill(recovery.toUpperCase());
  await page.getByRole('button', { name: 'Entrar' }).click();
  await expect(page).toHaveURL(/\/reservas/);
});
