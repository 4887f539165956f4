import { readFile } from 'node:fs/promises';
import { addDays } from '@/modules/venues/business-day';
import { judge, SIZES } from '../support/judge';
import { expectLive } from '../support/reservas-page';
import { expect, test } from '../support/screens';

// A server of its own: what it brings in and takes back is this test's.
test.use({ serverEnv: {} });
test.describe.configure({ timeout: 300_000 });

const GUESTS = 130;

test('a day leaves as files that say what the list says', async ({ openAs, api }) => {
  const host = await api('host');
  await host.createWithPass({ customerName: '=cmd()', notes: 'dos\nlíneas', customerPhone: '+593987654321' });
  const { day, reservations } = await host.list();
  const { page } = await openAs('host', '/reservas');
  await expectLive(page);
  const take = async (item: string) => {
    await page.getByRole('button', { name: 'Archivos del día' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: item }).click();
    const file = await download;
    return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
  };
  const csv = await take('Descargar CSV');
  expect(csv.name).toBe(`terraza-${day}.csv`);
  const text = csv.bytes.toString();
  for (const { code, customerName, guestCount } of reservations) {
    const line = text.split('\r\n').find((each) => each.endsWith(`,${code}`));
    expect(line, code).toContain(`,${guestCount},`);
    if (!/[=",]/.test(customerName)) expect(line).toContain(`,${customerName},`);
  }
  expect(text).toContain(",'=cmd(),");
  expect(text.split('\r\n').filter(Boolean)).toHaveLength(reservations.length + 1);
  expect((await take('Descargar Excel')).bytes.subarray(0, 2).toString()).toBe('PK');
  expect((await take('Descargar PDF')).bytes.subarray(0, 5).toString()).toBe('%PDF-');
  await expect(page, 'the list stays').toHaveURL(/\/reservas/);
});

test('a phone takes the same files', async ({ openAs, api, t }) => {
  const { day } = await (await api('host')).list();
  const { page } = await openAs('host', '/reservas', { viewport: SIZES.phone, hasTouch: true });
  await expectLive(page);
  const menu = page.getByRole('button', { name: t('files.menu.label') });
  for (const format of ['csv', 'xlsx', 'pdf'] as const) {
    await menu.click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: t(`files.menu.${format}`) }).click();
    expect((await download).suggestedFilename()).toBe(`terraza-${day}.${format}`);
  }
  await menu.click();
  await judge(page, 'lista-archivos', ['phone']);
});

