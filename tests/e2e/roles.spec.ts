import { judge, SIZES } from '../support/judge';
import { expect, test } from '../support/screens';

const PASSWORD = 'una clave de equipo muy larga';
const AT_ONCE = { timeout: 5_000 };

test.describe.configure({ timeout: 240_000 });

test('a venue makes a role; whoever is invited to it sees what it allows, and no more as soon as it allows less', async ({
  openAs,
  api,
  t,
}) => {
  const { reservation } = await (await api('host')).createWithPass({
    ...{ customerName: 'Ximena Quiñónez', customerPhone: '+593987650077' },
  });
  const { page: owner } = await openAs('owner', '/miembros');
  await owner.getByRole('link', { name: t('members.roles') }).click();
  await expect(owner.getByTestId('built-in').getByRole('listitem')).toHaveCount(4);
  await expect(owner.getByText(t('roles.empty'))).toBeVisible();
  await judge(owner, 'roles-vacio');

  await owner.getByRole('button', { name: t('roles.create') }).click();
  const sheet = owner.getByRole('dialog');
  await sheet.getByRole('button', { name: t('roles.create') }).click();
  await expect(sheet.getByText(t('roles.nameMissing'))).toBeVisible();
  await sheet.getByLabel(t('roles.name')).fill('Sala');
  for (const permission of [
    ...([
      'keys.may.reservations.read-any-day',
      'keys.may.reservations.read-personal',
      'keys.may.history.read',
    ] as const),
  ])
    await sheet.getByRole('button', { name: t(permission), exact: true }).click();
  await judge(owner, 'rol-crear');
  await sheet.getByRole('button', { name: t('roles.create') }).click();
  const role = owner.getByTestId('role');
  await expect(role).toContainText('Sala');
  await expect(role).toContainText(t('keys.may.history.read'));
  await judge(owner, 'roles');

  await owner.getByRole('link', { name: t('roles.back') }).click();
  await owner.getByRole('button', { name: t('members.invite') }).click();
  await owner.getByRole('combobox', { name: t('members.role') }).click();
  await owner.getByRole('option', { name: 'Sala' }).click();
  await owner.getByRole('button', { name: t('members.makeLink') }).click();
  const link = new URL((await owner.getByTestId('link').textContent()) ?? '').pathname;
  await owner.keyboard.press('Escape');
  await expect(owner.getByTestId('invitations')).toContainText('Sala');

  const { page: guest } = await openAs(null, link, { viewport: SIZES.phone });
  await expect(guest.getByText('Sala')).toBeVisible();
  await guest.getByLabel(t('people.join.name')).fill('Rosaura Vaca');
  await guest.getByLabel(t('people.join.email')).fill(`rosaura-${Date.now()}@equipo.test`);
  await guest.getByLabel(t('puerta.setup.password'), { exact: true }).fill(PASSWORD);
  await guest.getByRole('button', { name: t('people.join.submit') }).click();
  await expect(guest).toHaveURL(/\/reservas/);
  await guest.getByText('Ximena Quiñónez').first().click();
  const details = guest.getByRole('dialog');
  const history = details.getByRole('button', { name: t('reservas.row.history'), exact: true });
  await expect(history).toBeVisible();
  await expect(details.getByText('+593987650077')).toBeVisible();
  for (const name of ['reservas.row.edit', 'reservas.row.qrShort', 'reservas.row.delete'] as const)
    await expect(details.getByRole('button', { name: t(name), exact: true })).toHaveCount(0);
  await expect(guest.getByText(t('reservas.day.createShort'), { exact: true })).toHaveCount(0);
  await judge(guest, 'reserva-de-un-rol-propio', ['phone']);

  await expect(owner.getByTestId('member').filter({ hasText: 'Rosaura Vaca' })).toContainText('Sala');
  await owner.getByRole('link', { name: t('members.roles') }).click();
  const edit = owner.getByRole('button', { name: /Sala/ });
  const lose = async (permission: 'keys.may.history.read' | 'keys.may.reservations.read-any-day') => {
    await edit.first().click();
    await owner
      .getByRole('dialog')
      .getByRole('button', { name: t(permission), exact: true })
      .click();
    await owner.getByRole('button', { name: t('roles.save') }).click();
    await expect(owner.getByRole('dialog')).toBeHidden();
  };
  await lose('keys.may.history.read');
  await expect(history, 'the open details follow').toHaveCount(0, AT_ONCE);
  await expect(details.getByText('+593987650077'), 'what was open stays open').toBeVisible();
  await lose('keys.may.reservations.read-any-day');
  await expect(guest).toHaveURL(/\/puerta/, AT_ONCE);
  await guest.goto(`/reservas?dia=${reservation.businessDay}`);
  await expect(guest).toHaveURL(/\/puerta/);
});
