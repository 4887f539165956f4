import type { Page } from '@playwright/test';
import { USERS } from '../support/api';
import { judge } from '../support/judge';
import { login } from '../support/login';
import { expect, test } from '../support/screens';
import { DEMO_PASSWORD } from '../support/server';

test.describe.configure({ mode: 'parallel' });

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('Correo electrónico').fill(USERS.host);
  await page.getByLabel('Contraseña', { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Entrar', exact: true }).click();
}

for (const missing of ['hasOwn', 'TransformStream'] as const) {
  test(`a browser that is too old says so: no ${missing}`, async ({ openAs }) => {
    const { page } = await openAs(null, '/entrar', {}, async (fresh) => {
      await fresh.addInitScript((name) => {
        Reflect.deleteProperty(name === 'hasOwn' ? Object : window, name);
      }, missing);
    });
    await expect(page.getByRole('alert').filter({ hasText: 'Este navegador es demasiado antiguo' })).toBeVisible();
    await judge(page, 'navegador-antiguo');
  });
}

test('a browser of today hears nothing of it', async ({ openAs }) => {
  const { page } = await openAs(null, '/entrar');
  await expect(page.getByRole('button', { name: 'Entrar', exact: true })).toBeEnabled();
  await expect(page.getByText('Este navegador es demasiado antiguo')).toBeHidden();
});

test('a browser that keeps no cookies says so instead of asking for the password again', async ({ openAs }) => {
  const { page, context } = await openAs(null, '/entrar?destino=/puerta');
  await page.route('**/api/auth/sign-in/email', async (route) => {
    const { url, method, headers, body } = {
      ...{ url: route.request().url(), method: route.request().method() },
      ...{ headers: route.request().headers(), body: route.request().postData() },
    };
    const answer = await fetch(url, { method, headers, body });
    // A browser that blocks cookies reads the answer, and drops this header.
    expect(answer.headers.getSetCookie()).not.toEqual([]);
    await route.fulfill({ status: answer.status, contentType: 'application/json', body: await answer.text() });
  });
  await signIn(page);
  await expect(page.getByRole('alert').filter({ hasText: 'El navegador no guardó tu sesión' })).toBeVisible();
  expect(await context.cookies()).toEqual([]);
  await expect(page).toHaveURL(/\/entrar/);
  await judge(page, 'entrar-sin-cookies');
  await page.unroute('**/api/auth/sign-in/email');
  await signIn(page);
  await expect(page).toHaveURL(/\/puerta/);
});

test('without scripts each page says what it needs, and a pass needs none', async ({ browser, server, api }) => {
  const host = await api('host');
  const { reservation } = await host.createWithPass({ customerName: 'Pase Sin Guion', guestCount: 3 });
  const { passUrl } = await host.ok<{ passUrl: string }>(
    'GET',
    `/api/reservas/${reservation.id}/qr?businessId=${host.businessId}`,
  );
  const context = await browser.newContext({ baseURL: server.url, javaScriptEnabled: false });
  const page = await context.newPage();
  const notice = page.locator('noscript [role=status]');
  await page.goto('/entrar');
  await expect(notice).toHaveText(/^Para entrar hace falta JavaScript/);
  await login(context, 'owner');
  for (const path of ['/reservas', '/puerta', '/monitor']) {
    await page.goto(path);
    await expect(notice, path).toHaveText(/^Esta página necesita JavaScript/);
    await expect(notice, path).toBeVisible();
    await page.screenshot({ path: `test-results/screens/es/sin-javascript${path.replace('/', '-')}.png` });
  }
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(new URL(passUrl).pathname);
  await expect(page.getByTestId('pass')).toHaveAttribute('data-state', 'ok');
  await expect(page.getByTestId('pass')).toContainText(reservation.code);
  await expect(page.getByTestId('pass').getByRole('img')).toBeVisible();
  await expect(notice).toHaveCount(0);
  await page.screenshot({ path: 'test-results/screens/es/sin-javascript-pase.png' });
  await context.close();
});
