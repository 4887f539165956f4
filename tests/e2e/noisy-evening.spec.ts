import type { Reservation } from '@/modules/reservations/wire';
import type { Api } from '../support/api';
import { DoorPerson } from '../support/door-person';
import { makeNoise } from '../support/evening-noise';
import { doorOf, expectTrueAndLive, listOf, watchLies } from '../support/honesty';
import { COUNT, NoiseProxy } from '../support/noise-proxy';
import { gateway } from '../support/noise-troubles';
import { pick, seeded } from '../support/random';
import { expectLive } from '../support/reservas-page';
import { expect, test } from '../support/screens';
import { until } from '../support/until';

// A dead stream is found in three heartbeats.
test.use({ serverEnv: { SSE_HEARTBEAT_MS: '2000' } });

/** `NOISE_SECONDS=3600 NOISE_SEED=7 npx playwright test noisy-evening` is the long evening, by hand. */
const SECONDS = Number(process.env.NOISE_SECONDS ?? 60);
const SEED = Number(process.env.NOISE_SEED ?? 8);
test.describe.configure({ timeout: (SECONDS + 240) * 1000 });

const PHONE = { viewport: { width: 390, height: 844 } };
const SETTLED_MS = 90_000;
/** A stream that has died is live until its heartbeats are missed, and is looked for before that is said. */
const LIE_MS = 20_000;
/** More than enter in the longest evening, and the most that a party may be. */
const PLENTY = 1000;

test.afterEach(({ browserName }, { status, expectedStatus }) => {
  if (status !== expectedStatus) console.log(`${browserName}: NOISE_SEED=${SEED} NOISE_SECONDS=${SECONDS}`);
});

test('an evening of noise ends with every screen right and every tap counted once', async ({ openAs, api, server }) => {
  const random = seeded(SEED);
  const host = await api('host');
  const parties: Reservation[] = [];
  for (let index = 1; index <= 6; index += 1) {
    const { reservation } = await host.createWithPass({ customerName: `Ruido ${index}`, guestCount: PLENTY });
    parties.push(reservation);
  }
  const proxies = await Promise.all([1, 2, 3].map(() => NoiseProxy.listen(server.port)));
  const [office, first, second] = proxies as [NoiseProxy, NoiseProxy, NoiseProxy];
  const open = async (proxy: NoiseProxy, user: 'host' | 'door', path: string) => {
    const phone = user === 'door' ? PHONE : {};
    return (await openAs(user, path, { baseURL: proxy.url, ...phone })).page;
  };
  const lists = [await open(office, 'host', '/reservas')];
  const doors = [await open(first, 'door', '/puerta'), await open(second, 'door', '/puerta')];
  // A second tab of the office, and one of the first phone.
  for (const pages of [lists, doors]) {
    const another = await pages[0]?.context().newPage();
    if (another) pages.push(another);
    await another?.goto(pages === lists ? '/reservas' : '/puerta');
  }
  for (const page of [...lists, ...doors]) await expectLive(page);
  const screens = [
    ...lists.map((page, index) => listOf(`list ${index + 1}`, page, host)),
    ...doors.map((page, index) => doorOf(`door ${index + 1}`, page, host)),
  ];
  const people = doors.map((page) => new DoorPerson(page));
  const [one, two, secondTab] = people as [DoorPerson, DoorPerson, DoorPerson];

  const end = performance.now() + SECONDS * 1000;
  const isOver = () => performance.now() > end;
  const lies = watchLies(screens);
  await Promise.all([
    ...proxies.map((proxy) => makeNoise(proxy, seeded(random() * 2 ** 31), isOver)),
    workUntil(isOver, [one, secondTab], parties, seeded(random() * 2 ** 31)),
    workUntil(isOver, [two], parties, seeded(random() * 2 ** 31)),
    restartAt(end - SECONDS * 500, server),
  ]);

  // Counts that wait while every tab of the door is loaded anew.
  for (const proxy of [first, second]) proxy.disturb(COUNT, gateway(503));
  for (const person of people) await person.countOne(pick(random, parties));
  for (const { page } of people) await page.reload();
  for (const proxy of proxies) proxy.calm();

  const taps = people.flatMap((person) => person.taps);
  const intended = parties.map(({ id }) => taps.filter((tap) => tap === id).length);
  await expect.poll(() => ledgerOf(host, parties), { timeout: SETTLED_MS }).toEqual(intended);
  for (const screen of screens) await expectTrueAndLive(screen, SETTLED_MS);
  for (const page of doors) await expect(page.getByTestId('pending-strip')).toBeHidden();
  expect(await ledgerOf(host, parties)).toEqual(intended);
  expect(await lies.stop()).toBeLessThan(LIE_MS);
  for (const proxy of proxies) await proxy.close();
});

/** On one phone: with several tabs, now in this one and now in that. */
async function workUntil(
  isOver: () => boolean,
  tabs: readonly DoorPerson[],
  parties: readonly Reservation[],
  random: () => number,
): Promise<void> {
  while (!isOver()) await pick(random, tabs).countOne(pick(random, parties));
}

async function restartAt(at: number, server: { kill9(): Promise<void>; restart(): Promise<void> }): Promise<void> {
  await until('the hour of the restart', () => performance.now() > at, SECONDS * 1000);
  await server.kill9();
  await server.restart();
}

/** Entries of the ledger, one number a party; each counts one person. */
async function ledgerOf(api: Api, parties: readonly Reservation[]): Promise<number[]> {
  return Promise.all(
    parties.map(async ({ id }) => {
      const { entries } = await api.ok<{ entries: { kind: string; delta?: number }[] }>(
        'GET',
        `/api/reservas/${id}/historial?businessId=${api.businessId}`,
      );
      const counted = entries.filter(({ kind }) => kind === 'attendance');
      expect(counted.every(({ delta }) => delta === 1)).toBe(true);
      return counted.length;
    }),
  );
}
