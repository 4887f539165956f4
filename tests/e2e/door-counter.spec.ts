import type { Page } from '@playwright/test';
import type { Gate } from '@/modules/gates/wire';
import type { Api } from '../support/api';
import { installCamera, showCode } from '../support/canvas-camera';
import { judge, SIZES } from '../support/judge';
import { expectLive } from '../support/reservas-page';
import { expect, test } from '../support/screens';

// A server of its own: gates, categories and limits of the venue change.
test.use({ serverEnv: {} });
test.describe.configure({ mode: 'default', timeout: 240_000 });

const PHONE = { viewport: SIZES.phone };
const AT_ONCE = { timeout: 10_000 };

const change = (owner: Api, settings: object) => owner.ok('PUT', `/api/local?businessId=${owner.businessId}`, settings);
const addGate = async (owner: Api, name: string, direction: Gate['direction'] = 'BOTH') =>
  (await owner.ok<{ gate: Gate }>('POST', '/api/puertas', { businessId: owner.businessId, name, direction })).gate;
const putGate = (owner: Api, { id }: Gate, active: boolean) =>
  owner.ok('PUT', `/api/puertas/${id}`, { businessId: owner.businessId, active });
const insideOf = async (api: Api) =>
  (await api.ok<{ inside: number }>('GET', `/api/ocupacion?businessId=${api.businessId}`)).inside;
const expectInside = (page: Page, people: number) =>
  expect(page.getByTestId('inside-count')).toHaveText(String(people), AT_ONCE);

test('what one door counts is on the other one, each at its gate, and can be taken back', async ({
  openAs,
  api,
  t,
}) => {
  const [owner, host] = [await api('owner'), await api('host')];
  await change(owner, { walkInCategories: ['Lista', 'Cena'] });
  const [north, south] = [await addGate(owner, 'Norte'), await addGate(owner, 'Sur', 'OUT')];
  const before = await insideOf(host);

  // Several gates: asked once, and remembered.
  const { page } = await openAs('door', '/puerta', PHONE, installCamera);
  const question = page.getByTestId('gate-sheet');
  await expect(question).toBeVisible();
  await judge(page, 'puerta-elegir-puerta');
  await page.setViewportSize(SIZES.phone);
  await question.getByRole('button', { name: 'Norte' }).click();
  await expect(page.getByTestId('gate')).toHaveText('Norte');
  await page.reload();
  await expectLive(page);
  await expect(page.getByTestId('gate')).toHaveText('Norte');
  await expect(question).toBeHidden();

  const { page: other } = await openAs('host', '/puerta', PHONE, installCamera);
  await other.getByTestId('gate-sheet').getByRole('button', { name: 'Sur' }).click();
  await expectInside(other, before);
  // Nobody comes in at a gate for exits.
  await expect(other.getByRole('button', { name: t('puerta.mode.ask') })).toHaveCount(0);

  await page.getByRole('button', { name: t('puerta.counter.open'), exact: true }).click();
  const counter = page.getByTestId('counter');
  await counter.getByRole('radio', { name: 'Lista' }).check();
  await counter.getByRole('button', { name: t('puerta.counter.enter', { count: 5 }) }).click();
  await counter.getByRole('button', { name: t('puerta.counter.enter', { count: 1 }) }).click();
  await expect(page.getByTestId('count')).toHaveCount(2);
  await expectInside(other, before + 6);
  await counter.getByRole('button', { name: t('puerta.counter.undoNamed', { what: '+1' }) }).click();
  await expectInside(other, before + 5);
  await expect(page.getByTestId('count').first()).toContainText(t('puerta.counter.undone'));
  await counter.getByRole('button', { name: t('puerta.counter.leave', { count: 1 }) }).click();
  await expectInside(other, before + 4);
  await judge(page, 'puerta-contador');
  await page.setViewportSize({ width: 320, height: 568 });
  const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
  expect(await fits()).toBe(true);
  await page.setViewportSize(SIZES.phone);
  await page.keyboard.press('Escape');
  const { byGate } = await host.ok<{ byGate: unknown[] }>('GET', `/api/ocupacion?businessId=${host.businessId}`);
  expect(byGate).toContainEqual({ gateId: north.id, entered: 5, left: 1 });

  // A party leaves by its pass, in part, and comes back.
  const { qrCode } = await host.createWithPass({ customerName: 'Nora Salas', guestCount: 3 });
  await host.scan(qrCode, 'nora-arrives', 3);
  await expectInside(other, before + 7);
  await page.getByRole('button', { name: t('puerta.mode.exit'), exact: true }).click();
  await judge(page, 'puerta-salida');
  await page.setViewportSize(SIZES.phone);
  await showCode(page, qrCode);
  const leaving = page.getByTestId('exit-sheet');
  await expect(leaving).toBeVisible({ timeout: 30_000 });
  await leaving.getByRole('button', { name: t('puerta.party.some', { count: 2 }) }).click();
  await judge(page, 'puerta-salen');
  await page.getByRole('button', { name: t('puerta.exit.confirm', { count: 2 }) }).click();
  await expect(page.getByTestId('exit-result')).toHaveAttribute('data-result', 'left');
  await showCode(page, null);
  await expectInside(other, before + 5);
  await judge(page, 'puerta-salieron');
  await page.setViewportSize(SIZES.phone);
  await page.getByRole('button', { name: t('puerta.result.next') }).click();
  await page.getByRole('button', { name: t('puerta.mode.ask'), exact: true }).click();
  // It may have been out of view for a moment only.
  await page.getByRole('button', { name: t('puerta.camera.again') }).click();
  await showCode(page, qrCode);
  await expect(page.getByTestId('party-sheet')).toContainText(t('puerta.party.outside', { count: 2 }), {
    timeout: 30_000,
  });
  await judge(page, 'puerta-vuelven');
  await page.getByRole('button', { name: t('puerta.party.confirmBack', { count: 2 }) }).click();
  const back = page.getByTestId('scan-result');
  await expect(back).toContainText(t('puerta.result.backBody', { count: 2 }));
  await showCode(page, null);
  await expectInside(other, before + 7);
  await judge(page, 'puerta-de-vuelta');
  await page.setViewportSize(SIZES.phone);
  await page.getByRole('button', { name: t('puerta.result.next') }).click();

  // The gate of a device goes out of use: it is told, and the other one takes its place.
  await putGate(owner, north, false);
  await expect(page.getByTestId('gate-lost')).toContainText('Norte', AT_ONCE);
  await expect(page.getByTestId('gate')).toHaveText('Sur');
  await putGate(owner, south, false);
  await expect(page.getByTestId('gate')).toHaveCount(0);
});

