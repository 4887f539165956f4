import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import type { Reservation } from '@/modules/reservations/wire';
import { type Api, signIn } from '../support/api';
import { judge, SIZES } from '../support/judge';
import { startMailServer } from '../support/mail-server';
import { cardOf, expectLive } from '../support/reservas-page';
import { expect, test } from '../support/screens';

test.use({ serverEnv: {} });
test.describe.configure({ mode: 'serial', timeout: 180_000 });

const PHONE = { viewport: SIZES.phone, hasTouch: true };
const newName = (first: string) => `${first} ${randomUUID().slice(0, 8)}`;

/** Tables and hours that never end, and a page that is open. */
async function openVenue(owner: Api): Promise<void> {
  const { businessId } = owner;
  for (let i = 0; i < 6; i += 1)
    await owner.call('POST', '/api/mesas', { body: { businessId, name: `Pública ${i}`, maxSeats: 4 } });
  await owner.call('POST', '/api/servicios', {
    body: {
      ...{ businessId, name: 'Todo el día', opensAt: '04:00', lastSeatingAt: '03:45', closesAt: '03:50' },
      ...{ stepMinutes: 15, noticeMinutes: 0, turnMinutes: 90 },
    },
  });
  await owner.ok('PUT', '/api/pagina', {
    ...{ businessId, open: true, maxParty: 6, depositAmount: '10 USD', depositUrl: 'https://pago.example/deposito' },
    greeting: { es: 'Bienvenidos a la terraza.', en: 'Welcome to the terrace.' },
    depositText: { es: 'Solo para grupos.', en: 'For groups only.' },
  });
}

async function findByName(api: Api, name: string): Promise<Reservation | undefined> {
  const { reservations } = await api.list();
  return reservations.find(({ customerName }) => customerName === name);
}

async function fill(
  page: Page,
  name: string,
  words = { name: 'Nombre', email: 'Correo', accept: 'Acepto las condiciones' },
) {
  await page.getByLabel(words.name).fill(name);
  await page.getByLabel(words.email).fill('ana@guest.test');
  await page.getByLabel(words.accept).check();
}

/** A site of somebody else, on an origin of its own. */
async function startSite(html: string): Promise<{ url: string; stop: () => void }> {
  const site = createServer((_, response) => response.setHeader('content-type', 'text/html').end(html));
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  const { port } = site.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, stop: () => site.close() };
}

test.beforeAll(async ({ server }) => {
  await openVenue(await signIn(server.url, 'owner'));
});

