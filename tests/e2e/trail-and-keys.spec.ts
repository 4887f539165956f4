import { expect, test } from '../support/screens';

test('the change log follows what a key does, and the key works until it is revoked', async ({ openAs, server }) => {
  const { page: log } = await openAs('manager', '/rastro');
  await expect(log.getByTestId('entry').first()).toBeVisible();
  const { page: keys } = await openAs('owner', '/claves');
  await keys.getByRole('button', { name: 'Crear clave' }).click();
  const submit = keys.getByRole('dialog').getByRole('button', { name: 'Crear clave' });
  await submit.click();
  await expect(keys.getByText('Escribe un nombre.')).toBeVisible();
  await expect(keys.getByText('Elige al menos un permiso.')).toBeVisible();
  await keys.getByLabel('Nombre').fill('Panel de sala');
  await keys.getByRole('button', { name: 'Crear y cambiar reservas' }).click();
  await submit.click();
  const token = (await keys.getByTestId('token').textContent()) ?? '';
  await keys.getByRole('button', { name: 'Cerrar' }).last().click();
  await expect(keys.getByText(token), 'it is shown once').toBeHidden();
  const row = keys.getByTestId('key').filter({ hasText: 'Panel de sala' });
  await expect(row).toContainText('Sin usar');

  const book = (customerName: string) =>
    fetch(`${server.url}/api/reservas`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ customerName, guestCount: 3, reservedAt: new Date().toISOString() }),
    });
  expect((await book('Olga Prado')).status).toBe(201);
  const entry = log.getByTestId('entry').filter({ hasText: 'Olga Prado' });
  await expect(entry, 'without a reload').toContainText('Panel de sala (clave de API)');
  await entry.getByRole('button', { name: 'Solo esto' }).click();
  await expect(log.getByTestId('entry')).toHaveCount(1);
  await log.getByRole('button', { name: /Solo Olga Prado/ }).click();
  await expect(log.getByTestId('entry')).not.toHaveCount(1);
  const download = log.waitForEvent('download');
  await log.getByRole('link', { name: 'Exportar los últimos 30 días' }).click();
  expect((await download).suggestedFilename()).toMatch(/\.csv$/);

  await row.getByRole('button', { name: 'Anular' }).click();
  await keys.getByRole('alertdialog').getByRole('button', { name: 'Anular' }).click();
  await expect(row).toBeHidden();
  expect((await book('Otra')).status).toBe(401);
  await expect(log.getByTestId('entry').first()).toContainText('Clave de API anulada');
});
