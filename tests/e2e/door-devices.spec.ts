import type { Page } from '@playwright/test';
import { installCamera, showCode } from '../support/canvas-camera';
import { judge } from '../support/judge';
import { expectLive } from '../support/reservas-page';
import { expect, test } from '../support/screens';
import type { Words } from '../support/words';

test.describe.configure({ mode: 'parallel', timeout: 180_000 });

const PHONE = { viewport: { width: 390, height: 844 } };
const LIST = '/api/puerta/dispositivos';

interface Pairing {
  readonly pairUrl: string;
  readonly pairCode: string;
}

/** The next pairing that the page gets. It is read on its way: the browser may drop the body of an answer at once. */
async function nextPairing(page: Page): Promise<{ readonly got: Promise<Pairing> }> {
  let tell = (_: Pairing) => {};
  const got = new Promise<Pairing>((resolve) => {
    tell = resolve;
  });
  const isList = (url: URL) => url.pathname.includes(LIST);
  await page.route(isList, async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    const response = await route.fetch();
    tell((await response.json()) as Pairing);
    await route.fulfill({ response });
    await page.unroute(isList);
  });
  return { got };
}

/** Adds a phone on the manager's screen, which shows how it is paired from then on. */
async function addPhone(
  page: Page,
  t: Words,
  name: string,
  profile: 'SCAN' | 'SCAN_LIST' | 'CLICKER',
): Promise<Pairing> {
  await page
    .getByRole('button', { name: t('devices.create') })
    .first()
    .click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('textbox', { name: t('devices.name') }).fill(name);
  await sheet.getByRole('radio', { name: new RegExp(t(`puerta.profiles.${profile}.name`)) }).check();
  const { got } = await nextPairing(page);
  await sheet.getByRole('button', { name: t('devices.submit') }).click();
  const pairing = await got;
  await expect(sheet.getByTestId('pair-code')).toHaveText(
    `${pairing.pairCode.slice(0, 4)} ${pairing.pairCode.slice(4)}`,
  );
  return pairing;
}

const hashOf = ({ pairUrl }: Pairing) => `/vincular${new URL(pairUrl).hash}`;
const rowOf = (page: Page, name: string) => page.getByTestId('device').filter({ hasText: name });

test('a phone is paired by its address, scans under its own name, and is ended within seconds', async ({
  openAs,
  api,
  t,
}) => {
  const host = await api('host');
  const { reservation, qrCode } = await host.createWithPass({ customerName: 'Berta Vínculo', guestCount: 3 });
  const { page: manager } = await openAs('manager', '/dispositivos');
  const pairing = await addPhone(manager, t, 'Puerta norte', 'SCAN_LIST');
  const { page: phone } = await openAs(null, hashOf(pairing), PHONE, installCamera);
  await expect(phone).toHaveURL(/\/puerta$/);
  await expect(phone.getByTestId('device-line')).toContainText('Puerta norte');
  await expect(manager.getByRole('dialog'), 'it closes by itself').toBeHidden();
  await expect(rowOf(manager, 'Puerta norte')).toContainText(t('devices.state.present'));
  await expectLive(phone);

  await showCode(phone, qrCode);
  await phone.getByRole('button', { name: 'Entran 3' }).click();
  await expect(phone.getByTestId('scan-result')).toBeVisible();
  const { entries } = await host.ok<{ entries: unknown[] }>(
    'GET',
    `/api/reservas/${reservation.id}/historial?businessId=${host.businessId}`,
  );
  expect(JSON.stringify(entries)).toContain('Puerta norte');

  // No other page of the product is the phone's.
  await phone.goto('/ajustes');
  await expect(phone).toHaveURL(/\/puerta$/);
  await expectLive(phone);

  await rowOf(manager, 'Puerta norte')
    .getByRole('button', { name: t('devices.revokeNamed', { name: 'Puerta norte' }) })
    .click();
  await manager
    .getByRole('alertdialog')
    .getByRole('button', { name: t('devices.revoke') })
    .click();
  await expect(phone, 'while it is open').toHaveURL(/\/vincular$/, { timeout: 10_000 });
  await expect(phone.getByText(t('people.pair.ended'))).toBeVisible();
  await expect(rowOf(manager, 'Puerta norte')).toBeHidden();
  await judge(phone, 'vincular-retirado');
});

