import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import type { Api } from '../support/api';
import { installCamera, showCode } from '../support/canvas-camera';
import { expectLive } from '../support/reservas-page';
import { expect, test } from '../support/screens';

test.describe.configure({ mode: 'parallel', timeout: 240_000 });
// A server of its own: the figures of the night are nobody else's.
test.use({ serverEnv: {} });

const PHONE = { viewport: { width: 390, height: 844 } };

interface Paired {
  readonly id: string;
  /** Of the page that pairs the phone. */
  readonly path: string;
}

async function makeGate(owner: Api, name: string): Promise<string> {
  const { gate } = await owner.ok<{ gate: { id: string } }>('POST', `/api/puertas?businessId=${owner.businessId}`, {
    ...{ name, direction: 'BOTH' },
  });
  return gate.id;
}

async function makePhone(owner: Api, name: string, gateId: string): Promise<Paired> {
  const { id, pairUrl } = await owner.ok<{ id: string; pairUrl: string }>(
    'POST',
    `/api/puerta/dispositivos?businessId=${owner.businessId}`,
    { name, profile: 'SCAN_LIST', gateIds: [gateId] },
  );
  return { id, path: `/vincular${new URL(pairUrl).hash}` };
}

const insideOf = async (page: Page) => Number(await page.getByTestId('tonight-inside').innerText());
const incidentOf = (page: Page, name: string) => page.getByTestId('tonight-incident').filter({ hasText: name });

test('a manager follows a gate, an offline phone’s contradiction, and another manager’s decision', async ({
  openAs,
  api,
  t,
}) => {
  const [owner, host] = [await api('owner'), await api('host')];
  const north = await makeGate(owner, 'Norte de noche');
  const made = await makePhone(owner, 'Teléfono norte', north);
  const make = (customerName: string, guestCount: number) => host.createWithPass({ customerName, guestCount });
  const [party, cancelled] = [await make('Rosa Puntual', 3), await make('Gael Cancelado', 2)];

  const { page: manager } = await openAs('manager', '/esta-noche');
  await expectLive(manager);
  await expect(manager.getByTestId('tonight-incidents')).toContainText(t('tonight.incidents.none'));
  const { context, page: phone } = await openAs(null, made.path, PHONE, installCamera);
  await expect(phone).toHaveURL(/\/puerta$/);
  await expectLive(phone);
  const before = await insideOf(manager);
  const phoneRow = manager.getByTestId('tonight-phone').filter({ hasText: 'Teléfono norte' });
  await expect(phoneRow).toContainText(t('devices.state.present'));

  await showCode(phone, party.qrCode);
  await phone.getByRole('button', { name: 'Entran 3' }).click();
  await expect(manager.getByTestId('tonight-inside')).toHaveText(String(before + 3));
  const gate = manager.getByTestId('tonight-gate').filter({ hasText: 'Norte de noche' });
  await expect(gate).toContainText(/Entraron\s*3/);
  await expect(gate).toContainText('Teléfono norte');
  await expect(manager.getByTestId('tonight-curve-summary')).toContainText(new RegExp(`^Ahora ${before + 3} dentro`));
  await phone.getByRole('button', { name: 'Siguiente' }).click();
  await showCode(phone, null);

  await context.setOffline(true);
  await showCode(phone, cancelled.qrCode);
  await phone.getByRole('button', { name: 'Entran 2' }).click();
  await expect(phone.getByTestId('scan-result').getByTestId('by-phone')).toBeVisible();
  await host.ok('POST', `/api/reservas/${cancelled.reservation.id}/estado?businessId=${host.businessId}`, {
    status: 'CANCELLED',
  });
  await showCode(phone, null);
  await phone.getByRole('button', { name: 'Siguiente' }).click();
  await expect(phone.getByTestId('door-incidents')).toHaveCount(0);
  await context.setOffline(false);

  const incident = incidentOf(manager, 'Gael Cancelado');
  await expect(incident, 'while the screen is open').toBeVisible({ timeout: 60_000 });
  await expect(incident).toContainText('Norte de noche');
  await expect(incident).toContainText('Teléfono norte');
  await expect(manager.getByTestId('tonight-inside')).toHaveText(String(before + 5));
  const mark = phone.getByTestId('door-incidents');
  await expect(mark).toContainText('1 incidencia por decidir');
  // The phone tells its own person, too, that the reservation had been cancelled.
  await expect(phone.getByTestId('scan-result')).toHaveAttribute('data-result', 'warning');
  await phone.getByRole('button', { name: 'Siguiente' }).click();

  const { page: other } = await openAs('owner', '/esta-noche', PHONE);
  await incidentOf(other, 'Gael Cancelado')
    .getByRole('button', { name: /^Decidir/ })
    .click();
  await expect(other.getByRole('dialog')).toBeVisible();

  await incident.getByRole('button', { name: /^Decidir/ }).click();
  const sheet = manager.getByRole('dialog');
  const submit = sheet.getByRole('button', { name: t('tonight.incidents.submit') });
  await submit.click();
  await expect(sheet.getByText(t('tonight.incidents.choiceMissing'))).toBeVisible();
  await expect(sheet.getByText(t('tonight.incidents.reasonMissing'))).toBeVisible();
  await sheet.getByRole('radio', { name: new RegExp(t('tonight.incidents.choices.CORRECTED')) }).check();
  await sheet.getByLabel(t('tonight.incidents.reason')).fill('Se fueron enseguida');
  await submit.click();
  await expect(sheet).toBeHidden();
  await expect(incident).toBeHidden();
  await expect(manager.getByTestId('tonight-inside')).toHaveText(String(before + 3));
  const decided = manager.getByTestId('tonight-decided');
  await manager.getByTestId('tonight-incidents').locator('summary').click();
  await expect(decided).toContainText('Marcos Villacís');
  await expect(decided).toContainText('Se fueron enseguida');

  await expect(other.getByTestId('tonight-conflict'), 'the sheet that is open').toContainText('Marcos Villacís');
  await other
    .getByRole('dialog')
    .getByRole('button', { name: t('common.close') })
    .last()
    .click();
  await expect(incidentOf(other, 'Gael Cancelado')).toHaveCount(0);
  await mark.locator('summary').click();
  await expect(mark).toContainText(t('incidents.state.CORRECTED'));
});

