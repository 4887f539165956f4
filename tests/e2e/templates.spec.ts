import { USERS } from '../support/api';
import { judge } from '../support/judge';
import { startMailServer } from '../support/mail-server';
import { expect, test } from '../support/screens';
import { DEMO_PASSWORD } from '../support/server';

// A server of its own: it ends without its demo, since nobody writes to the invented guests of one.
test.use({ serverEnv: {} });

/** Where no business day ends in the next hours. */
const ZONE = new Date().getUTCHours() < 6 ? 'America/Guayaquil' : 'Europe/Madrid';
/** The server looks every five seconds. */
const SENT = { timeout: 20_000 };

test('an owner writes a text, sees it and tries it; the guest gets it, and the reservation says so', async ({
  openAs,
  api,
  server,
  t,
}) => {
  test.setTimeout(180_000);
  const mail = await startMailServer();
  await server.kill9();
  await server.restart({ SMTP_URL: mail.url, MAIL_FROM: 'hola@aforo.test', PUBLIC_URL: server.url });
  const demo = await api('owner');
  const { setupCode } = await demo.ok('POST', '/api/demo/borrar', { businessId: demo.businessId });
  await demo.ok('POST', '/api/setup', {
    ...{ setupCode, name: 'Ada Nieto', email: USERS.owner, password: DEMO_PASSWORD },
    ...{ businessName: 'La Taberna', timeZone: ZONE },
  });

  const { page } = await openAs('owner', '/mensajes');
  await page.getByRole('link', { name: t('mail.screen.templates') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('mail.templates.title'));
  const { page: other } = await openAs('owner', '/mensajes/plantillas');
  const subject = page.getByLabel(t('mail.templates.subject'));
  const body = page.getByLabel(t('mail.templates.body'), { exact: true });
  const preview = page.getByTestId('preview');
  await expect(preview.frameLocator('iframe').getByRole('heading')).toContainText(t('mail.sample.guest'));
  await subject.fill('¡Mesa lista! {gest}');
  await expect(page.getByText('{gest}', { exact: false }).last()).toBeVisible();
  await expect(page.getByRole('button', { name: t('mail.templates.save') })).toBeDisabled();
  await subject.fill('¡Mesa lista! {guest}');
  await body.fill('Hola, {guest}\n\n{link}\n\n');
  await page.getByRole('button', { name: '{party}' }).click();
  await expect(body).toHaveValue('Hola, {guest}\n\n{link}\n\n{party}');
  await expect(preview).toContainText(`¡Mesa lista! ${t('mail.sample.guest')}`);
  await judge(page, 'mensajes-textos');

  await page.getByRole('button', { name: t('mail.templates.test') }).click();
  await expect
    .poll(() => mail.inbox.at(-1)?.subject, SENT)
    .toBe(t('mail.sample.subject', { subject: `¡Mesa lista! ${t('mail.sample.guest')}` }));
  expect(mail.inbox.at(-1)?.to).toMatchObject([{ address: USERS.owner }]);
  await page.getByRole('button', { name: t('mail.templates.save') }).click();
  await expect(page.getByText(t('mail.templates.own'), { exact: true })).toBeVisible();
  await expect(other.getByLabel(t('mail.templates.subject')), 'on every screen').toHaveValue('¡Mesa lista! {guest}');

  const { page: host } = await openAs('owner', '/reservas');
  const owner = await api('owner');
  const { reservation } = await owner.createWithPass({
    ...{ customerName: 'Nora Vidal', customerEmail: 'nora@correo.test' },
    reservedAt: new Date(Date.now() + 10 * 60_000).toISOString(),
  });
  await host.getByRole('button', { name: 'Nora Vidal' }).first().click();
  const sent = host.getByTestId('details-messages');
  await expect(sent).toContainText(t('mail.screen.kinds.confirmation'));
  await expect(sent).toContainText(t('mail.screen.states.SENT'), SENT);
  expect(mail.inbox.at(-1)).toMatchObject({
    subject: '¡Mesa lista! Nora Vidal',
    to: [{ address: 'nora@correo.test' }],
  });
  expect(mail.inbox.at(-1)?.text).toContain('/pase/');
  await judge(host, 'reservas-mensajes', ['desktop']);
  await sent.getByRole('button').click();
  await expect.poll(() => mail.inbox.filter(({ to }) => to?.[0]?.address === 'nora@correo.test').length, SENT).toBe(2);
  expect(reservation.customerEmail).toBe('nora@correo.test');

  await page.getByRole('button', { name: t('mail.templates.reset') }).click();
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: t('mail.templates.reset') })
    .click();
  await expect(page.getByText(t('mail.templates.builtIn'), { exact: true })).toBeVisible();
  await expect(other.getByText(t('mail.templates.builtIn'), { exact: true })).toBeVisible();
  await page.goto('/monitor');
  await page.getByTestId('technical-detail').click();
  await expect(page.getByTestId('mail-line')).toContainText(t('monitor.mail.waiting', { count: 0 }));
  await mail.stop();
});