test('a file is looked at, brought in and taken back', async ({ openAs, api, t }) => {
  const host = await api('host');
  const { day } = await host.list();
  const tomorrow = addDays(day, 1);
  const date = tomorrow.split('-').reverse().join('/');
  const lines = Array.from(
    { length: GUESTS },
    (_, i) => `${date};20:${i % 2 ? '00' : '30'};Importada ${i};${2 + (i % 5)};`,
  );
  const file = (rows: readonly string[], head = 'Fecha;Hora;Cliente;Pax;Móvil') => ({
    ...{ name: 'reservas de antes.csv', mimeType: 'text/csv' },
    buffer: Buffer.from([head, ...rows].join('\r\n'), 'latin1'),
  });
  const before = (await host.list(tomorrow)).reservations.length;
  const { page } = await openAs('host', '/reservas/importar');
  const input = page.getByLabel(t('files.import.choose.label'), { exact: true }).and(page.locator('input'));
  await expect(page.getByText(t('files.import.empty'))).toBeVisible();
  await judge(page, 'importar');

  await input.setInputFiles({
    name: 'foto.png',
    mimeType: 'image/png',
    buffer: Buffer.from('89504e470d0a1a0a00', 'hex'),
  });
  await expect(page.getByRole('main').getByRole('alert')).toHaveText(t('files.import.refused.unreadable'));
  await input.setInputFiles(file(lines, 'uno;dos;tres;cuatro;cinco'));
  await expect(page.getByText(t('files.import.columns.needed')).first()).toBeVisible();
  await judge(page, 'importar-columnas');
  await page.getByRole('button', { name: t('files.import.looked.other') }).click();

  await input.setInputFiles(
    file([...lines, lines[0] ?? '', `${date};21:00;Sin teléfono;2;12`, '01/01/2020;21:00;Vieja;2;']),
  );
  const begin = page.getByRole('button', { name: `Importar ${GUESTS} reservas` });
  await expect(begin).toBeVisible();
  expect((await host.list(tomorrow)).reservations, 'nothing is written yet').toHaveLength(before);
  const fates = page.getByTestId('fates').getByRole('listitem');
  expect(await fates.count(), 'of many rows only those in view are in the page').toBeLessThan(GUESTS);
  await judge(page, 'importar-filas');
  await page.getByRole('radio', { name: 'Con error 1' }).check();
  await expect(fates).toHaveCount(1);
  await expect(fates).toContainText('Teléfono: ese número no existe');
  await judge(page, 'importar-error');

  await begin.click();
  const row = page.getByTestId('imports').getByRole('listitem').first();
  await expect(row).toContainText(`${GUESTS} reservas creadas`, { timeout: 120_000 });
  await expect(row).toContainText('1 ya estaban');
  expect((await host.list(tomorrow)).reservations).toHaveLength(before + GUESTS);
  await judge(page, 'importar-hecho');

  const [changed] = (await host.list(tomorrow)).reservations.filter(
    ({ customerName }) => customerName === 'Importada 3',
  );
  await host.ok('PUT', `/api/reservas/${changed?.id}?businessId=${host.businessId}`, { notes: 'ventana' });
  await row.getByRole('button', { name: t('files.import.row.undo') }).click();
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: t('files.import.row.undo') })
    .click();
  await expect(row).toContainText(`Deshecha: ${GUESTS - 1} reservas quitadas. Se queda 1`, { timeout: 120_000 });
  await expect(row.getByRole('link')).toContainText(/Importada 3/);
  const left = (await host.list(tomorrow)).reservations;
  expect(left.filter(({ customerName }) => customerName.startsWith('Importada')).map(({ id }) => id)).toEqual([
    changed?.id,
  ]);
  await judge(page, 'importar-deshecho');
});

test('a row gets the table that it names, or is told why not before it is brought in', async ({ openAs, api, t }) => {
  const owner = await api('owner');
  const by = `?businessId=${owner.businessId}`;
  const { table } = await owner.ok<{ table: { id: string } }>('POST', `/api/mesas${by}`, {
    ...{ name: 'Importada 1', maxSeats: 4 },
  });
  const hours = { opensAt: '19:00', lastSeatingAt: '23:00', closesAt: '01:00', stepMinutes: 30 };
  await owner.ok('POST', `/api/servicios${by}`, { name: 'Cena de importar', ...hours });
  const day = addDays((await owner.list()).day, 2);
  const lines = ['Con Mesa;importada 1', 'Sin Mesa;importada 1', 'Otra Mesa;junto al piano'];
  const rows = ['fecha;hora;nombre;pax;mesa', ...lines.map((line) => `${day};21:00;${line.replace(';', ';2;')}`)];
  const { page } = await openAs('host', '/reservas/importar');
  const input = page.getByLabel(t('files.import.choose.label'), { exact: true }).and(page.locator('input'));
  await input.setInputFiles({ name: 'mesas.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) });
  const fates = page.getByTestId('fates').getByRole('listitem');
  await expect(fates.nth(0)).toContainText(t('files.import.tables.given'));
  await expect(fates.nth(1)).toContainText(t('files.import.tables.taken'));
  await expect(fates.nth(2)).toContainText(t('files.import.tables.unknown'));
  await page.getByRole('button', { name: t('files.import.looked.begin', { count: 3 }) }).click();
  const row = page.getByTestId('imports').getByRole('listitem').first();
  await expect(row).toContainText(t('files.import.row.states.DONE', { created: 3 }), { timeout: 60_000 });
  const seats = (await owner.list(day)).reservations.map(({ customerName, tableIds, tableName }) => [
    ...[customerName, tableIds, tableName],
  ]);
  expect(seats).toEqual(
    expect.arrayContaining([
      ['Con Mesa', [table.id], 'Importada 1'],
      ['Sin Mesa', null, 'importada 1'],
      ['Otra Mesa', null, 'junto al piano'],
    ]),
  );
});
