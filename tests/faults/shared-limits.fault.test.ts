import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Api, type DemoUser, signIn } from '../support/api';
import { type Fleet, startFleet } from '../support/fleet';
import { DEMO_PASSWORD, type TestServer } from '../support/server';
import { type OpenStream, openStream } from '../support/stream';
import { until } from '../support/until';

const PER_BUSINESS = 6;
const PER_USER = 4;
const REQUESTS = 300;

let fleet: Fleet;
let database: Client;
const open: OpenStream[] = [];
beforeAll(async () => {
  fleet = await startFleet(inject('postgresUrl'), {
    SSE_MAX_STREAMS_PER_BUSINESS: String(PER_BUSINESS),
    SSE_MAX_STREAMS_PER_USER: String(PER_USER),
    RATE_LIMIT_REQUESTS_PER_MINUTE: String(REQUESTS),
  });
  database = new Client({ connectionString: fleet.instances[0].env.DATABASE_URL });
  await database.connect();
}, 240_000);
afterAll(async () => {
  for (const stream of open) stream.close();
  await database?.end();
  await fleet?.stop();
});

/** The same person, at another instance. */
const at = ({ url }: TestServer, api: Api) => new Api(url, api.cookie, api.businessId);

async function openAt(server: TestServer, api: Api): Promise<OpenStream> {
  const stream = await openStream(at(server, api));
  if (stream.status === 200) open.push(stream);
  return stream;
}

/** An instance knows the others' streams once it has beaten after they were written. */
async function untilKnown(streams: number): Promise<void> {
  await until('the counts are written', async () => {
    const { rows } = await database.query(
      `select coalesce(sum(streams), 0)::int as sum from stream_count join instance on instance.id = instance_id
         where kind = 'business' and seen_at > now() - interval '4 s'`,
    );
    return rows[0]?.sum === streams;
  });
  const { rows: written } = await database.query('select now()::text as at');
  await until('each live instance has looked again', async () => {
    const { rows } = await database.query(
      "select bool_and(seen_at > $1::timestamptz) as all from instance where seen_at > now() - interval '4 s'",
      [written[0]?.at],
    );
    return rows[0]?.all === true;
  });
}

async function closeAll(): Promise<void> {
  for (const stream of open.splice(0)) stream.close();
  await untilKnown(0);
}

describe('limits over two instances', () => {
  it('of one user’s and one business’s streams hold over both, and free up on both', async () => {
    const [first, second] = fleet.instances;
    const [host, owner] = [await signIn(first.url, 'host'), await signIn(second.url, 'owner')];
    for (let i = 0; i < PER_USER; i++) expect((await openAt(first, host)).status).toBe(200);
    await untilKnown(PER_USER);
    const refused = await openAt(second, host);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);

    for (let i = PER_USER; i < PER_BUSINESS; i++) expect((await openAt(second, owner)).status).toBe(200);
    await untilKnown(PER_BUSINESS);
    for (const server of [first, second]) expect((await openAt(server, owner)).status).toBe(429);

    await closeAll();
    expect((await openAt(second, host)).status).toBe(200);
    await closeAll();
  });

  it('count a killed instance no longer, and a stopped one at once', async () => {
    const [first, second] = fleet.instances;
    const host = await signIn(first.url, 'host');
    for (const end of [() => second.kill9(), () => second.terminate()]) {
      for (let i = 0; i < PER_USER; i++) expect((await openAt(second, host)).status).toBe(200);
      await untilKnown(PER_USER);
      expect((await openAt(first, host)).status).toBe(429);
      await end();
      open.splice(0);
      await until('its streams are forgotten', async () => (await openAt(first, host)).status === 200, 30_000);
      await second.restart();
      await closeAll();
    }
  });

  it('share the requests of a business', async () => {
    const [first, second] = fleet.instances;
    const host = await signIn(first.url, 'host');
    const ask = () => at(second, host).call('GET', `/api/reservas/stats?businessId=${host.businessId}`);
    const answers = await Promise.all(Array.from({ length: REQUESTS }, ask));
    const refused = answers.filter(({ status }) => status === 429);
    // An even share is half; requests of the tests before may have used some of it.
    expect(refused.length).toBeGreaterThanOrEqual(REQUESTS / 2);
    expect(refused.length).toBeLessThan(REQUESTS);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('of sign-in attempts hold exactly, whichever instances they come to', async () => {
    const attempt = (server: TestServer, password = 'mal') =>
      fetch(`${server.url}/api/auth/sign-in/email`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'manager@terraza.test', password }),
      });
    const answers = await Promise.all(
      Array.from({ length: 14 }, (_, i) => attempt(fleet.instances[i % 2 === 0 ? 0 : 1])),
    );
    const statuses = answers.map(({ status }) => status).toSorted();
    expect(statuses).toEqual([...Array(10).fill(401), ...Array(4).fill(429)]);
    for (const server of fleet.instances) {
      const right = await attempt(server, DEMO_PASSWORD);
      expect(right.status).toBe(429);
      expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(600);
    }
  });

  it('revocation closes a session’s streams on every instance', async () => {
    const [first, second] = fleet.instances;
    const door: Api = await signIn(first.url, 'door' satisfies DemoUser);
    const streams = [await openAt(first, door), await openAt(second, door)];
    const ends = streams.map(async ({ events }) => {
      let last: unknown;
      for await (const event of events) last = event;
      return last;
    });
    const started = performance.now();
    await at(second, door).ok('POST', '/api/auth/sign-out', {});
    for (const last of await Promise.all(ends)) expect(last).toMatchObject({ type: 'error', code: 'revoked' });
    console.info(`revoked on both after ${Math.round(performance.now() - started)} ms`);
  });
});
