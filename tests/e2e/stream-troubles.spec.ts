import { randomUUID } from 'node:crypto';
import { addDays } from '@/modules/venues/business-day';
import { breakFirstRefresh, breakNextChange, withoutNewMethods } from '../support/broken-browser';
import { doorOf, expectTrueAndLive, GRACE_MS, listOf, saysLive, watchLies } from '../support/honesty';
import { LIST, STREAM } from '../support/noise-proxy';
import { firewall, hang, reset } from '../support/noise-troubles';
import { expect, test } from '../support/noisy-screens';
import { expectLive } from '../support/reservas-page';

test.describe.configure({ timeout: 120_000 });

const PHONE = { viewport: { width: 390, height: 844 } };
/** From the end of the noise until every screen is right: the stream may have to wait for its longest counted delay. */
const SOON_MS = 60_000;
const PATIENT = { timeout: 30_000 };

for (const [name, trouble] of [
  ['401 with a page', firewall.page(401)],
  ['401 with JSON', firewall.json(401)],
  ['403 with a page', firewall.page(403)],
  ['403 with a problem of an unknown code', firewall.problem(403)],
] as const) {
  test(`a middlebox that answers the stream with ${name} does not end it for good`, async ({
    openBehind,
    noise,
    api,
  }) => {
    const host = await api('host');
    const { qrCode } = await host.createWithPass({ customerName: 'Marta Filtrada', guestCount: 9 });
    const { page } = await openBehind('host', '/reservas');
    const door = await openBehind('door', '/puerta', PHONE);
    const screens = [listOf('list', page, host), doorOf('door', door.page, host)];
    for (const screen of screens) await expectLive(screen.page);

    const filtered = noise.disturb(STREAM, trouble);
    noise.cut(STREAM);
    const lies = watchLies(screens);
    await expect.poll(() => filtered.hits, PATIENT).toBeGreaterThanOrEqual(4);
    expect((await host.scan(qrCode, randomUUID(), 2)).status).toBe(200);
    filtered.end();
    for (const screen of screens) await expectTrueAndLive(screen, SOON_MS);
    expect([page, door.page].map((opened) => new URL(opened.url()).pathname)).toEqual(['/reservas', '/puerta']);
    expect(await lies.stop()).toBeLessThan(GRACE_MS);
  });
}

test('in a browser without the newest methods a new reservation appears, and a scan counts', async ({
  openBehind,
  api,
}) => {
  const host = await api('host');
  const { page } = await openBehind('host', '/reservas', {}, withoutNewMethods);
  await expectLive(page);
  const list = listOf('list', page, host);
  await expectTrueAndLive(list, PATIENT.timeout);
  const { qrCode } = await host.createWithPass({ customerName: 'Nora Nueva', guestCount: 4 });
  await expectTrueAndLive(list, PATIENT.timeout);
  expect((await host.scan(qrCode, randomUUID(), 2)).status).toBe(200);
  await expectTrueAndLive(list, PATIENT.timeout);
});

test('a change whose handling throws once is shown all the same', async ({ openBehind, api }) => {
  const host = await api('host');
  const { page } = await openBehind('host', '/reservas');
  await expectLive(page);
  const list = listOf('list', page, host);
  await expectTrueAndLive(list, PATIENT.timeout);
  await breakNextChange(page);
  await host.createWithPass({ customerName: 'Rosa Rota', guestCount: 4 });
  await expectTrueAndLive(list, PATIENT.timeout);
});

test('a change whose notice throws once is shown all the same, and so is the next', async ({ openBehind, api }) => {
  const host = await api('host');
  const { page } = await openBehind('host', '/reservas', {}, breakFirstRefresh);
  await expectLive(page);
  const list = listOf('list', page, host);
  for (const customerName of ['Rita Primera', 'Rita Segunda']) {
    await host.createWithPass({ customerName, guestCount: 4 });
    await expectTrueAndLive(list, PATIENT.timeout);
  }
});

test('a list read that hangs does not end polling', async ({ openBehind, noise, api }) => {
  const host = await api('host');
  const { qrCode } = await host.createWithPass({ customerName: 'Pola Colgada', guestCount: 9 });
  const { page } = await openBehind('host', '/reservas', {}, (fresh) => fresh.clock.install());
  await expectLive(page);
  const list = listOf('list', page, host);
  noise.disturb(STREAM, reset);
  const hanging = noise.disturb(LIST, hang);
  noise.cut(STREAM);
  await expect
    .poll(async () => {
      await page.clock.runFor(10_000);
      return hanging.hits;
    }, PATIENT)
    .toBeGreaterThan(0);

  expect((await host.scan(qrCode, randomUUID(), 2)).status).toBe(200);
  hanging.end();
  await expect(async () => {
    await page.clock.runFor(10_000);
    expect(await list.shown()).toEqual(await list.truth());
  }).toPass(PATIENT);
  expect(await saysLive(page)).toBe(false);
});

test('while another day does not load the screen does not say that it is live', async ({ openBehind, noise, api }) => {
  const host = await api('host');
  const { day } = await host.list();
  const tomorrow = addDays(day, 1);
  const { page } = await openBehind('host', '/reservas');
  await expectLive(page);
  const list = listOf('list', page, host, tomorrow);

  const hanging = noise.disturb(LIST, hang);
  await page.getByRole('button', { name: 'Día siguiente' }).click();
  await expect.poll(() => hanging.hits, PATIENT).toBeGreaterThan(0);
  await expect.poll(() => saysLive(page), { timeout: GRACE_MS }).toBe(false);
  hanging.end();
  await expectTrueAndLive(list, SOON_MS);
});
