import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterEach, expect, inject, it } from 'vitest';
import { Evening } from '../support/evening';
import { startServer, type TestServer } from '../support/server';
import { until } from '../support/until';

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** No look at the log within the test: what the other process commits comes through the bus, or by a new connection's catch-up. */
const NO_LOOK = { SSE_LOOK_MS: '3600000' };

/** Two servers on one database, and what a load balancer in front of them knows: who takes requests. */
async function startPair() {
  const first = await startServer({ postgresUrl: inject('postgresUrl'), env: NO_LOOK });
  cleanUps.push(() => first.stop());
  const second = await startServer({ env: { ...NO_LOOK, DATABASE_URL: first.env.DATABASE_URL ?? '' } });
  cleanUps.push(() => second.stop());
  let taking: readonly TestServer[] = [first, second];
  let turn = 0;
  const route = (...servers: TestServer[]) => {
    taking = servers;
  };
  const origin = () => (taking[turn++ % taking.length] ?? first).url;
  return { first, second, route, origin };
}

it('one of two instances is killed, then the other: devices move, and nothing is lost', async () => {
  const { first, second, route, origin } = await startPair();
  const evening = await Evening.open(first, { origin });
  evening.startPhones(origin);
  for (const [victim, survivor] of [
    [first, second],
    [second, first],
  ] as const) {
    await evening.progress(20);
    await victim.kill9();
    // Requests still go to the dead one until the balancer has seen it.
    await until('somebody met the dead instance', () => evening.phones.some(({ retries }) => retries > 0));
    route(survivor);
    await evening.progress(20);
    await until(
      'every screen is live',
      () => evening.devices.every(({ state }) => state.status === 'connected'),
      30_000,
    );
    await victim.restart();
    route(first, second);
  }
  await evening.progress(20);
  await evening.check();
  expect(evening.devices.every(({ connects }) => connects > 1)).toBe(true);
});

it('SIGTERM under load: scans under way are answered, screens are handed over, the exit is clean', async () => {
  const { first, second, route, origin } = await startPair();
  route(first);
  const evening = await Evening.open(first, { origin });
  evening.startPhones(origin);
  await evening.progress(20);

  const [, , , last] = evening.passes;
  const scannedLast = { reservationId: last?.id ?? '', nonce: randomUUID() };
  const lock = new Client({ connectionString: first.env.DATABASE_URL });
  await lock.connect();
  cleanUps.push(() => lock.end());
  await lock.query('begin');
  await lock.query('select 1 from reservation where id = $1 for update', [scannedLast.reservationId]);
  const underWay = evening.door.scan(last?.qrCode ?? '', scannedLast.nonce);
  await until('the scan waits for the row', async () => {
    const { rows } = await lock.query("select 1 from pg_stat_activity where wait_event_type = 'Lock'");
    return rows.length > 0;
  });
  const ended = first.terminate();
  route(second);
  await until('the screens were told', () => evening.devices.every(({ codes }) => codes.includes('draining')));
  await lock.query('commit');

  expect((await underWay).status).toBe(200);
  const { code, ms } = await ended;
  expect(code).toBe(0);
  expect(ms).toBeLessThan(12_000);
  await evening.progress(20);
  await until('every screen is live', () => evening.devices.every(({ state }) => state.status === 'connected'), 30_000);
  evening.acknowledge(scannedLast);
  await evening.check(second);
  // A hand-over is no failure: nobody is shown one.
  expect(evening.devices.flatMap(({ failures }) => failures)).toEqual([]);
});
