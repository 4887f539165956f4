import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { BrowserContext, Page } from '@playwright/test';
import { installCamera, showCode } from '../support/canvas-camera';
import { judge, SIZES } from '../support/judge';
import { expectLive, scanCountOf } from '../support/reservas-page';
import { expect, test } from '../support/screens';
import { startServer } from '../support/server';

test.describe.configure({ timeout: 180_000 });

const OWNER = { name: 'Rosa Paredes', email: 'rosa@azotea.test', password: 'una azotea con vistas' };
const NEXT_PASSWORD = 'otra azotea con vistas';
const TEAM_PASSWORD = 'una clave de equipo muy larga';
const SEEN = { timeout: 15_000 };

const step = (page: Page, title: string) =>
  page.getByTestId('first-steps').getByRole('listitem').filter({ hasText: title });
const linkIn = async (page: Page) => new URL((await page.getByTestId('link').textContent()) ?? '').pathname;

/** A link for one person, made in the dialog that is open. */
async function makeLink(page: Page, role?: string): Promise<string> {
  const dialog = page.getByRole('dialog');
  if (role) {
    await dialog.getByRole('combobox').click();
    await page.getByRole('option', { name: role }).click();
  }
  await dialog.getByRole('button', { name: 'Crear enlace' }).click();
  const link = await linkIn(page);
  await dialog.getByRole('button', { name: 'Cerrar' }).last().click();
  await expect(dialog).toBeHidden();
  return link;
}

async function join(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel('Tu nombre').fill(name);
  await page.getByLabel('Correo electrónico').fill(`${name.toLowerCase()}@azotea.test`);
  await page.getByLabel('Contraseña', { exact: true }).fill(TEAM_PASSWORD);
  await page.getByRole('button', { name: 'Unirme al equipo' }).click();
}

/** The one reservation that there is, and what its QR says. */
async function passOf(page: Page): Promise<{ id: string; qrCode: string }> {
  const { request } = page.context();
  const { reservations } = await (await request.get('/api/reservas')).json();
  const { id } = reservations[0];
  const { qrCode } = await (await request.get(`/api/reservas/${id}/qr`)).json();
  return { id, qrCode };
}

/** The link that the command prints on the server's machine. */
async function recoverOwner(env: NodeJS.ProcessEnv): Promise<string> {
  const { stdout } = await promisify(execFile)('npm', ['run', '--silent', 'recover', '--', OWNER.email], { env });
  return new URL(/http\S+/.exec(stdout)?.[0] ?? '').pathname;
}

test('a stranger opens a venue, its team counts the first guest, and its owner always gets in again', async ({
  browser,
}) => {
  const server = await startServer({ demo: false });
  const contexts: BrowserContext[] = [];
  const open = async (beforeLoad?: (page: Page) => Promise<void>) => {
    const context = await browser.newContext({ baseURL: server.url, locale: 'es-EC' });
    contexts.push(context);
    const page = await context.newPage();
    await beforeLoad?.(page);
    return page;
  };
  try {
    const [, code = ''] = /Código · Code: (\S+)/.exec(server.output()) ?? [];
    const owner = await open();
    await owner.goto('/');
    await owner.getByLabel('Código', { exact: false }).first().fill(code);
    await owner.getByLabel('Tu nombre').fill(OWNER.name);
    await owner.getByLabel('Correo electrónico').fill(OWNER.email);
    await owner.getByLabel('Contraseña', { exact: true }).fill(OWNER.password);
    await owner.getByLabel('Nombre del local').fill('La Azotea');
    await owner.getByRole('button', { name: 'Crear el local' }).click();
    await expectLive(owner);

    const guide = owner.getByTestId('first-steps');
    await expect(guide).toContainText('1 de 4');
    await judge(owner, 'primeros-pasos');
    await step(owner, 'Invita a tu equipo').getByRole('button').click();
    const hostLink = await makeLink(owner);
    await expect(guide).toContainText('2 de 4', SEEN);

    // Away and back: the guide goes on where it was.
    await owner.goto('/miembros');
    await owner.getByRole('button', { name: 'Invitar', exact: true }).click();
    const doorLink = await makeLink(owner, 'Puerta');
    await owner.goto('/reservas');
    await expect(guide).toContainText('2 de 4');
    await step(owner, 'Crea la primera reserva').getByRole('button').click();
    await owner.getByRole('dialog').getByLabel('Nombre', { exact: true }).fill('Lucía Mora');
    await owner.getByRole('dialog').getByRole('button', { name: 'Crear reserva' }).click();
    await expect(guide).toContainText('3 de 4', SEEN);
    await step(owner, 'Prueba la puerta').getByRole('button').click();
    await judge(owner, 'primeros-pasos-puerta', ['phone']);
    await owner.setViewportSize(SIZES.desktop);
    await owner.getByRole('dialog').getByRole('button', { name: 'Ver el pase' }).click();
    const pass = await passOf(owner);
    await owner.keyboard.press('Escape');

    const host = await open();
    await join(host, hostLink, 'Noemi');
    await expectLive(host);
    await expect(host.getByTestId('first-steps'), 'a host is not led').toHaveCount(0);
    const door = await open(installCamera);
    await join(door, doorLink, 'Bruno');
    await expect(door).toHaveURL(/\/puerta/);
    await expect(door.getByTestId('camera')).toHaveAttribute('data-state', 'live', SEEN);
    await showCode(door, pass.qrCode);
    await door.getByRole('button', { name: 'Entran 2' }).click();
    for (const page of [host, owner]) await expect(scanCountOf(page, pass.id)).toHaveText('2', SEEN);
    await expect(guide).toContainText('4 de 4', SEEN);
    await guide.getByRole('button', { name: 'Cerrar' }).click();
    await owner.reload();
    await expectLive(owner);
    await expect(guide).toHaveCount(0);

    await owner.goto('/miembros');
    const row = owner.getByTestId('member').filter({ hasText: 'Noemi' });
    await row.getByRole('button', { name: /Más acciones/ }).click();
    await owner.getByRole('menuitem', { name: 'Quitar del equipo' }).click();
    await owner.getByRole('alertdialog').getByRole('button', { name: 'Quitar del equipo' }).click();
    await expect(row).toBeHidden();
    await expect(host.getByTestId('stat-inside'), 'the screen is gone').toBeHidden(SEEN);

    // No mail is sent here: who forgot the password gets a link on the server's machine, where the server stands still.
    await server.terminate();
    const recovery = await recoverOwner(server.env);
    await server.restart();
    const again = await open();
    await again.goto(recovery);
    await again.getByLabel('Contraseña', { exact: true }).fill(NEXT_PASSWORD);
    await again.getByRole('button', { name: 'Guardar y entrar' }).click();
    await expectLive(again);
    await expect(scanCountOf(again, pass.id), 'and finds what was counted').toHaveText('2');
    await expect(owner, 'other sessions have ended').toHaveURL(/\/entrar/, SEEN);
  } finally {
    for (const context of contexts) await context.close();
    await server.stop();
  }
});
