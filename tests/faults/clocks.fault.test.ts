import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { CLOCK_HEADER } from '@/realtime/protocol/clock';
import { Evening } from '../support/evening';
import { startServer, type TestServer } from '../support/server';
import { sleep, until } from '../support/until';

const HOURS_3 = 3 * 60 * 60_000;
/** Two missed ones and the grace are what the sleeper outsleeps. Milliseconds. */
const HEARTBEAT = 500;

let server: TestServer;
let sleeper: ChildProcess | undefined;
beforeAll(async () => {
  const env = { SSE_HEARTBEAT_MS: String(HEARTBEAT) };
  server = await startServer({ postgresUrl: inject('postgresUrl'), env });
}, 180_000);
afterAll(async () => {
  sleeper?.kill('SIGKILL');
  await server?.stop();
});

it.each([
  ['ahead', HOURS_3],
  ['behind', -HOURS_3],
])('a device whose clock is three hours %s stays live, counts right and knows how fresh it is', async (_, error) => {
  const clock = () => Date.now() + error;
  const evening = await Evening.open(server, { environment: { now: clock } });
  evening.startPhones();
  await evening.progress(10);
  const [pass] = evening.passes;
  const nonce = randomUUID();
  const scan = await evening.door.call('POST', '/api/reservas/qr-scan', {
    body: {
      ...{ businessId: evening.door.businessId, action: 'increment', increment: 1, nonce },
      ...{ qrCode: pass?.qrCode, occurredAt: new Date(clock()).toISOString() },
    },
    headers: { [CLOCK_HEADER]: new Date(clock()).toISOString() },
  });
  expect(scan.status).toBe(200);
  evening.acknowledge({ reservationId: pass?.id ?? '', nonce });
  await evening.stopPhones();
  await until('an idle while with heartbeats', () => evening.devices.every(({ heartbeats }) => heartbeats >= 4));
  for (const { connects, failures, state } of evening.devices) {
    expect([connects, failures]).toEqual([1, []]);
    // What the screen shows is the age by its own clock; the offset is what it corrects the server's times with.
    expect(clock() - (state.lastMessageAt ?? 0)).toBeLessThan(60_000);
    expect(clock() - (state.lastMessageAt ?? 0)).toBeGreaterThanOrEqual(0);
    expect(Math.abs(state.clockOffset + error)).toBeLessThan(60_000);
  }
  await evening.check();
});

it('a device that sleeps through a restart and an evening wakes up with everything, in order', async () => {
  const evening = await Evening.open(server);
  const { url, cookie, businessId } = evening.host;
  const { child, ask } = await startSleeper({ url, cookie, businessId });
  sleeper = child;
  await until('it is live', async () => (await ask()).status === 'connected');
  child.kill('SIGSTOP');
  evening.startPhones();
  await evening.progress(20);
  await server.kill9();
  await server.restart();
  await evening.progress(20);
  await evening.stopPhones();
  await sleep(HEARTBEAT * 4);
  child.kill('SIGCONT');
  const { cursor } = await evening.host.list();
  await until('it has caught up', async () => cursor.endsWith(`:${(await ask()).seq}`), 60_000);
  const awake = await ask();
  expect(awake.faults).toEqual([]);
  expect(awake.connects).toBeGreaterThan(1);
  expect(awake.rows).toEqual((await evening.host.list()).reservations);
  await evening.check();
});

interface Told {
  readonly status: string;
  readonly seq: number;
  readonly connects: number;
  readonly faults: string[];
  readonly rows: unknown[];
}

/** A device in a process of its own, so that it can be stopped as a lid that closes stops it: clock, timers and sockets. */
async function startSleeper(api: { url: string; cookie: string; businessId: string }) {
  const child = fork('tests/support/device-process.ts', [JSON.stringify(api)], { execArgv: ['--import', 'tsx'] });
  const ask = async (): Promise<Told> => {
    const answer = once(child, 'message');
    child.send('tell');
    return (await answer)[0] as Told;
  };
  await once(child, 'message');
  return { child, ask };
}