test('a decision that comes second shows whose was first, and changes nothing', async ({ openAs, api, t }) => {
  const [owner, host, foreign] = [await api('owner'), await api('host'), await api('foreign')];
  const { qrCode } = await foreign.createWithPass({ customerName: 'De Otra Casa' });
  await host.ok('POST', `/api/puerta/sync?businessId=${host.businessId}`, {
    ...{ deviceId: `phone-${randomUUID()}`, sentAt: new Date().toISOString() },
    entries: [
      {
        ...{ nonce: randomUUID(), delta: 2, flow: 'IN', kind: 'FIRST', basis: 'SIGNATURE', token: qrCode },
        at: new Date().toISOString(),
      },
    ],
  });
  const { page } = await openAs('manager', '/esta-noche', PHONE);
  await expectLive(page);
  const before = await insideOf(page);
  const open = page.locator('[data-testid=tonight-incident][data-kind=UNKNOWN_PASS_ENTERED]').first();
  await open.getByRole('button', { name: /^Decidir/ }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('radio', { name: new RegExp(t('tonight.incidents.choices.ACCEPTED')) }).check();
  await sheet.getByLabel(t('tonight.incidents.reason')).fill('Los conozco');
  await page.route(/\/api\/incidencias\//, async (route) => {
    // Somebody else is quicker, while this one is on its way.
    const path = new URL(route.request().url()).pathname;
    await owner.ok('POST', path, { businessId: owner.businessId, resolution: 'DISCARDED', reason: 'Era un ensayo' });
    await route.continue();
  });
  await sheet.getByRole('button', { name: t('tonight.incidents.submit') }).click();
  await expect(page.getByTestId('tonight-conflict')).toContainText('Elena Cordero');
  await expect(sheet).toContainText('Era un ensayo');
  await expect(sheet.getByRole('radio')).toHaveCount(0);
  expect(await insideOf(page)).toBe(before);
});

test('who may not manage phones does not ask for them, the door is kept out, and a house without gates says so', async ({
  openAs,
  t,
}) => {
  const { page: host, watch } = await openAs('host', '/reservas');
  await host.getByRole('button', { name: t('people.shell.account', { name: 'Sara Benítez' }) }).click();
  await host.getByRole('menuitem', { name: t('people.shell.esta-noche') }).click();
  await expect(host).toHaveURL(/\/esta-noche/);
  await expectLive(host);
  await expect(host.getByTestId('tonight-gates')).toBeVisible();
  await expect(host.getByTestId('tonight-phones')).toHaveCount(0);
  expect(watch.requests.filter((request) => request.includes('dispositivos'))).toEqual([]);

  const { page: door } = await openAs('door', '/esta-noche');
  await expect(door.getByTestId('tonight-figure')).toHaveCount(0);

  const { page: foreign } = await openAs('foreign', '/esta-noche', PHONE);
  await expectLive(foreign);
  await expect(foreign.getByText(t('tonight.gates.none'))).toBeVisible();
  await expect(foreign.getByText(t('tonight.phones.none'))).toBeVisible();
  await expect(foreign.getByText(t('tonight.incidents.none'))).toBeVisible();
  await foreign.setViewportSize({ width: 320, height: 640 });
  expect(await foreign.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});
