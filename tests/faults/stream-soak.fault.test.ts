import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Api, signIn } from '../support/api';
import { type Alive, probeFile, probeProcess, probing } from '../support/heap';
import { startServer, type TestServer } from '../support/server';
import { type OpenStream, openStream } from '../support/stream';
import { until } from '../support/until';

const ROUNDS = 6;
const STREAMS_PER_ROUND = 500;
const WARM_UP_ROUNDS = 2;
/** A stream costs 2.6 KB: 2,000 leaked ones would be 5.2 MB. */
const ALLOWED_GROWTH_BYTES = 3_500_000;
const OPEN_STREAMS = 200;

const LIMITS = {
  SSE_MAX_STREAMS_PER_USER: '1000',
  SSE_CONNECTS_PER_SECOND: '5000',
  SSE_CONNECTS_PER_USER_PER_SECOND: '5000',
};
let server: TestServer;
let host: Api;
beforeAll(async () => {
  server = await startServer(probing(LIMITS));
  host = await signIn(server.url, 'host');
});
afterAll(async () => {
  await server.stop();
  rmSync(probeFile, { force: true });
});

it(`leaves no stream and no memory behind after ${ROUNDS * STREAMS_PER_ROUND} of them`, async () => {
  const pid = server.pid() ?? 0;
  await openAndDrop(host, 10);
  const { sockets } = await quiet(pid, Number.POSITIVE_INFINITY);

  const alive: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await openAndDrop(host, STREAMS_PER_ROUND);
    alive.push((await quiet(pid, sockets + 5)).bytes);
  }
  console.log(`bytes alive after each round: ${alive.join(', ')}`);
  expect((alive.at(-1) ?? 0) - (alive[WARM_UP_ROUNDS - 1] ?? 0)).toBeLessThan(ALLOWED_GROWTH_BYTES);

  const stream = await openStream(host);
  const { qrCode } = await host.createWithPass();
  expect((await host.scan(qrCode, 'after-the-soak')).status).toBe(200);
  for await (const event of stream.events) if (event.type === 'qr-scanned') break;
  stream.close();
});

it('keeps neither request nor response of an open stream', async () => {
  const streams = await open(host, OPEN_STREAMS);
  const alive = await probeProcess(server.pid(), { countRequests: true });
  expect(alive.streams).toBe(OPEN_STREAMS);
  expect(alive.requests).toBeLessThan(OPEN_STREAMS / 4);
  for (const stream of streams) stream.close();
});

/** Each is read until it is live, then dropped without a word, as a phone that leaves does. */
async function openAndDrop(api: Api, count: number): Promise<void> {
  for (const stream of await open(api, count)) stream.close();
}

function open(api: Api, count: number): Promise<OpenStream[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const stream = await openStream(api);
      expect(stream.status).toBe(200);
      const first = await stream.events[Symbol.asyncIterator]().next();
      expect(first.value?.type).toBe('connected');
      return stream;
    }),
  );
}

/** What is alive in the process once no stream is left in the hub and at most `sockets` connections are open. */
function quiet(pid: number, sockets: number): Promise<Alive> {
  return until('every dropped stream is gone', async () => {
    const alive = await probeProcess(pid);
    return alive.streams === 0 && alive.sockets <= sockets ? alive : null;
  });
}