test('a full venue says so before and at the limit, and lets in whom a host answers for', async ({
  openAs,
  api,
  t,
}) => {
  const [owner, host] = [await api('owner'), await api('host')];
  const { page } = await openAs('door', '/puerta', PHONE, installCamera);
  const { page: hosts } = await openAs('host', '/puerta', PHONE, installCamera);
  await expectLive(page);
  const before = await insideOf(host);
  await change(owner, { capacity: before + 20, occupancyPolicy: 'BLOCK' });
  const room = page.getByTestId('room');
  const click = async (screen: Page, count: number) => {
    await screen.getByRole('button', { name: t('puerta.counter.open'), exact: true }).click();
    await screen.getByRole('button', { name: t('puerta.counter.enter', { count }) }).click();
  };
  await expect(room).toHaveAttribute('data-level', /^(0|80)$/, AT_ONCE);
  await owner.ok('POST', '/api/sin-reserva', { businessId: owner.businessId, delta: 18, nonce: 'before-the-limit' });
  await expect(room).toHaveAttribute('data-level', '90', AT_ONCE);
  await judge(page, 'puerta-casi-lleno');
  await page.setViewportSize(SIZES.phone);

  await click(page, 5);
  const full = page.getByTestId('venue-full');
  await expect(full).toContainText(t('puerta.full.figure', { inside: before + 18, capacity: before + 20 }));
  await expect(full).toContainText(t('puerta.full.needsManager'));
  await expect(full.getByRole('button', { name: t('puerta.full.force') })).toHaveCount(0);
  await judge(page, 'puerta-local-lleno');
  await page.setViewportSize(SIZES.phone);
  await full.getByRole('button', { name: t('puerta.result.next') }).click();
  await expect(page.getByTestId('count')).toHaveAttribute('data-state', 'refused');
  await page.keyboard.press('Escape');

  await click(hosts, 5);
  await hosts
    .getByTestId('venue-full')
    .getByRole('button', { name: t('puerta.full.force') })
    .click();
  await hosts.getByRole('button', { name: t('puerta.full.confirm', { count: 5 }) }).click();
  await expect(hosts.getByTestId('override-sheet')).toContainText(t('puerta.full.reasonMissing'));
  await hosts.getByRole('button', { name: t('puerta.full.usual.house') }).click();
  await judge(hosts, 'puerta-dejar-pasar');
  await hosts.setViewportSize(SIZES.phone);
  await hosts.getByRole('button', { name: t('puerta.full.confirm', { count: 5 }) }).click();
  await expectInside(page, before + 23);
  await expect(room).toHaveAttribute('data-level', '100');
  await judge(page, 'puerta-lleno');
  await page.setViewportSize(SIZES.phone);
  await hosts.keyboard.press('Escape');

  // The same by a pass.
  const { qrCode } = await host.createWithPass({ customerName: 'Iris Prado', guestCount: 2 });
  await showCode(hosts, qrCode);
  await hosts.getByRole('button', { name: t('puerta.party.confirm', { count: 2 }) }).click({ timeout: 30_000 });
  await expect(hosts.getByTestId('venue-full')).toContainText('Iris Prado');
  await showCode(hosts, null);
  await hosts.getByRole('button', { name: t('puerta.full.force') }).click();
  await hosts.getByLabel(t('puerta.full.reason')).fill('Mesa de la casa');
  await hosts.getByRole('button', { name: t('puerta.full.confirm', { count: 2 }) }).click();
  await expect(hosts.getByTestId('scan-result')).toHaveAttribute('data-result', 'ok');
  await expectInside(page, before + 25);
});

