import type { Page } from '@playwright/test';
import { expect, test } from '../support/screens';

const PASSWORD = 'una clave de equipo muy larga';
const NEXT_PASSWORD = 'la siguiente clave de equipo';
const AT_ONCE = { timeout: 5_000 };
const linkIn = async (page: Page) => new URL((await page.getByTestId('link').textContent()) ?? '').pathname;

test('a host joins by a link, gets a new password by another, and loses the open screen when removed', async ({
  openAs,
}) => {
  const { page: owner } = await openAs('owner', '/miembros');
  const members = owner.getByTestId('members');
  await owner.getByRole('button', { name: 'Invitar' }).click();
  await owner.getByRole('button', { name: 'Crear enlace' }).click();
  const invitation = await linkIn(owner);
  await owner.getByRole('button', { name: 'Cerrar' }).last().click();
  await expect(owner.getByTestId('invitations')).toContainText('Recepción');

  const email = `berta-${Date.now()}@equipo.test`;
  const { page: host } = await openAs(null, invitation);
  await expect(host.getByRole('heading', { level: 1 })).toContainText('Terraza Quito');
  await host.getByLabel('Tu nombre').fill('Berta Vaca');
  await host.getByLabel('Correo electrónico').fill(email);
  await host.getByLabel('Contraseña', { exact: true }).fill('corta');
  await host.getByRole('button', { name: 'Unirme al equipo' }).click();
  await expect(host.getByText('al menos 12')).toBeVisible();
  await host.getByLabel('Contraseña', { exact: true }).fill(PASSWORD);
  await host.getByRole('button', { name: 'Unirme al equipo' }).click();
  await expect(host).toHaveURL(/\/reservas/);
  await expect(host.getByTestId('stat-inside')).toBeVisible();

  const row = members.getByTestId('member').filter({ hasText: 'Berta Vaca' });
  await expect(row, 'the owner sees it without a reload').toBeVisible();
  await expect(owner.getByTestId('invitations')).toBeHidden();

  const { page: again } = await openAs(null, invitation);
  await expect(again.getByRole('heading', { name: 'Este enlace ya se usó' })).toBeVisible();

  await row.getByRole('button', { name: /Más acciones/ }).click();
  await owner.getByRole('menuitem', { name: 'Enlace para contraseña nueva' }).click();
  const recovery = await linkIn(owner);
  await owner.keyboard.press('Escape');
  await again.goto(recovery);
  await again.getByLabel('Contraseña', { exact: true }).fill(NEXT_PASSWORD);
  await again.getByRole('button', { name: 'Guardar y entrar' }).click();
  await expect(again.getByTestId('stat-inside')).toBeVisible();
  await expect(host, 'every other session has ended').toHaveURL(/\/entrar/, AT_ONCE);
  await expect(host.getByText('host@terraza.test'), 'the demo names its own accounts').toBeVisible();
  await expect(host.getByText(email)).toBeHidden();

  await row.getByRole('button', { name: /Más acciones/ }).click();
  await owner.getByRole('menuitem', { name: 'Quitar del equipo' }).click();
  await owner.getByRole('alertdialog').getByRole('button', { name: 'Quitar del equipo' }).click();
  await expect(row).toBeHidden();
  await expect(again.getByTestId('stat-inside')).toBeHidden(AT_ONCE);
});
