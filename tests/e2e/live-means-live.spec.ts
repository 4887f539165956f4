import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { doorOf, expectTrueAndLive, GRACE_MS, listOf, watchLies } from '../support/honesty';
import { deviceOf, openDetail, openDevice } from '../support/monitor-page';
import { LIST } from '../support/noise-proxy';
import { firewall, gateway, lasting, portal } from '../support/noise-troubles';
import { expect, test } from '../support/noisy-screens';
import { corruptRow } from '../support/query-cache';
import { restartWithNewEpochs } from '../support/renew-epochs';
import { expectLive, scanCountOf } from '../support/reservas-page';

// A server of its own: these tests stop it.
test.use({ serverEnv: {} });
test.describe.configure({ timeout: 120_000 });

const PHONE = { viewport: { width: 390, height: 844 } };
/** How long the stranger answers. */
const NOISE_MS = 20_000;
/** From the end of the noise until every screen is right. */
const SOON_MS = 40_000;
const PATIENT = { timeout: 30_000 };

for (const [name, trouble] of [
  ['a portal’s page with 200', portal.page],
  ['a firewall’s 403', firewall.json(403)],
  // Nobody can tell it from the server's own.
  ['a gateway’s 404 with a code that is also ours', firewall.problem(404, 'NOT_FOUND')],
] as const) {
  test(`a log that cannot be continued while the list meets ${name}: the screens follow again`, async ({
    openBehind,
    noise,
    api,
    server,
  }) => {
    const host = await api('host');
    const { qrCode } = await host.createWithPass({ customerName: 'Carla Cautiva', guestCount: 9 });
    const { page } = await openBehind('host', '/reservas');
    const door = await openBehind('door', '/puerta', PHONE);
    for (const opened of [page, door.page]) await expectLive(opened);
    const screens = [listOf('list', page, host), doorOf('door', door.page, host)];

    const strange = noise.disturb(LIST, trouble);
    await restartWithNewEpochs(server);
    await expect.poll(() => strange.hits, PATIENT).toBeGreaterThan(1);
    const lies = watchLies(screens);
    expect((await host.scan(qrCode, randomUUID(), 2)).status).toBe(200);
    await setTimeout(NOISE_MS);
    strange.end();
    expect((await host.scan(qrCode, randomUUID(), 3)).status).toBe(200);
    for (const screen of screens) await expectTrueAndLive(screen, SOON_MS);
    expect(await lies.stop()).toBeLessThan(GRACE_MS);
  });
}

test('a device that shows something else reads its list again however often that fails', async ({
  openAs,
  openBehind,
  noise,
  api,
}) => {
  const host = await api('host');
  const { reservation, qrCode } = await host.createWithPass({ customerName: 'Inés Dañada', guestCount: 9 });
  const { page } = await openBehind('host', '/reservas');
  await expectLive(page);
  await expect(scanCountOf(page, reservation.id)).toHaveText('0');
  const list = listOf('list', page, host);
  const owner = await openAs('owner', '/monitor');
  await openDetail(owner.page);
  await expect(deviceOf(owner.page, 'Sara Benítez')).toBeVisible(PATIENT);
  await openDevice(owner.page, 'Sara Benítez');

  expect(await corruptRow(page, reservation.id)).toBe(true);
  const away = noise.disturb(LIST, gateway(503));
  await owner.page.getByRole('button', { name: 'Comprobar ahora' }).click();
  await expect.poll(() => away.hits, PATIENT).toBeGreaterThan(0);
  const lies = watchLies([list]);
  await setTimeout(NOISE_MS);
  away.end();
  expect((await host.scan(qrCode, randomUUID(), 2)).status).toBe(200);
  await expectTrueAndLive(list, SOON_MS);
  expect(await lies.stop()).toBeLessThan(GRACE_MS);
});

test('a renewal on a slow line ends, and asks only once at a time', async ({ openBehind, noise, api, server }) => {
  const host = await api('host');
  const { qrCode } = await host.createWithPass({ customerName: 'Lenta Línea', guestCount: 9 });
  const { page } = await openBehind('host', '/reservas');
  await expectLive(page);
  const list = listOf('list', page, host);

  const slow = noise.disturb(LIST, lasting(10_000));
  const before = noise.count(LIST, 'given-up');
  await restartWithNewEpochs(server);
  await expect.poll(() => slow.hits, PATIENT).toBeGreaterThan(0);
  const lies = watchLies([list]);
  expect((await host.scan(qrCode, randomUUID(), 2)).status).toBe(200);
  await expectTrueAndLive(list, SOON_MS);
  expect(noise.count(LIST, 'given-up') - before).toBeLessThanOrEqual(1);
  expect(await lies.stop()).toBeLessThan(GRACE_MS);
});
