import { afterAll, beforeAll, expect, it } from 'vitest';
import { type PostgresServer, startPostgresServer } from '../../scripts/lib/postgres-server.mjs';
import { anonymousApi } from '../support/api';
import { Evening } from '../support/evening';
import { startServer, type TestServer } from '../support/server';
import { until } from '../support/until';

const ROUNDS = 3;

let postgres: PostgresServer;
let server: TestServer;
beforeAll(async () => {
  postgres = await startPostgresServer();
  server = await startServer({ postgresUrl: postgres.url });
}, 120_000);
afterAll(async () => {
  await server?.stop();
  await postgres?.remove();
});

it(`PostgreSQL crashes and starts again under load, ${ROUNDS} times: refused in words, kept streams, nothing lost`, async () => {
  const evening = await Evening.open(server);
  const ready = async () => (await anonymousApi(server.url).call('GET', '/api/ready')).status;
  evening.startPhones();
  for (let round = 0; round < ROUNDS; round++) {
    await evening.progress(20);
    await postgres.stop('SIGQUIT');
    const refusals = () => evening.phones.reduce((sum, { refused }) => sum + refused.length, 0);
    const before = refusals();
    await until('phones are refused', () => refusals() > before + evening.phones.length);
    await until('it is not ready', async () => (await ready()) === 503);
    expect((await anonymousApi(server.url).call('GET', '/api/health')).status).toBe(200);
    expect(evening.devices.map(({ state }) => state.status)).toEqual(['connected', 'connected', 'connected']);
    await postgres.start();
    await until('it is ready', async () => (await ready()) === 200);
  }
  await evening.progress(20);
  await evening.check();

  const answers = new Set(evening.phones.flatMap(({ refused }) => refused.map((refusal) => JSON.stringify(refusal))));
  expect([...answers]).toEqual([JSON.stringify({ status: 503, code: 'OVERLOADED', isProblem: true })]);
  expect(evening.phones.map(({ hung }) => hung)).toEqual(evening.phones.map(() => 0));
  expect(evening.devices.map(({ connects }) => connects)).toEqual([1, 1, 1]);
});
