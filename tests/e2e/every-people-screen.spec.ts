import { readFile } from 'node:fs/promises';
import { judge, SIZES } from '../support/judge';
import { cardOf, expectLive } from '../support/reservas-page';
import { expect, test } from '../support/screens';

test.describe.configure({ mode: 'parallel', timeout: 240_000 });

const PASSWORD = 'una clave de equipo muy larga';

test('the team, its links, and the pages that they open', async ({ openAs, t }) => {
  const { page } = await openAs('owner', '/miembros');
  await expect(page.getByTestId('member')).not.toHaveCount(0);
  await judge(page, 'equipo');
  await page.getByRole('button', { name: t('members.invite') }).click();
  await judge(page, 'equipo-invitar');
  await page.getByRole('button', { name: t('members.makeLink') }).click();
  const link = new URL((await page.getByTestId('link').textContent()) ?? '').pathname;
  await expect(page.getByRole('img', { name: t('members.link.qr') })).toBeVisible();
  await judge(page, 'equipo-enlace');

  const { page: guest } = await openAs(null, link);
  await judge(guest, 'invitacion');
  await guest.getByLabel(t('people.join.name')).fill('Noemí Vaca');
  await guest.getByLabel(t('people.join.email')).fill(`noemi-${Date.now()}@equipo.test`);
  await guest.getByLabel(t('puerta.setup.password'), { exact: true }).fill(PASSWORD);
  await guest.getByRole('button', { name: t('people.join.submit') }).click();
  await expect(guest).toHaveURL(/\/reservas/);
  await guest.goto(link);
  await expect(guest.getByRole('heading', { name: t('people.join.closed.used.title') })).toBeVisible();
  await judge(guest, 'invitacion-usada');

  await page.keyboard.press('Escape');
  const row = page.getByTestId('member').filter({ hasText: 'Noemí Vaca' });
  await row.getByRole('button').click();
  await page.getByRole('menuitem', { name: t('members.recovery') }).click();
  const recovery = new URL((await page.getByTestId('link').textContent()) ?? '').pathname;
  const { page: forgetful } = await openAs(null, recovery);
  await expect(forgetful.getByRole('heading', { level: 1 })).toHaveText(t('people.recover.title'));
  await judge(forgetful, 'recuperar');
});

test('the change log, the API keys and the page about the API', async ({ openAs, t }) => {
  const { page } = await openAs('owner', '/rastro');
  await expect(page.getByTestId('entry')).not.toHaveCount(0);
  await expect(page.getByRole('combobox', { name: t('trail.filter.kind') })).toBeVisible();
  await judge(page, 'registro');
  await page.goto('/claves');
  await page.getByRole('button', { name: t('keys.create') }).click();
  await page.getByLabel(t('keys.name')).fill('Web del local');
  await page.getByRole('button', { name: t('keys.may.reservations.read'), exact: true }).click();
  await expect(page.getByRole('combobox', { name: t('keys.life') })).toBeVisible();
  await judge(page, 'clave-crear');
  await page
    .getByRole('button', { name: t('keys.submit') })
    .last()
    .click();
  await expect(page.getByTestId('token')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('key')).toContainText('Web del local');
  await judge(page, 'claves');
  await page.goto('/api/docs');
  await page.getByText('/api/reservas/{id}', { exact: true }).last().click();
  await judge(page, 'api');
});