test('a guest books on a phone without any script, and the host’s list shows it at once', async ({ openAs, api }) => {
  const host = await api('host');
  const { page: list } = await openAs('host', '/reservas');
  await expectLive(list);
  const { page } = await openAs(null, '/v/terraza', { ...PHONE, javaScriptEnabled: false });
  await expect(page.getByText('Bienvenidos a la terraza.')).toBeVisible();
  await page.getByLabel('Personas').selectOption('4');
  await page.getByRole('button', { name: 'Ver horas' }).click();
  await expect(page).toHaveURL(/party=4/);
  await page.locator('.slots button').first().click();
  await expect(page).toHaveURL(/\/v\/terraza\/reservar\//);
  const name = newName('Sinscript');
  await page.getByLabel('Nombre').fill(name);
  await page.getByLabel('Acepto las condiciones').check();
  // Nobody fills it in at once.
  await page.waitForTimeout(1600);
  await page.getByRole('button', { name: 'Confirmar la reserva' }).click();
  await expect(page.getByText('Escribe un teléfono o un correo.').first()).toBeVisible();
  await expect(page.getByLabel('Nombre')).toHaveValue(name);
  await page.getByLabel('Teléfono').fill('0987654321');
  await page.waitForTimeout(1600);
  await page.getByRole('button', { name: 'Confirmar la reserva' }).click();
  const code = await page.getByTestId('code').textContent();
  await expect.poll(async () => (await findByName(host, name))?.code).toBe(code);
  const row = await findByName(host, name);
  expect(row).toMatchObject({ guestCount: 4, customerPhone: '+593987654321', status: 'CONFIRMED' });
  await expect(cardOf(list, row?.id ?? '')).toContainText(name);
});

test('a guest books with scripts, changes the time and cancels by the link, which a mail scanner only reads', async ({
  openAs,
  api,
  server,
}) => {
  const host = await api('host');
  const { page, watch } = await openAs(null, '/v/terraza?lang=en', PHONE);
  await judge(page, 'publica');
  await page.setViewportSize(SIZES.phone);
  await expect(page.getByRole('button', { name: 'Show times' })).toBeHidden();
  await page.getByLabel('People').selectOption('3');
  await expect(page).toHaveURL(/party=3/);
  await page.locator('.slots button').first().click();
  await expect(page.getByRole('timer')).toHaveText(/^[45]:\d\d$/);
  await judge(page, 'publica-datos');
  await page.setViewportSize(SIZES.phone);
  const name = newName('Conscript');
  await fill(page, name, { name: 'Name', email: 'E-mail', accept: 'I accept the terms' });
  await page.getByRole('button', { name: 'Keep it five minutes longer' }).click();
  await expect(page.getByLabel('Name')).toHaveValue(name);
  await expect(page.getByText('We have kept the time five minutes longer.')).toBeVisible();
  await page.waitForTimeout(1600);
  await page.getByRole('button', { name: 'Confirm the booking' }).click();
  await expect(page.getByText('Your booking is confirmed')).toBeVisible();
  await judge(page, 'publica-confirmada');
  await page.setViewportSize(SIZES.phone);
  const pass = await page.getByRole('link', { name: 'See your pass' }).getAttribute('href');
  const calendar = await fetch(
    `${server.url}${await page.getByRole('link', { name: 'Add to calendar' }).getAttribute('href')}`,
  );
  expect([calendar.status, await calendar.text()]).toEqual([200, expect.stringContaining('BEGIN:VEVENT')]);
  expect((await fetch(server.url + pass)).status).toBe(200);
  await page.getByRole('link', { name: 'Change or cancel' }).click();
  await expect(page.getByTestId('state')).toHaveText('Confirmed');
  const manage = new URL(page.url());
  const before = await findByName(host, name);

  // What programs that read mail do: they follow every link of the page, and nothing changes.
  const links = await page.locator('a[href]').evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
  for (const link of [manage.href, ...links.filter((each) => each.startsWith(server.url))]) await fetch(link);
  expect(await findByName(host, name)).toEqual(before);

  await page.getByRole('link', { name: 'Change time or people' }).click();
  await judge(page, 'publica-cambiar');
  await page.setViewportSize(SIZES.phone);
  await page.locator('#cambiar .slots button').nth(2).click();
  await expect(page.getByText('Your booking has changed.')).toBeVisible();
  expect((await findByName(host, name))?.reservedAt).not.toBe(before?.reservedAt);
  await page.getByRole('link', { name: 'Cancel the booking' }).click();
  await judge(page, 'publica-cancelar');
  await page.setViewportSize(SIZES.phone);
  await page.getByRole('button', { name: 'Yes, cancel it' }).click();
  await expect(page.getByTestId('state')).toHaveText('Cancelled');
  expect((await findByName(host, name))?.status).toBe('CANCELLED');
  await page.goto(manage.href);
  await expect(page.getByTestId('state')).toHaveText('Cancelled');
  expect(watch.consoleErrors).toEqual([]);
  const weight = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter(({ name: file }) => file.endsWith('.js'))
      .map((entry) => (entry as PerformanceResourceTiming).decodedBodySize),
  );
  expect(weight.reduce((sum, size) => sum + size, 0)).toBeLessThan(120_000);
});

test('a time that somebody else takes while the form is filled in leaves what was typed', async ({ openAs, api }) => {
  const owner = await api('owner');
  const { page } = await openAs(null, '/v/terraza', PHONE);
  await judge(page, 'publica-inicio');
  await page.setViewportSize(SIZES.phone);
  await page.locator('.slots button').first().click();
  const name = newName('Tardía');
  await fill(page, name);
  // The venue closes everything for a moment, as for a burst pipe.
  const day = new Date(Date.now() - 86_400_000).toISOString();
  const { block } = await owner.ok<{ block: { id: string } }>('POST', '/api/bloqueos', {
    ...{ businessId: owner.businessId, startsAt: day, endsAt: new Date(Date.now() + 5 * 86_400_000).toISOString() },
    ...{ mode: 'NO_OVERLAP', confirm: true },
  });
  await page.waitForTimeout(1600);
  await page.getByRole('button', { name: 'Confirmar la reserva' }).click();
  await expect(page.getByRole('alert').first()).toContainText('Esa hora ya no está libre');
  await expect(page.getByLabel('Nombre')).toHaveValue(name);
  await judge(page, 'publica-perdida');
  await owner.ok('DELETE', `/api/bloqueos/${block.id}?businessId=${owner.businessId}`);
});

