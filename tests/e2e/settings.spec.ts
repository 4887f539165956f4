import { judge } from '../support/judge';
import { expectLive } from '../support/reservas-page';
import { expect, test } from '../support/screens';

// A server of its own: it ends with another venue.
test.use({ serverEnv: {} });

const AT_ONCE = { timeout: 5_000 };

test('an owner changes the settings, told what it does, and every screen of the venue follows', async ({
  openAs,
  api,
  t,
}) => {
  const people = await api('host');
  const { reservation, qrCode } = await people.createWithPass({ customerName: 'Pilar Vega Ruiz', guestCount: 6 });
  const { page: host } = await openAs('host', '/reservas');
  await expectLive(host);
  const { page: door } = await openAs('door', '/puerta');
  await expect(door.getByTestId('inside-count')).not.toHaveText('–');
  const { page: manager } = await openAs('manager', '/ajustes');
  await expect(manager.getByText(t('settings.readOnly'))).toBeVisible();
  await expect(manager.getByLabel(t('settings.capacity'))).toBeDisabled();

  const { page: owner } = await openAs('owner', '/reservas');
  await owner.getByRole('button', { name: /^(Tu cuenta|Your account)/ }).click();
  await owner.getByRole('menuitem', { name: t('people.shell.ajustes') }).click();
  await expect(owner.getByRole('heading', { level: 1 })).toHaveText(t('settings.title'));
  await owner.getByLabel(t('puerta.setup.venueName')).fill('Terraza del Sol');
  await owner.getByLabel(t('settings.capacity')).fill('1');
  await owner.getByRole('button', { name: t('settings.save') }).click();
  const asked = owner.getByRole('alertdialog');
  await expect(asked.getByTestId('effects').getByRole('listitem')).not.toHaveCount(0);
  await asked.getByRole('button', { name: t('settings.review.confirm') }).click();
  await expect(owner.getByText(t('settings.saved'))).toBeVisible();

  const tooMany = /1$/;
  await expect(host.getByTestId('stat-planned')).toHaveText(tooMany, AT_ONCE);
  await expect(host.getByRole('banner')).toContainText('Terraza del Sol', AT_ONCE);
  await expect(door.locator('header')).toContainText('Terraza del Sol', AT_ONCE);
  await expect(manager.getByLabel(t('settings.capacity'))).toHaveValue('1', AT_ONCE);

  // A colour that is hard to see, then the nearest one, and a logo: the guest's pass shows both.
  await owner.getByLabel(t('settings.brand.accent'), { exact: true }).fill('#ffd400');
  await owner.getByRole('button', { name: /#[0-9a-f]{6}$/ }).click();
  await owner.getByLabel(t('settings.brand.logo'), { exact: true }).setInputFiles('public/icon-512.png');
  await expect(owner.getByTestId('pass-preview').getByRole('presentation')).toBeVisible();
  await owner.getByRole('button', { name: t('settings.save') }).click();
  await expect(owner.getByRole('button', { name: t('settings.save') })).toBeDisabled();
  const { page: guest } = await openAs(null, `/pase/${qrCode}`);
  await expect(guest.getByRole('heading', { name: 'Terraza del Sol' })).toBeVisible();
  const picture = guest.locator('img[src^="/api/logos/"]');
  expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
  await judge(guest, 'pase-marca');

  // Another zone: the reservation keeps its time on the clock, on the open list too.
  const card = host.getByText('Pilar Vega Ruiz').first();
  await expect(card).toBeVisible();
  const before = await people.call('GET', `/api/reservas/${reservation.id}?businessId=${people.businessId}`);
  const zone = owner.getByLabel(t('puerta.setup.timeZone'));
  await zone.fill('Bogota');
  await owner.getByRole('option', { name: 'America/Bogota' }).click();
  await owner.getByRole('button', { name: t('settings.save') }).click();
  await expect(asked.getByTestId('effects')).toBeVisible();
  await judge(owner, 'ajustes-efectos');
  await asked.getByRole('button', { name: t('settings.review.confirm') }).click();
  await expect(asked).toBeHidden();
  const after = await people.call('GET', `/api/reservas/${reservation.id}?businessId=${people.businessId}`);
  expect(after.body.reservation, 'the clocks of both zones agree').toEqual(before.body.reservation);
  await judge(owner, 'ajustes');

  await owner.getByRole('button', { name: t('settings.another.open') }).click();
  await owner.getByRole('dialog').getByLabel(t('puerta.setup.venueName')).fill('Bodega Ñandú');
  await owner
    .getByRole('dialog')
    .getByRole('button', { name: t('settings.another.submit') })
    .click();
  await expect(owner).toHaveURL(/\/reservas\?local=bodega-nandu/);
  await owner.getByRole('button', { name: /Bodega Ñandú/ }).click();
  await expect(owner.getByRole('menuitemradio', { name: 'Terraza del Sol' })).toBeVisible();
});

test('an operator suspends a venue: its screens say so at once, until it is restored', async ({ openAs, t }) => {
  const { page: host } = await openAs('host', '/reservas');
  await expectLive(host);
  const { page: operator } = await openAs('operator', '/monitor');
  const row = operator.getByTestId('operated-venues').getByRole('listitem').filter({ hasText: 'Terraza' });
  await judge(operator, 'locales');
  await row.getByRole('button', { name: t('monitor.operated.suspend') }).click();
  const asked = operator.getByRole('alertdialog');
  await asked.getByRole('button', { name: t('monitor.operated.suspend') }).click();
  await expect(row).toContainText(t('monitor.operated.suspended'));
  await expect(host.getByTestId('suspended')).toBeVisible(AT_ONCE);
  await judge(host, 'suspendido');
  await row.getByRole('button', { name: t('monitor.operated.restore') }).click();
  await expect(row.getByRole('button', { name: t('monitor.operated.suspend') })).toBeVisible();
  await host
    .getByRole('button')
    .filter({ hasText: t('common.reloadShort') })
    .click();
  await expectLive(host);
});