test('what is held of a guest is found, handed over and erased, and an open list shows a dash at once', async ({
  openAs,
  api,
  t,
}) => {
  const host = await api('host');
  const guest = { customerName: 'Ximena Quiñónez', customerPhone: '+593987650077', notes: 'Sin frutos secos' };
  const { reservation } = await host.createWithPass(guest);
  const { page: list } = await openAs('host', '/reservas');
  await expectLive(list);
  await expect(cardOf(list, reservation.id)).toContainText('Ximena');
  const { page } = await openAs('owner', '/reservas', { viewport: SIZES.desktop });
  await cardOf(page, reservation.id).getByText('Ximena').first().click();
  await page.getByRole('link', { name: t('reservas.details.privacy') }).click();
  await expect(page.getByTestId('held')).toContainText('Ximena Quiñónez');
  await expect(page, 'the address tells nothing of whom was asked for').toHaveURL(/\/privacidad\?local=[\w-]+$/);
  await page.getByLabel(t('privacy.who')).fill('0987650077');
  await page.getByRole('button', { name: t('privacy.find') }).click();
  await expect(page.getByTestId('held')).toContainText('Ximena Quiñónez');
  await judge(page, 'privacidad');
  const handedOver = page.waitForEvent('download');
  await page.getByRole('button', { name: t('privacy.download') }).click();
  const file = await (await handedOver).path();
  expect(JSON.parse(await readFile(file, 'utf8')).reservations[0].reservation).toMatchObject(guest);
  await page.getByRole('button', { name: t('privacy.erase') }).click();
  await judge(page, 'privacidad-borrar');
  await page.getByRole('button', { name: t('privacy.eraseConfirm') }).click();
  await expect(page.getByTestId('held')).toBeHidden();
  await expect(cardOf(list, reservation.id)).not.toContainText('Ximena');
  await expect(cardOf(list, reservation.id)).toContainText('—');
});

test('the evidence of a night, and what is behind a figure', async ({ openAs, api, t }) => {
  const host = await api('host');
  const { businessId } = host;
  await host.ok('POST', '/api/sin-reserva', { businessId, delta: 4, nonce: 'evidencia-pantalla' });
  const now = new Date().toISOString();
  const entry = { nonce: 'evidencia-rara', flow: 'IN', kind: 'FIRST', basis: 'SIGNATURE', delta: 2, at: now };
  const entries = [{ ...entry, token: 'no es un pase' }];
  await host.ok('POST', '/api/puerta/sync', { businessId, deviceId: 'telefono-b', sentAt: now, entries });
  const { page } = await openAs('owner', '/evidencia');
  await expect(page.getByRole('slider')).toBeVisible();
  await judge(page, 'evidencia');
  await page.getByRole('slider').scrollIntoViewIfNeeded();
  await judge(page, 'evidencia-repetir');
  await page.getByTestId('figure-inside').click();
  await expect(page.getByTestId('entries').getByRole('listitem').first()).toBeVisible();
  await judge(page, 'evidencia-cifra');
  await page.getByRole('link', { name: t('evidence.back') }).click();
  await page.getByTestId('incident-kinds').getByRole('link').first().click();
  await expect(page.getByTestId('incidents')).toBeVisible();
  await judge(page, 'evidencia-incidencias');
});

test('one’s own account', async ({ openAs, t }) => {
  const { page } = await openAs('manager', '/cuenta');
  await expect(page.getByTestId('sessions')).toContainText(t('account.sessions.current'));
  await judge(page, 'cuenta');
});

test('what the list asks and tells: a walk-in, a cancellation, other days, a night that is over', async ({
  openAs,
  api,
  t,
}) => {
  const host = await api('host');
  const { reservation } = await host.createWithPass({ customerName: 'Pilar Vega Ruiz' });
  const { page } = await openAs('host', '/reservas');
  await expectLive(page);
  await page
    .getByRole('button', { name: t('reservas.walkIn.name') })
    .filter({ visible: true })
    .click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await judge(page, 'sin-reserva');
  await page.keyboard.press('Escape');
  await cardOf(page, reservation.id)
    .getByRole('button', { name: t('reservas.row.more', { name: 'Pilar Vega Ruiz' }) })
    .click();
  await page.getByRole('menuitem', { name: t('reservas.move.CANCELLED') }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await judge(page, 'cancelar');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: t('reservas.day.previous') }).click();
  await expect(page.getByRole('heading', { name: t('reservas.summary.title') })).toBeVisible();
  // Its tooltip would be in the picture.
  await page.mouse.move(0, 0);
  await judge(page, 'noche-pasada');
});