test('another site shows the page as high as it is, and no other page of ours', async ({ openAs, server }) => {
  const { page } = await openAs(null, '/v/terraza', { viewport: SIZES.desktop });
  const site = await startSite(
    `<!doctype html><html lang="es"><title>Otra web</title><h1>Otra web</h1><a href="${server.url}/v/terraza">Reservar mesa</a><script src="${server.url}/embed.js" async></script></html>`,
  );
  await page.goto(site.url);
  const frame = page.frameLocator('iframe');
  await expect(frame.locator('.slots button').first()).toBeVisible();
  await expect(page.getByRole('link', { name: 'Reservar mesa' })).toBeHidden();
  const heights = () =>
    page.locator('iframe').evaluate((element) => Math.round(element.getBoundingClientRect().height));
  const inner = () => frame.locator('main').evaluate((main) => Math.ceil(main.getBoundingClientRect().height));
  await expect.poll(async () => Math.abs((await heights()) - (await inner()))).toBeLessThan(3);
  await page.screenshot({ path: 'test-results/screens/es/publica-incrustada.png', fullPage: true });
  await frame.locator('.slots button').first().click();
  await expect(frame.getByLabel('Nombre')).toBeVisible();
  site.stop();
  for (const path of ['/v/terraza', '/entrar', '/v/nadie?embed=0']) {
    const { headers } = await fetch(server.url + path);
    expect([path, headers.get('content-security-policy')]).toEqual([
      path,
      expect.stringContaining("frame-ancestors 'none'"),
    ]);
  }
});

test('an owner changes the page, and sees its link, its code and what goes into another site', async ({ openAs }) => {
  const { page } = await openAs('owner', '/ajustes/pagina');
  await expect(page.getByTestId('link')).toContainText('/v/terraza');
  await expect(page.getByRole('img', { name: 'Código QR de la página de reservas' })).toBeVisible();
  await judge(page, 'pagina');
  await page.getByLabel('Condiciones').first().fill('Espera de quince minutos.');
  await page.getByRole('button', { name: 'Guardar' }).click();
  await expect(page.getByText('Página guardada')).toBeVisible();
  const { page: guest } = await openAs(null, '/v/terraza', PHONE);
  await guest.locator('.slots button').first().click();
  await expect(guest.getByText('Espera de quince minutos.')).toBeVisible();
});

test('a guest with three bookings ahead writes the code from their mail, with scripts and without', async ({
  openAs,
  server,
}) => {
  const mail = await startMailServer();
  await server.kill9();
  await server.restart({ SMTP_URL: mail.url, MAIL_FROM: 'hola@aforo.test', PUBLIC_URL: server.url });
  const email = `${randomUUID().slice(0, 8)}@guest.test`;
  // A night of which no other test keeps a time.
  const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  const name = newName('Repetida');
  const confirm = async (page: Page) => {
    // Nobody fills it in at once.
    await page.waitForTimeout(1600);
    await page.getByRole('button', { name: 'Confirmar la reserva' }).click();
  };
  const ask = async (page: Page) => {
    await page.goto(`${server.url}/v/terraza?party=1&day=${day}`);
    await page.locator('.slots button').last().click();
    await page.getByLabel('Nombre').fill(name);
    await page.getByLabel('Correo').fill(email);
    await page.getByLabel('Acepto las condiciones').check();
    await confirm(page);
  };
  const codes = () =>
    mail.inbox
      .filter(({ to, subject }) => to?.[0]?.address === email && subject?.startsWith('Tu código para reservar'))
      .map(({ text }) => /Código: (\d{6})/.exec(text ?? '')?.[1] ?? '');
  /** The server looks every five seconds. */
  const codeNumber = async (count: number) => {
    await expect.poll(() => codes().length, { timeout: 20_000 }).toBe(count);
    return codes().at(-1) ?? '';
  };
  const isBooked = (page: Page) => expect(page.getByText('Tu reserva está confirmada')).toBeVisible();

  const { page } = await openAs(null, '/v/terraza', PHONE);
  for (let i = 0; i < 3; i += 1) {
    await ask(page);
    await isBooked(page);
  }
  await ask(page);
  const alert = page.locator('main').getByRole('alert');
  await expect(alert).toHaveText(`Te hemos enviado un código a ${email}. Escríbelo aquí para confirmar la reserva.`);
  await expect(page.getByLabel('Nombre')).toHaveValue(name);
  await judge(page, 'publica-codigo');
  await page.setViewportSize(SIZES.phone);
  const code = await codeNumber(1);
  const field = page.getByLabel('Código del correo');
  await field.fill(code === '000000' ? '000001' : '000000');
  await confirm(page);
  await expect(alert).toContainText('El código no es correcto.');
  await field.fill(code);
  await confirm(page);
  await isBooked(page);

  const { page: plain } = await openAs(null, '/v/terraza', { ...PHONE, javaScriptEnabled: false });
  await ask(plain);
  await plain.getByLabel('Código del correo').fill(await codeNumber(2));
  await confirm(plain);
  await isBooked(plain);
  await mail.stop();
});
