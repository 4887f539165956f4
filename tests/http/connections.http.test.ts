import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Api, signIn } from '../support/api';
import { descriptorsOf, exchange, leaveOpen } from '../support/raw-http';
import { startServer, type TestServer } from '../support/server';
import { until } from '../support/until';

/** Of each kind at once. */
const STORM = 40;
/** The longest deadline of an idle connection, and the server's look at them. */
const ENDS_WITHIN_MS = 100_000;
const EVENTS = '/api/reservas/events?businessId=x';

let server: TestServer;
let host: Api;
beforeAll(async () => {
  server = await startServer({ postgresUrl: inject('postgresUrl') });
  host = await signIn(server.url, 'host');
}, 180_000);
afterAll(async () => server?.stop());

const get = (path: string, ...headers: string[]) =>
  `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${headers.map((line) => `${line}\r\n`).join('')}\r\n`;
const UPGRADE = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Key: x', 'Sec-WebSocket-Version: 13'];
const H2C = ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA'];

describe('an upgrade', () => {
  it.each([
    ['of a websocket', get('/', ...UPGRADE)],
    ['of the development server’s websocket', get('/_next/hmr', ...UPGRADE)],
    ['of the stream’s address', get(EVENTS, ...UPGRADE)],
    [
      'to HTTP/2 with a body',
      `POST / HTTP/1.1\r\nHost: localhost\r\n${H2C.join('\r\n')}\r\nContent-Length: 2\r\n\r\n{}`,
    ],
    ['by CONNECT', 'CONNECT aforo.test:443 HTTP/1.1\r\nHost: aforo.test:443\r\n\r\n'],
  ])('%s is refused and its connection ends', async (_, request) => {
    const { status, closed } = await exchange(server.port, request, { until: () => false });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(closed).toBe(true);
  });

  it('to HTTP/2, as curl asks for it, is answered over HTTP/1.1', async () => {
    const { text, status } = await exchange(server.port, get('/api/health', ...H2C), { until: () => false });
    expect(status).toBe(200);
    expect(text).toContain('{"status":"ok"}');
    const stream = get(`/api/reservas/events?businessId=${host.businessId}`, `Cookie: ${host.cookie}`, ...H2C);
    await exchange(server.port, stream, { until: (seen) => seen.text.includes('"type":"connected"') });
  });

  it('behind a request without an answer does not answer in its place', async () => {
    const { statuses } = await exchange(server.port, get('/entrar') + get('/', ...UPGRADE), { until: () => false });
    expect(statuses.filter((status) => status !== 200)).toEqual([]);
  });
});

describe('what comes behind a stream', () => {
  const body = (customerName: string) =>
    JSON.stringify({ customerName, guestCount: 2, reservedAt: new Date().toISOString() });
  const create = (name: string) =>
    `POST /api/reservas?businessId=${host.businessId} HTTP/1.1\r\nHost: localhost\r\nCookie: ${host.cookie}\r\n` +
    `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body(name))}\r\n\r\n${body(name)}`;

  it.each([
    ['refused', 'nothing'],
    ['opened', 'own'],
  ])(
    'runs nothing that stood in the header of a request split over packets, for a stream that is %s',
    async (_, of) => {
      const name = `Dentro ${randomUUID()}`;
      const businessId = of === 'own' ? host.businessId : of;
      const stream = get(`/api/reservas/events?businessId=${businessId}`, `Cookie: ${host.cookie}`);
      const outer = 'POST /api/me HTTP/1.1\r\nHost: localhost\r\nX-Inner: ';
      const pieces = [stream + outer, create(name)];
      const { statuses } = await exchange(server.port, pieces, { pause: 300, until: () => false });
      // Whole in one packet, the outer request is one request with two hosts.
      expect(statuses.slice(1).filter((status) => status !== 400)).toEqual([]);
      const { reservations } = await host.list();
      expect(reservations.map(({ customerName }) => customerName)).not.toContain(name);
      // The same bytes as a request of their own would have made it.
      await exchange(server.port, create(name));
      const after = await host.list();
      expect(after.reservations.map(({ customerName }) => customerName)).toContain(name);
    },
  );

  it('a stream behind a request without an answer is answered after it', async () => {
    const pair = get('/api/me') + get(EVENTS);
    const { statuses } = await exchange(server.port, pair, { until: (seen) => seen.statuses.length === 2 });
    expect(statuses).toEqual([401, 401]);
  });

  it('a refused stream says that its connection ends, and ends it', async () => {
    const { headers, closed } = await exchange(server.port, get(EVENTS), { until: () => false });
    expect([headers.get('connection'), closed]).toEqual(['close', true]);
  });
});

