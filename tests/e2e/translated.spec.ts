import { randomUUID } from 'node:crypto';
import { judge } from '../support/judge';
import { cardOf, expectLive, scanCountOf } from '../support/reservas-page';
import { expect, test } from '../support/screens';
import { translatePage } from '../support/translate';

test.describe.configure({ mode: 'parallel', timeout: 120_000 });

const NOTICE = 'El navegador traduce esta página';

test('a browser is asked not to translate, except a guest’s pass', async ({ openAs, api }) => {
  const host = await api('host');
  const { page } = await openAs(null, '/entrar');
  await expect(page.locator('html')).toHaveAttribute('translate', 'no');
  await expect(page.locator('meta[name=google]')).toHaveAttribute('content', 'notranslate');
  const { reservation } = await host.createWithPass();
  const { passUrl } = await host.ok<{ passUrl: string }>(
    'GET',
    `/api/reservas/${reservation.id}/qr?businessId=${host.businessId}`,
  );
  await page.goto(new URL(passUrl).pathname);
  await expect(page.locator('main')).toHaveAttribute('translate', 'yes');
  await expect(page.locator('meta[name=google]')).toHaveCount(0);
});

test('a list that was translated all the same goes on, right, and says that it may be old', async ({ openAs, api }) => {
  const host = await api('host');
  const at = (id: string, rest = '') => `/api/reservas/${id}${rest}?businessId=${host.businessId}`;
  const name = `Traducida ${randomUUID().slice(0, 6)}`;
  const [scanned, gone, shown] = await Promise.all(
    ['uno', 'dos', 'tres'].map((which) =>
      host.createWithPass({ customerName: `${name} ${which}`, guestCount: 6, tableName: 'Mesa 3', notes: 'ventana' }),
    ),
  );
  if (!scanned || !gone || !shown) throw new Error('not made');
  const { page, watch } = await openAs('host', '/reservas', { viewport: { width: 1440, height: 900 } });
  await expectLive(page);
  await page.getByRole('button', { name: `${name} tres`, exact: true }).click();
  await expect(page.getByTestId('details')).toBeVisible();
  const inside = Number(await page.getByTestId('stat-inside').textContent());

  expect(await translatePage(page)).toBeGreaterThan(20);
  await expect(page.getByText(NOTICE)).toBeVisible();

  for (const { reservation, qrCode } of [scanned, shown]) {
    expect((await host.scan(qrCode, randomUUID(), 6)).status).toBe(200);
    expect((await host.scan(qrCode, randomUUID(), 2)).status).toBe(200);
    await host.ok('PUT', at(reservation.id), {
      notes: '',
      tableName: '',
      customerName: `${reservation.customerName} bis`,
    });
  }
  await host.ok('DELETE', at(gone.reservation.id));
  const { reservation: fresh } = await host.createWithPass({ customerName: `${name} nueva` });

  await expect(cardOf(page, fresh.id)).toBeVisible();
  await expect(cardOf(page, gone.reservation.id)).toHaveCount(0);
  await expect(scanCountOf(page, scanned.reservation.id)).toHaveText('8');
  await expect(cardOf(page, scanned.reservation.id)).toContainText(`${name} uno bis`);
  await expect(cardOf(page, scanned.reservation.id)).toContainText('Llegó');
  await expect(page.getByTestId('stat-inside')).toHaveText(String(inside + 16));
  await expect(page.getByTestId('details')).toContainText(`${name} tres bis`);
  await expect(page.getByTestId('details')).toContainText('8');
  // Work goes on by hand too: what opens and closes is drawn over translated texts.
  await translatePage(page);
  await page.getByRole('button', { name: 'Por llegar' }).click();
  await page.getByLabel('Buscar reservas').fill('nadie se llama así');
  await expect(page.getByText('Ninguna reserva coincide')).toBeVisible();
  await page.getByRole('button', { name: 'Ver todas' }).click();
  await page.getByRole('button', { name: 'Día siguiente' }).click();
  await translatePage(page);
  await page.getByRole('button', { name: 'Hoy', exact: true }).click();
  await expect(cardOf(page, fresh.id)).toBeVisible();
  await expect(page.getByText('Algo no salió bien')).toHaveCount(0);
  expect(watch.consoleErrors.filter((text) => !/NotFoundError/.test(text))).toEqual([]);
  await judge(page, 'reservas-traducida');
});

test('the door goes on when it was translated', async ({ openAs, api }) => {
  const host = await api('host');
  const { reservation, qrCode } = await host.createWithPass({ customerName: 'Puerta Traducida', guestCount: 3 });
  const { page } = await openAs('door', '/puerta', { viewport: { width: 390, height: 844 } });
  await expectLive(page);
  const inside = Number(await page.getByTestId('inside-count').textContent());
  await translatePage(page, false);
  await expect(page.getByText(NOTICE)).toBeVisible();
  await page.screenshot({ path: 'test-results/screens/es/puerta-traducida.png' });
  expect((await host.scan(qrCode, randomUUID(), 1)).status).toBe(200);
  await expect(page.getByTestId('inside-count')).toHaveText(String(inside + 1));
  await page.getByRole('button', { name: 'Buscar por nombre' }).click();
  await page.getByLabel('Nombre o código de la reserva').fill(reservation.code);
  await translatePage(page, false);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('party-arrived')).toHaveText('1 de 3');
  await translatePage(page, false);
  await page.getByRole('button', { name: 'Una persona más' }).click();
  await page.getByRole('button', { name: /Entran 3/ }).click();
  await expect(page.getByTestId('scan-result')).toBeVisible();
  await translatePage(page, false);
  await page.getByRole('button', { name: 'Siguiente' }).click();
  await expect(page.getByTestId('inside-count')).toHaveText(String(inside + 4));
  await expect(page.getByText('Algo no salió bien')).toHaveCount(0);
});
