import { judge } from '../support/judge';
import { startMailServer } from '../support/mail-server';
import { expect, test } from '../support/screens';

// A server of its own: it goes on with the addresses of this test.
test.use({ serverEnv: {} });

const REFUSED = 'nadie@correo.test';
/** The server looks every five seconds. */
const SENT = { timeout: 20_000 };

test('an owner sees each message as it leaves, and a person who forgot the password gets a link', async ({
  openAs,
  api,
  server,
  t,
}) => {
  test.setTimeout(180_000);
  const mail = await startMailServer();
  await server.kill9();
  await server.restart({ SMTP_URL: mail.url, MAIL_FROM: 'hola@aforo.test', PUBLIC_URL: server.url });
  const sentTo = (address: string) => mail.inbox.filter(({ to }) => to?.[0]?.address === address);
  mail.refuse = (recipient) => (recipient === REFUSED ? 550 : null);
  const { page } = await openAs('owner', '/mensajes');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('mail.screen.title'));
  const owner = await api('owner');
  const invite = (email: string) =>
    owner.ok('POST', '/api/miembros/invitaciones', { businessId: owner.businessId, role: 'HOST', email });
  await invite('nadia@correo.test');
  await invite(REFUSED);
  const rowOf = (recipient: string) => page.getByTestId('message').filter({ hasText: recipient });
  await expect(rowOf('nadia@correo.test')).toContainText(t('mail.screen.states.SENT'), SENT);
  await expect(rowOf(REFUSED)).toContainText(t('mail.screen.states.FAILED'), SENT);
  await expect(rowOf(REFUSED)).toContainText('SMTP_550');
  await judge(page, 'mensajes');

  await rowOf('nadia@correo.test').getByRole('button').click();
  await expect.poll(() => sentTo('nadia@correo.test').length, SENT).toBe(2);
  expect(new Set(sentTo('nadia@correo.test').map(({ messageId }) => messageId)).size).toBe(2);
  await page.getByRole('radio', { name: t('mail.screen.groups.failed') }).check();
  await expect(page.getByTestId('message')).toHaveCount(1);

  const { page: forgetful } = await openAs(null, '/entrar');
  await forgetful.getByRole('link', { name: t('people.signIn.forgot') }).click();
  await forgetful.getByLabel(t('people.ask.email')).fill('host@terraza.test');
  await forgetful.getByRole('button', { name: t('people.ask.submit') }).click();
  await expect(forgetful.getByRole('status').filter({ hasText: t('people.ask.asked') })).toBeVisible();
  await judge(forgetful, 'recuperar-pedir');
  await expect.poll(() => sentTo('host@terraza.test').length, SENT).toBe(1);
  const link = /http\S+\/recuperar\/\S+/.exec(sentTo('host@terraza.test')[0]?.text ?? '')?.[0] ?? '';
  await forgetful.goto(link);
  await expect(forgetful.getByRole('heading', { level: 1 })).toHaveText(t('people.recover.title'));
  await mail.stop();
});