it('gives every descriptor back, whatever the peers do or leave undone', {
  timeout: ENDS_WITHIN_MS + 60_000,
}, async () => {
  const { port } = server;
  const before = descriptorsOf(server.pid());
  const [chunk = ''] = /\/_next\/static\/[^"]+\.js/.exec(await (await fetch(`${server.url}/entrar`)).text()) ?? [];
  expect(chunk).not.toBe('');
  const kinds: Record<string, () => Promise<{ end(): unknown }>> = {
    'an upgrade': () => leaveOpen(port, get('/', ...UPGRADE)),
    'an upgrade to HTTP/2': () => leaveOpen(port, get('/api/health', ...H2C)),
    CONNECT: () => leaveOpen(port, 'CONNECT x:1 HTTP/1.1\r\nHost: x:1\r\n\r\n'),
    'no byte at all': () => leaveOpen(port, ''),
    'half a header': () => leaveOpen(port, 'GET /api/health HTTP/1.1\r\nHost: localhost\r\nX-Slow: '),
    'half a body': () =>
      leaveOpen(
        port,
        'PUT /api/theme HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{',
      ),
    'a body that waits for leave': () =>
      leaveOpen(
        port,
        'PUT /api/theme HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 99\r\n\r\n',
      ),
    'an idle connection': () => leaveOpen(port, get('/api/health')),
    'no HTTP': () => leaveOpen(port, '\x16\x03\x01 nonsense\r\n\r\n'),
    'a header that is too large': () => leaveOpen(port, get('/', `X-Large: ${'x'.repeat(20_000)}`)),
    'a refused stream': () => leaveOpen(port, get(EVENTS)),
    'a refused stream with half a request behind it': () => leaveOpen(port, `${get(EVENTS)}GET /api`),
    'answers that nobody reads': () => leaveOpen(port, get(chunk).repeat(30), false),
    'a half-closed connection': async () => (await leaveOpen(port, get('/entrar'))).end(),
    'a half-closed half request': async () => (await leaveOpen(port, 'GET /api/health HT')).end(),
    'a half-closed upgrade': async () => (await leaveOpen(port, get('/', ...UPGRADE))).end(),
  };
  const sockets = await Promise.all(
    Object.values(kinds).flatMap((open) => Array.from({ length: STORM }, async () => open())),
  );
  expect(sockets).toHaveLength(Object.keys(kinds).length * STORM);
  await until('every descriptor is back', () => descriptorsOf(server.pid()) <= before + 4, ENDS_WITHIN_MS);
  expect((await fetch(`${server.url}/api/ready`)).status).toBe(200);
});

it('holds at most as many connections as it may, and takes others once there is room', {
  timeout: 120_000,
}, async () => {
  await server.terminate();
  await server.restart({ MAX_CONNECTIONS: '20' });
  const open = await Promise.all(Array.from({ length: 60 }, () => leaveOpen(server.port, '')));
  await until(
    'the others are closed',
    () => open.filter(({ readableEnded, destroyed }) => readableEnded || destroyed).length >= 40,
  );
  for (const socket of open) socket.destroy();
  await until('there is room', async () => {
    const answer = await fetch(`${server.url}/api/health`).catch(() => null);
    return answer?.status === 200;
  });
});
