import { mkdir, writeFile } from 'node:fs/promises';
import { addDays } from '@/modules/venues/business-day';
import { expectLive } from '../support/reservas-page';
import { expect, test } from '../support/screens';

// A server of its own: the figures of its nights are this test's.
test.use({ serverEnv: {} });

test('the list is printed black on white, whole, with a box for each party and nothing to press', async ({
  openAs,
  api,
}) => {
  const host = await api('host');
  const { reservation } = await host.createWithPass({
    ...{ customerName: 'Impresa García', guestCount: 5, tableName: 'Terraza 12', notes: 'Alergia al marisco' },
    status: 'PENDING',
  });
  const { reservations } = await host.list();
  const { page } = await openAs('host', '/reservas', { colorScheme: 'dark' });
  await expectLive(page);
  await page.getByLabel('Buscar reservas').fill('Impresa');
  await page.evaluate(() => {
    window.print = () => Object.assign(window, { printed: true });
  });
  await page.getByRole('button', { name: 'Imprimir la lista' }).click();
  await page.waitForFunction(() => 'printed' in window);

  // The browser lays out the print when these listeners have run.
  await page.evaluate(() =>
    window.addEventListener('beforeprint', () =>
      Object.assign(window, { rows: document.querySelectorAll('.print-list tbody tr').length }),
    ),
  );
  const pdf = await page.pdf({ format: 'A4' });
  expect(await page.evaluate(() => (window as unknown as { rows: number }).rows)).toBe(reservations.length);
  await mkdir('test-results/screens', { recursive: true });
  await writeFile('test-results/screens/lista.pdf', pdf);

  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  const sheet = page.locator('.print-sheet');
  await expect(sheet.getByRole('heading', { level: 1 })).toHaveText(/^Terraza Quito · .*\d{4}$/);
  await expect(sheet.locator('tbody tr')).toHaveCount(reservations.length);
  await expect(sheet.locator('.print-box')).toHaveCount(reservations.length);
  const row = sheet.locator('tbody tr').filter({ hasText: reservation.code });
  for (const text of ['Impresa García', 'Alergia al marisco', 'Terraza 12', '0 / 5', 'Pendiente'])
    await expect(row).toContainText(text);
  await expect(row.locator('svg')).toBeVisible();
  await expect(page.getByRole('button').filter({ visible: true })).toHaveCount(0);
  const colours = await sheet.evaluate((element) => [
    ...new Set([...element.querySelectorAll('*')].map((each) => getComputedStyle(each).color)),
    getComputedStyle(document.documentElement).backgroundColor,
  ]);
  expect(colours).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
  // The width of A4.
  await page.setViewportSize({ width: 794, height: 1123 });
  await page.screenshot({ path: 'test-results/screens/lista.png', fullPage: true });
  const fits = await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
  expect(fits).toBe(true);

  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: null });
  await expect(sheet).toHaveCount(0);
  await expect(page.getByLabel('Buscar reservas')).toBeVisible();
});

test('a night that is over says who came, who did not, and when', async ({ openAs, api }) => {
  const host = await api('host');
  const today = (await host.list()).day;
  const day = addDays(today, -1);
  interface Summary {
    arrived: number;
    byHour: { hour: string; people: number }[];
    noShows: { parties: number; people: number };
  }
  const path = `/api/reservas/resumen?businessId=${host.businessId}&day=${day}`;
  const summary = await host.ok<Summary>('GET', path);
  // The demo's evening of yesterday is over.
  expect(summary.arrived).toBeGreaterThan(0);
  expect(summary.byHour.reduce((sum, { people }) => sum + people, 0)).toBe(summary.arrived);
  const { page } = await openAs('host', `/reservas?dia=${day}`);
  const part = page.getByRole('region', { name: 'Resumen de la noche' });
  await expect(part.getByText(`${summary.arrived} de`, { exact: false }).first()).toBeVisible();
  const parties = summary.noShows.parties === 1 ? '1 grupo' : `${summary.noShows.parties} grupos`;
  await expect(part.getByText(parties, { exact: false }).first()).toBeVisible();
  const table = part.getByRole('table', { name: 'Llegadas por hora' });
  for (const { hour, people } of summary.byHour)
    await expect(table.getByRole('row', { name: `${hour} ${people}` }).first()).toBeVisible();
  await page.screenshot({ path: 'test-results/screens/resumen.png' });
});
