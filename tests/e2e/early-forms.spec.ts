import type { Page } from '@playwright/test';
import { ensurePostgres } from '../../scripts/lib/postgres.mjs';
import { judge } from '../support/judge';
import { expect, test } from '../support/screens';
import { startServer } from '../support/server';

test.describe.configure({ mode: 'parallel' });

const EMAIL = 'ana.temprana@local.test';
const PASSWORD = 'una-clave-muy-secreta';
const SETUP_CODE = 'codigo-de-pruebas';

/** Every address that the page stood on or asked for. */
function addressesOf(page: Page): string[] {
  const addresses: string[] = [];
  page.on('framenavigated', (frame) => addresses.push(frame.url()));
  page.on('request', (request) => addresses.push(request.url()));
  return addresses;
}

function expectNoSecret(addresses: readonly string[]): void {
  expect(addresses.length).toBeGreaterThan(0);
  expect(addresses.filter((address) => /clave|temprana|codigo/.test(decodeURIComponent(address)))).toEqual([]);
}

/** Holds the page's scripts back until the returned function is called. */
async function holdScripts(page: Page): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/_next/static/**/*.js', async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

async function typeAndSend(page: Page, submit: string): Promise<void> {
  await page.getByLabel('Correo electrónico').fill(EMAIL);
  await page.getByLabel('Contraseña', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: submit, exact: true }).click({ force: true });
  await page.waitForTimeout(300);
}

test('without scripts nothing of the sign-in form can leave, and the page says why', async ({ browser, server }) => {
  const context = await browser.newContext({ baseURL: server.url, javaScriptEnabled: false });
  const page = await context.newPage();
  const addresses = addressesOf(page);
  await page.goto('/entrar?destino=/puerta');
  await typeAndSend(page, 'Entrar');
  await expect(page.locator('noscript [role=status]')).toBeVisible();
  await expect(page.getByLabel('Correo electrónico')).toHaveValue(EMAIL);
  expectNoSecret(addresses);
  await context.close();
});

test('what is typed before the scripts arrive stays, and can be sent once they have', async ({ browser, server }) => {
  const context = await browser.newContext({ baseURL: server.url });
  const page = await context.newPage();
  const addresses = addressesOf(page);
  const release = await holdScripts(page);
  await page.goto('/entrar', { waitUntil: 'commit' });
  const enter = page.getByRole('button', { name: 'Entrar', exact: true });
  await expect(enter).toBeDisabled();
  await typeAndSend(page, 'Entrar');
  await judge(page, 'entrar-sin-guiones');
  const before = await enter.boundingBox();
  release();
  await expect(enter).toBeEnabled();
  expect(await enter.boundingBox()).toEqual(before);
  await expect(page.getByLabel('Correo electrónico')).toHaveValue(EMAIL);
  await expect(page.getByLabel('Contraseña', { exact: true })).toHaveValue(PASSWORD);
  await page.keyboard.press('Tab');
  await page.getByLabel('Contraseña', { exact: true }).press('Enter');
  await expect(page.getByText('El correo o la contraseña no son correctos.')).toBeVisible();
  expectNoSecret(addresses);
  await context.close();
});

test('the first owner’s data survive the arrival of the scripts and are never in the address', async ({ browser }) => {
  test.setTimeout(180_000);
  const postgres = await ensurePostgres();
  const empty = await startServer({ postgresUrl: postgres.url, demo: false, env: { SETUP_CODE } });
  try {
    const context = await browser.newContext({ baseURL: empty.url });
    const page = await context.newPage();
    const addresses = addressesOf(page);
    const release = await holdScripts(page);
    await page.goto('/setup', { waitUntil: 'commit' });
    const create = page.getByRole('button', { name: 'Crear el local', exact: true });
    await expect(create).toBeDisabled();
    await page.getByLabel('Código de instalación').fill(SETUP_CODE);
    await page.getByLabel('Tu nombre').fill('Ana Temprana');
    await page.getByLabel('Nombre del local').fill('Terraza Ñandú');
    await typeAndSend(page, 'Crear el local');
    release();
    await expect(create).toBeEnabled();
    await expect(page.getByText('Seguridad: Fuerte')).toBeVisible();
    await expect(page.getByLabel('Dirección corta')).toHaveValue('terraza-nandu');
    await page.getByLabel('Dirección corta').fill('terraza');
    await expect(page.getByLabel('Tu nombre')).toHaveValue('Ana Temprana');
    await expect(page.getByLabel('Correo electrónico')).toHaveValue(EMAIL);
    await expect(page.getByLabel('Nombre del local')).toHaveValue('Terraza Ñandú');
    await create.click();
    await expect(page).toHaveURL(/\/reservas/);
    expectNoSecret(addresses);
    await context.close();
  } finally {
    await empty.stop();
    await postgres.stop();
  }
});

test('a form that a browser posts to its page brings the page again, and nothing of it is kept', async ({ server }) => {
  for (const path of ['/entrar', '/setup', '/reservas', '/puerta']) {
    const answer = await fetch(server.url + path, {
      method: 'POST',
      headers: { origin: server.url },
      body: new URLSearchParams({ email: EMAIL, password: PASSWORD }),
    });
    expect(answer.status, path).toBe(200);
    expect(answer.url, path).not.toMatch(/clave|temprana/);
    expect(await answer.text(), path).not.toMatch(/clave|temprana/);
  }
  expect(server.output()).not.toMatch(/clave|temprana/);
});
