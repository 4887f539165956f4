import { afterAll, afterEach, beforeAll, expect, inject, it } from 'vitest';
import { Evening } from '../support/evening';
import { type Fault, FaultyProxy, plain } from '../support/proxy';
import {
  anywhere,
  buffering,
  cuttingIdle,
  insideCharacter,
  insideLine,
  oneByOne,
  resetting,
  silent,
} from '../support/proxy-faults';
import { startServer, type TestServer } from '../support/server';
import { until } from '../support/until';

/** Short, so that the client's watchdog (two of them and a grace) is waited for and not slept through. Milliseconds. */
const HEARTBEAT = 500;

let server: TestServer;
let proxy: FaultyProxy;
beforeAll(async () => {
  server = await startServer({
    postgresUrl: inject('postgresUrl'),
    env: { SSE_HEARTBEAT_MS: String(HEARTBEAT) },
  });
}, 180_000);
afterEach(async () => proxy?.close());
afterAll(async () => server?.stop());

/** Screens behind a proxy with that fault, phones at the server itself. */
async function behind(fault: () => Fault, options: Parameters<typeof Evening.open>[1] = {}): Promise<Evening> {
  proxy = await FaultyProxy.listen(server.port);
  proxy.fault = fault;
  return Evening.open(server, { origin: () => proxy.url, phones: 2, ...options });
}

const all = <T>(evening: Evening, state: (device: Evening['devices'][number]) => T) => evening.devices.map(state);
const isLive = ({ state }: Evening['devices'][number]) => state.status === 'connected';

it.each([
  ['everything', false],
  ['everything behind the headers', true],
])('a proxy that buffers %s: the client says so, polls, and is live when the proxy lets go', async (_, headers) => {
  const stream = { openingDeadline: 1500, slowDelay: 3000 };
  let holds = true;
  const evening = await behind(
    buffering(headers, () => holds),
    { stream, pollMs: 250 },
  );
  await until('every screen says that it is buffered', () =>
    all(evening, ({ state }) => state.transport).every((transport) => transport === 'buffered'),
  );
  expect(all(evening, ({ state }) => state.status)).toEqual(['error', 'error', 'error']);
  expect(all(evening, ({ failures }) => failures.every((kind) => kind === 'buffered'))).not.toContain(false);
  evening.startPhones();
  await evening.progress(10);
  await evening.stopPhones();
  const { cursor } = await evening.host.list();
  await until('polling shows what was scanned', () =>
    all(evening, ({ seq }) => cursor.endsWith(`:${seq}`)).every(Boolean),
  );
  expect(all(evening, ({ connects }) => connects)).toEqual([0, 0, 0]);

  holds = false;
  await until('every screen is live', () => all(evening, isLive).every(Boolean), 60_000);
  await evening.check();
});

it('a proxy that cuts idle connections: heartbeats keep the stream', async () => {
  let cuts = 0;
  const evening = await behind(
    cuttingIdle(HEARTBEAT * 4, () => {
      cuts += 1;
    }),
  );
  await until('five heartbeats of idle time have passed', () => {
    const [first] = evening.devices;
    return (first?.heartbeats ?? 0) >= 5;
  });
  expect(cuts).toBe(0);
  expect(all(evening, ({ connects }) => connects)).toEqual([1, 1, 1]);
  await evening.check();
});

it.each([
  ['inside a character', insideCharacter],
  ['inside a line', insideLine],
  ['anywhere', anywhere],
])('a proxy that resets %s: the client resumes where it was', async (_, place) => {
  let left = 9;
  const cut = (bytes: Buffer) => (left > 0 ? place(bytes) : -1);
  const evening = await behind(
    resetting(cut, () => {
      left -= 1;
    }),
  );
  evening.startPhones();
  await until('it has reset', () => left <= 0, 60_000);
  await evening.progress(5);
  await evening.check();
  expect(all(evening, ({ state }) => state.unreadable)).toEqual([0, 0, 0]);
});

it('a proxy that delays and passes every byte alone: nothing is misread', async () => {
  const evening = await behind(() => oneByOne());
  evening.startPhones();
  await evening.progress(20);
  await evening.check();
  expect(all(evening, ({ state }) => state.unreadable)).toEqual([0, 0, 0]);
  expect(all(evening, ({ failures }) => failures)).toEqual([[], [], []]);
});

it('a wire that goes dead without a word: the watchdog notices, and the next wire brings what was missed', async () => {
  let isDead = false;
  const evening = await behind(
    silent(() => isDead),
    { stream: { silenceGrace: 500, openingDeadline: 2000 } },
  );
  evening.startPhones();
  await until('every screen is live', () => all(evening, isLive).every(Boolean));
  proxy.fault = plain;
  isDead = true;
  await evening.progress(5);
  await until('the watchdog has noticed', () =>
    all(evening, ({ failures }) => failures.includes('dead')).every(Boolean),
  );
  await until('every screen is live', () => all(evening, isLive).every(Boolean), 30_000);
  // Kept connections died with the stream: their silence must not be blamed on a proxy, which would cost a minute.
  expect(all(evening, ({ failures }) => failures.includes('buffered'))).toEqual([false, false, false]);
  await evening.check();
});
