import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { installCamera, showCode } from '../support/canvas-camera';
import { expectLive } from '../support/reservas-page';
import { expect, test } from '../support/screens';
import { DEMO_PASSWORD } from '../support/server';

test.describe.configure({ timeout: 120_000 });

// A server of its own: what an account chooses here would turn other tests' pages.
test.use({ serverEnv: {}, locale: 'en-GB' });

const expectLanguage = async (page: Page, language: 'es' | 'en') => {
  await expect(page.locator('html')).toHaveAttribute('lang', language);
  await expectLive(page);
};

test('the browser chooses the language, the account keeps another on every device', async ({ openAs, api }) => {
  const { page, watch } = await openAs(null, '/entrar');
  await expect(page).toHaveTitle('Sign in · Aforo');
  await page.getByLabel('Email').fill('host@terraza.test');
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('The email or password is incorrect.')).toBeVisible();
  watch.consoleErrors.length = 0;
  await page.getByLabel('Password', { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/reservas/);
  await expectLanguage(page, 'en');
  await expect(page).toHaveTitle('Reservations · Aforo');
  await expect(page.getByRole('button', { name: 'New reservation' })).toBeVisible();

  await page.getByRole('button', { name: /^Your account/ }).click();
  await expect(page.getByRole('menuitemradio', { name: 'English' })).toBeChecked();
  await page.getByRole('menuitemradio', { name: 'Español' }).click();
  await expectLanguage(page, 'es');
  await expect(page.getByRole('button', { name: 'Nueva reserva' })).toBeVisible();

  const tablet = await openAs('host', '/reservas');
  await expectLanguage(tablet.page, 'es');
  await tablet.page.getByRole('button', { name: /^Tu cuenta/ }).click();
  await tablet.page.getByRole('menuitemradio', { name: 'English' }).click();
  await expectLanguage(tablet.page, 'en');
  const phone = await openAs('host', '/reservas', { locale: 'es-EC' });
  await expectLanguage(phone.page, 'en');
  for (const screen of [watch, tablet.watch, phone.watch]) expect(screen.consoleErrors).toEqual([]);

  // Nobody else's pages and answers have turned.
  const manager = await openAs('manager', '/reservas', { locale: 'es-EC' });
  await expectLanguage(manager.page, 'es');
  const sentenceFor = async (user: 'host' | 'manager', languages: string) => {
    const asked = await api(user);
    const path = `/api/reservas/${randomUUID()}?businessId=${asked.businessId}`;
    const { status, body, headers } = await asked.call('GET', path, { headers: { 'accept-language': languages } });
    return [status, body.detail, headers.get('content-language')];
  };
  const english = [404, 'We couldn’t find it. It may have been deleted.', 'en'];
  expect(await sentenceFor('host', 'es')).toEqual(english);
  expect(await sentenceFor('manager', 'en')).toEqual(english);
  expect(await sentenceFor('manager', 'es')).toEqual([404, 'No lo encontramos. Puede que se haya eliminado.', 'es']);
});

test('a choice that the server does not take is told, and the page stays as it is', async ({ openAs }) => {
  const { page } = await openAs('owner', '/reservas');
  await expectLanguage(page, 'en');
  await page.route('**/api/me/idioma', (route) => route.abort());
  await page.getByRole('button', { name: /^Your account/ }).click();
  await page.getByRole('menuitemradio', { name: 'Español' }).click();
  await expect(page.getByText('Can’t reach the server. Try again once the network is back.')).toBeVisible();
  await expectLanguage(page, 'en');
});

test('the door answers in English, and a guest reads their pass in the language of their phone', async ({
  openAs,
  api,
}) => {
  const host = await api('host');
  const { reservation, qrCode } = await host.createWithPass({ customerName: 'Rose Smith', guestCount: 2 });
  const at = (rest: string) => `/api/reservas/${reservation.id}/${rest}?businessId=${host.businessId}`;
  const { passUrl } = await host.ok<{ passUrl: string }>('GET', at('qr'));
  const guest = await openAs(null, new URL(passUrl).pathname);
  await expect(guest.page.getByText('Valid pass')).toBeVisible();
  await expect(guest.page.getByText('2 guests')).toBeVisible();
  await expect(guest.page.getByText(/^\d\d:\d\d$/)).toBeVisible();
  const abroad = await openAs(null, new URL(passUrl).pathname, { locale: 'es-EC' });
  await expect(abroad.page.getByText('Pase válido')).toBeVisible();

  const { page } = await openAs('door', '/puerta', {}, installCamera);
  await expectLanguage(page, 'en');
  const result = page.getByTestId('scan-result');
  await showCode(page, qrCode);
  await page.getByRole('button', { name: 'Let 2 in' }).click();
  await expect(result.getByText('COME IN')).toBeVisible();
  await expect(result.getByText('2 people in')).toBeVisible();
  await showCode(page, null);
  await page.getByRole('button', { name: 'Next' }).click();

  await host.ok('POST', at('qr/rotar'));
  // However fast this goes: a code that was in view two seconds ago is read again only when asked for.
  await page.getByRole('button', { name: 'Scan again' }).click();
  await showCode(page, qrCode);
  await expect(result.getByText('NO ENTRY')).toBeVisible();
  await expect(result.getByText('Pass revoked')).toBeVisible();
});
