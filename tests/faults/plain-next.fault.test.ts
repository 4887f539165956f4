import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { Api, signIn } from '../support/api';
import { Device } from '../support/device';
import { PLAIN_NEXT } from '../support/server';
import { openStream } from '../support/stream';
import { startTwoServers, type TwoServers } from '../support/two-servers';
import { until } from '../support/until';

/** `next start` beside the custom server, on one database: the Web stream, the bus, and lives so short that streams hand over. */
const LIFE_MS = 1_500;

let servers: TwoServers;
beforeAll(async () => {
  const env = { SSE_LOOK_MS: '3600000', SSE_MAX_LIFE_MS: String(LIFE_MS) };
  servers = await startTwoServers(inject('postgresUrl'), env, PLAIN_NEXT);
}, 180_000);
afterAll(() => servers.stop());

it('plain next start serves bounded streams that hand over, and hears the other process, with no event lost or doubled', async () => {
  const plain = await signIn(servers.first.url, 'host');
  const custom = new Api(servers.second.url, plain.cookie, plain.businessId);

  const stream = await openStream(plain);
  const events = [];
  for await (const event of stream.events) events.push(event);
  expect(events[0]).toMatchObject({ type: 'connected', transport: 'web' });
  expect(events.at(-1)).toMatchObject({ type: 'error', code: 'draining' });

  const { reservation, qrCode } = await custom.createWithPass({ guestCount: 1_000 });
  const devices = await Promise.all([plain, plain, custom].map((api) => Device.open(api)));
  let scans = 0;
  await until(
    'every device has handed over several times while scans ran at both',
    async () => {
      expect((await (scans % 2 ? plain : custom).scan(qrCode, randomUUID())).status).toBe(200);
      scans += 1;
      return scans >= 50 && devices.every(({ connects }) => connects >= 4);
    },
    60_000,
  );
  await until('every device has every scan', () =>
    devices.every((device) => device.row(reservation.id)?.scanCount === scans),
  );
  const { reservations } = await plain.list();
  for (const device of devices) {
    expect(device.faults).toEqual([]);
    expect(device.rows).toEqual(reservations);
    await device.close();
  }
});

it('plain next start hands an open stream over on SIGTERM, and ends', async () => {
  await servers.first.kill9();
  await servers.first.restart({ SSE_MAX_LIFE_MS: '3600000' });
  const plain = await signIn(servers.first.url, 'host');
  const stream = await openStream(plain);
  const last = (async () => {
    let event: unknown;
    for await (event of stream.events);
    return event;
  })();
  const { ms } = await servers.first.terminate();
  expect(ms).toBeLessThan(20_000);
  expect(await last).toMatchObject({ type: 'error', code: 'draining' });
});

it('plain next start puts nosniff and a policy on pages, prefetches, data, files and what does not exist', async () => {
  await servers.first.restart();
  const rows: [string, string, Record<string, string>?][] = [
    ['/entrar', "'nonce-"],
    ['/entrar', "default-src 'none'", { 'next-router-prefetch': '1' }],
    ['/nada.txt', "'nonce-"],
    ['/api/me', "default-src 'none'"],
    ['/test-sse-connection.html', "script-src 'self'"],
    ['/sw.js', "connect-src 'self'"],
  ];
  for (const [path, policy, headers = {}] of rows) {
    const answer = await fetch(servers.first.url + path, { headers, redirect: 'manual' });
    expect([path, answer.headers.get('x-content-type-options')]).toEqual([path, 'nosniff']);
    expect([path, answer.headers.get('content-security-policy')]).toEqual([path, expect.stringContaining(policy)]);
  }
});