test('a phone is paired by its letters, once, and sees what its profile names', async ({ openAs, api, t }) => {
  const host = await api('host');
  const { qrCode } = await host.createWithPass({ customerName: 'Celia Letras', guestCount: 1 });
  const { page: manager } = await openAs('manager', '/dispositivos');
  const pairing = await addPhone(manager, t, 'Puerta sur', 'SCAN');
  await judge(manager, 'dispositivos-vincular');
  const { page: phone } = await openAs(null, '/vincular', PHONE, installCamera);
  await judge(phone, 'vincular');
  await phone.setViewportSize(PHONE.viewport);
  const submit = phone.getByRole('button', { name: t('people.pair.submit') });
  await submit.click();
  await expect(phone.getByText(t('people.pair.codeMissing'))).toBeVisible();
  await phone.getByLabel(t('people.pair.code')).fill('ABCD EFGH');
  await submit.click();
  await expect(phone.getByRole('alert').filter({ hasText: t('people.pair.failed.unknown') })).toBeVisible();
  await judge(phone, 'vincular-desconocido');
  await phone.setViewportSize(PHONE.viewport);
  await phone.getByLabel(t('people.pair.code')).fill(pairing.pairCode.toLowerCase());
  await submit.click();
  await expect(phone).toHaveURL(/\/puerta$/);
  await expect(phone.getByTestId('device-line')).toContainText(t('puerta.profiles.SCAN.name'));
  await expect(phone.getByRole('button', { name: 'Buscar por nombre' })).toBeHidden();

  const { page: second } = await openAs(null, hashOf(pairing), PHONE);
  await expect(second.getByRole('alert').filter({ hasText: t('people.pair.failed.used') })).toBeVisible();
  expect(new URL(second.url()).hash, 'the address keeps nothing').toBe('');

  await showCode(phone, qrCode);
  await expect(phone.getByTestId('scan-result')).toBeVisible();
  await phone.getByRole('button', { name: 'Siguiente' }).click();
  await judge(phone, 'puerta-telefono-escanear');
  await phone.setViewportSize({ width: 320, height: 640 });
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await phone.getByRole('button', { name: t('puerta.device.menu', { name: 'Puerta sur' }) }).click();
  await expect(phone.getByText(t('puerta.device.paired'))).toBeVisible();
  await judge(phone, 'puerta-telefono-menu');
});

test('the list of phones, empty and full, what is asked, and a phone that counts', async ({ openAs, t }) => {
  const { page: empty } = await openAs('foreign', '/dispositivos');
  await expect(empty.getByText(t('devices.empty'))).toBeVisible();
  await judge(empty, 'dispositivos-vacio');
  const { page: manager } = await openAs('owner', '/dispositivos');
  await manager
    .getByRole('button', { name: t('devices.create') })
    .first()
    .click();
  await expect(manager.getByRole('combobox', { name: t('devices.life') })).toBeVisible();
  await manager.getByRole('button', { name: t('devices.submit') }).click();
  await expect(manager.getByText(t('devices.nameMissing'))).toBeVisible();
  await judge(manager, 'dispositivos-crear');
  await manager.keyboard.press('Escape');
  const pairing = await addPhone(manager, t, 'Contador de la terraza', 'CLICKER');
  const { page: phone } = await openAs(null, hashOf(pairing), PHONE);
  await expect(phone.getByTestId('counter')).toBeVisible();
  await judge(phone, 'puerta-telefono-contador');
  await expect(manager.getByRole('dialog')).toBeHidden();
  await expect(rowOf(manager, 'Contador de la terraza')).toContainText(t('devices.state.present'));
  await judge(manager, 'dispositivos');
  await rowOf(manager, 'Contador de la terraza')
    .getByRole('button', { name: t('devices.editNamed', { name: 'Contador de la terraza' }) })
    .click();
  const sheet = manager.getByRole('dialog');
  await sheet.getByRole('textbox', { name: t('devices.name') }).fill('Contador del jardín');
  await sheet.getByRole('button', { name: t('devices.save') }).click();
  await expect(rowOf(manager, 'Contador del jardín')).toBeVisible();
  const { got } = await nextPairing(manager);
  await rowOf(manager, 'Contador del jardín')
    .getByRole('button', { name: t('devices.pairAgainNamed', { name: 'Contador del jardín' }) })
    .click();
  const next = await got;
  const { page: replacement } = await openAs(null, hashOf(next), PHONE);
  await expect(replacement.getByTestId('device-line')).toContainText('Contador del jardín');
  await expect(phone, 'the first phone is the device’s no more').toHaveURL(/\/vincular$/, { timeout: 10_000 });
});

test('who is signed in is asked before this browser becomes a phone of the door', async ({ openAs, t }) => {
  const { page: manager } = await openAs('manager', '/dispositivos');
  const pairing = await addPhone(manager, t, 'Tableta de la entrada', 'SCAN_LIST');
  const { page: tablet } = await openAs('door', hashOf(pairing));
  await expect(tablet.getByText(/mientras siga dentro/i)).toBeVisible();
  await judge(tablet, 'vincular-con-sesion');
  await tablet.getByRole('button', { name: t('people.pair.andSignOut') }).click();
  await expect(tablet).toHaveURL(/\/puerta$/);
  await expect(tablet.getByTestId('device-line')).toContainText('Tableta de la entrada');
});