test('an owner names gates and categories, told what a limit does, and the doors follow', async ({
  openAs,
  api,
  t,
}) => {
  const owner = await api('owner');
  await change(owner, { capacity: null, occupancyPolicy: 'WARN', walkInCategories: [] });
  const { page: door } = await openAs('door', '/puerta', PHONE, installCamera);
  await expectLive(door);
  const { page } = await openAs('owner', '/ajustes');
  await page.getByRole('button', { name: t('settings.gates.add') }).click();
  await page.getByLabel(t('settings.gates.name'), { exact: true }).fill('Patio');
  await judge(page, 'ajustes-puerta-nueva', ['phone']);
  await page.getByRole('button', { name: t('settings.gates.save'), exact: true }).click();
  await expect(door.getByTestId('gate')).toHaveText('Patio', AT_ONCE);

  await page.getByRole('button', { name: t('settings.categories.add') }).click();
  await page.getByLabel(t('settings.categories.name', { place: 1 })).fill('Barra');
  await page.getByRole('button', { name: t('settings.categories.add') }).click();
  await page.getByLabel(t('settings.categories.name', { place: 2 })).fill('Lista');
  await page.getByRole('button', { name: t('settings.categories.up', { name: 'Lista' }) }).click();
  await page.getByLabel(t('settings.capacity')).fill('1');
  await page.getByLabel(t('settings.occupancyPolicy')).click();
  await page.getByRole('option', { name: t('settings.occupancyPolicies.BLOCK') }).click();
  await page.getByRole('button', { name: t('settings.save'), exact: true }).click();
  const inside = await insideOf(owner);
  const says = t('settings.effects.occupancyBlock', { inside, capacity: 1, full: 'yes' });
  await expect(page.getByTestId('effects')).toContainText(says);
  await judge(page, 'ajustes-limite');
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: t('settings.review.confirm') })
    .click();
  await expect(page.getByRole('alertdialog')).toBeHidden();
  await page.getByTestId('gates').scrollIntoViewIfNeeded();
  await judge(page, 'ajustes-puertas');
  await door.getByRole('button', { name: t('puerta.counter.open'), exact: true }).click();
  await expect(door.getByTestId('counter').getByRole('radio')).toHaveCount(3, AT_ONCE);
  await expect(door.getByTestId('counter')).toContainText(/Lista.*Barra/);

  await page.getByRole('button', { name: t('settings.gates.putOffNamed', { name: 'Patio' }) }).click();
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: t('settings.gates.putOff') })
    .click();
  await expect(door.getByTestId('gate')).toHaveCount(0, AT_ONCE);
});
