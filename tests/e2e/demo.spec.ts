import type { Page } from '@playwright/test';
import { installCamera } from '../support/canvas-camera';
import { judge } from '../support/judge';
import { login } from '../support/login';
import { expectLive } from '../support/reservas-page';
import { expect, test } from '../support/screens';
import { startServer } from '../support/server';

test.describe.configure({ timeout: 240_000 });
// A server of its own: it ends without its demo.
test.use({ serverEnv: {} });

const mark = (page: Page) => page.getByTestId('demo-mark').first();

test('every screen of the demo says so, and its owner leaves it for a venue of their own', async ({ openAs, api }) => {
  const { page: stranger } = await openAs(null, '/entrar');
  await expect(stranger.getByText('Esto es la demostración')).toBeVisible();
  await expect(stranger.getByTestId('demo-accounts')).toContainText('door@terraza.test');
  await judge(stranger, 'demo-entrar');

  const hostApi = await api('host');
  const { reservation } = await hostApi.createWithPass();
  const { passUrl } = await hostApi.ok<{ passUrl: string }>(
    'GET',
    `/api/reservas/${reservation.id}/qr?businessId=${hostApi.businessId}`,
  );
  await stranger.goto(new URL(passUrl).pathname);
  await expect(mark(stranger)).toHaveText('Demostración: no vale para entrar en ningún local.');
  await judge(stranger, 'demo-pase');

  const { page: door } = await openAs('door', '/puerta', {}, installCamera);
  await expectLive(door);
  await expect(mark(door)).toBeVisible();
  await judge(door, 'demo-puerta');

  const host = await openAs('host', '/reservas');
  await expectLive(host.page);
  await expect(mark(host.page)).toBeVisible();
  await expect(host.page.getByRole('button', { name: 'Empezar con mi local' })).toHaveCount(0);
  const { page: operator } = await openAs('operator', '/monitor');
  await expect(mark(operator)).toBeVisible();

  const { page } = await openAs('owner', '/monitor');
  await expect(mark(page)).toBeVisible();
  await judge(page, 'demo-monitor', ['desktop']);
  await page.goto('/reservas');
  await expectLive(page);
  await judge(page, 'demo-reservas');
  await page.getByRole('button', { name: 'Empezar con mi local' }).click();
  const dialog = page.getByRole('alertdialog');
  await judge(page, 'demo-borrar');
  await dialog.getByRole('button', { name: 'Cancelar' }).click();
  await expect(dialog).toHaveCount(0);
  await page.getByRole('button', { name: 'Empezar con mi local' }).click();
  await dialog.getByRole('button', { name: 'Borrar y empezar' }).click();
  await expect(page).toHaveURL(/\/setup/);
  await expect(page.getByRole('button', { name: 'Crear el local' })).toBeVisible();
  await expect(page.getByLabel('Código', { exact: false }).first()).toHaveValue(/^\w{4}-\w{4}-\w{4}$/);
  expect(page.url()).not.toContain('codigo');

  for (const other of [host.page, door, operator]) await expect(other).toHaveURL(/\/setup/);
  await stranger.goto(new URL(passUrl).pathname);
  await expect(stranger.getByText('Este pase no existe')).toBeVisible();
});

test('DEMO=false starts clean, also after a restart', async ({ browser }) => {
  const server = await startServer({ demo: false });
  const context = await browser.newContext({ baseURL: server.url });
  try {
    expect(server.output()).not.toContain('Demo accounts');
    const page = await context.newPage();
    for (const restarted of [false, true]) {
      if (restarted) await server.restart();
      await page.goto('/entrar');
      await expect(page).toHaveURL(/\/setup/);
    }
    await expect(login(context, 'host')).rejects.toThrow();
  } finally {
    await context.close();
    await server.stop();
  }
});
