import { randomUUID } from 'node:crypto';
import { judge } from '../support/judge';
import { expect, test } from '../support/screens';

test.describe.configure({ timeout: 240_000 });
// Its own server, on which nothing else happens tonight.
test.use({ serverEnv: {} });

test('how the night goes: incidents, gates, phones, and what is asked of a decision', async ({ openAs, api, t }) => {
  const [owner, host, foreign] = [await api('owner'), await api('host'), await api('foreign')];
  const of = (path: string) => `${path}?businessId=${owner.businessId}`;
  const { gate } = await owner.ok<{ gate: { id: string } }>('POST', of('/api/puertas'), {
    ...{ name: 'Entrada del jardín', direction: 'BOTH' },
  });
  const { id, pairUrl } = await owner.ok<{ id: string; pairUrl: string }>('POST', of('/api/puerta/dispositivos'), {
    ...{ name: 'Puerta del jardín', profile: 'CLICKER', gateIds: [gate.id] },
  });
  const { page: phone } = await openAs(null, `/vincular${new URL(pairUrl).hash}`);
  await expect(phone.getByTestId('counter')).toBeVisible();
  const at = new Date().toISOString();
  const booked = await host.createWithPass({ customerName: 'Iván Dos Puertas', guestCount: 2 });
  const elsewhere = await foreign.createWithPass({ customerName: 'De Otro Local' });
  const entry = { delta: 2, flow: 'IN', kind: 'FIRST', basis: 'SIGNATURE', at, gateId: gate.id };
  const hand = (deviceId: string, sentAt: string, ...entries: object[]) =>
    host.ok('POST', of('/api/puerta/sync'), { deviceId, sentAt, entries });
  await hand('phone-a', at, { ...entry, nonce: randomUUID(), token: booked.qrCode });
  await hand(id, at, { ...entry, nonce: randomUUID(), token: booked.qrCode });
  await hand(id, at, { ...entry, nonce: randomUUID(), token: elsewhere.qrCode }, { nonce: randomUUID() });
  const { incidents } = await host.ok<{ incidents: { id: string; kind: string }[] }>('GET', of('/api/incidencias'));
  const unread = incidents.find(({ kind }) => kind === 'MALFORMED');
  await host.ok('POST', of(`/api/incidencias/${unread?.id}`), { resolution: 'DISCARDED', reason: 'No se puede leer' });
  const asked = phone.waitForRequest(/\/api\/puerta\/estado/);
  await phone.route(/\/api\/puerta\/estado/, (route) =>
    route.continue({ postData: JSON.stringify({ ...route.request().postDataJSON(), queued: 3 }) }),
  );
  await phone.evaluate(() => window.dispatchEvent(new Event('online')));
  await asked;
  // Six minutes later nothing has been heard of the phone.
  const { page } = await openAs('manager', '/esta-noche', {}, (opened) =>
    opened.clock.install({ time: Date.now() + 6 * 60_000 }),
  );
  await expect(page.getByTestId('tonight-incident')).toHaveCount(2);
  await expect(page.getByTestId('tonight-phone').first()).toHaveAttribute('data-lost', 'true');
  await page.getByTestId('tonight-incidents').locator('summary').click();
  await expect(page.getByTestId('tonight-decided-one')).toBeVisible();
  await judge(page, 'esta-noche');
  for (const part of ['gates', 'curve']) {
    await page.getByTestId(`tonight-${part}`).scrollIntoViewIfNeeded();
    await judge(page, `esta-noche-${part}`, ['phone']);
  }
  await page
    .getByRole('button', { name: t('tonight.incidents.decide') })
    .first()
    .click();
  await expect(page.getByRole('dialog').getByRole('radio').first()).toBeVisible();
  await judge(page, 'esta-noche-decidir');
  const { page: empty } = await openAs('foreign', '/esta-noche');
  await expect(empty.getByText(t('tonight.gates.none'))).toBeVisible();
  await judge(empty, 'esta-noche-vacia');
});
