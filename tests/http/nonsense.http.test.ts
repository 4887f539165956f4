import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Api, signIn } from '../support/api';
import { nonsense } from '../support/nonsense';
import { seeded } from '../support/random';
import { descriptorsOf, exchange } from '../support/raw-http';
import { startServer, type TestServer } from '../support/server';
import { until } from '../support/until';

/** Requests of the fuzz; FAULT_ROUNDS makes it longer. */
const REQUESTS = 40 * Number(process.env.FAULT_ROUNDS ?? 10);
const AT_ONCE = 24;
/** Longer than the server waits for the rest of a header or a body. */
const ANSWERED_WITHIN_MS = 75_000;

let server: TestServer;
let host: Api;
beforeAll(async () => {
  server = await startServer({ postgresUrl: inject('postgresUrl') });
  host = await signIn(server.url, 'host');
}, 180_000);
afterAll(async () => server?.stop());

const HOST = 'Host: localhost';
const ask = (line: string, ...headers: string[]) =>
  `${line} HTTP/1.1\r\n${[HOST, ...headers].map((header) => `${header}\r\n`).join('')}\r\n`;
const post = (path: string, body: string, ...headers: string[]) =>
  ask(`POST ${path}`, `Content-Length: ${body.length}`, ...headers) + body;
const JSON_BODY = 'Content-Type: application/json';
const DEEP = '['.repeat(20_000) + ']'.repeat(20_000);

/** Each was answered with 5xx, with somebody else's address, or not at all. */
const CASES: readonly [string, number, string][] = [
  ['a path that does not decode, of the API', 400, ask('GET /api/%zz')],
  ['a path that does not decode, of a pass', 400, ask('GET /pase/%zz')],
  ['a path that is not UTF-8', 400, ask('GET /api/reservas/%ff')],
  ['a NUL in a path', 400, ask('GET /%00')],
  ['OPTIONS *', 405, ask('OPTIONS *')],
  ['GET *', 400, ask('GET *')],
  ['TRACE of a page', 405, ask('TRACE /')],
  ['TRACE of the API', 405, ask('TRACE /api/me')],
  ['a method that Node knows and we do not', 405, ask('PROPFIND /api/me')],
  ['PUT of a page', 405, ask('PUT /entrar')],
  ['an invented server action', 400, post('/entrar', '[]', 'Next-Action: abc')],
  [
    'a form that does not parse, posted to a page',
    303,
    post('/entrar', '[]', 'Content-Type: multipart/form-data; boundary=x'),
  ],
  ['a range that a file does not have', 200, ask('GET /test-sse-connection.html', 'Range: bytes=9999999-')],
  ['a range that is none', 200, ask('GET /test-sse-connection.html', 'Range: bytes=a-b,c')],
  ['Next’s own page for failures', 404, ask('GET /_global-error')],
  ['Next’s picture service', 404, ask('GET /_next/image?url=http://evil/&w=64&q=75')],
  ['an absolute target', 400, ask('GET http://evil/')],
  ['an absolute target of another scheme', 400, ask('GET https://evil:99999/')],
  ['a page of a host that is not ours', 421, 'GET /entrar HTTP/1.1\r\nHost: evil.test\r\n\r\n'],
  ['an API of a host that is not ours', 421, 'GET /api/me HTTP/1.1\r\nHost: evil.test\r\n\r\n'],
  ['two slashes', 400, ask('GET //evil/')],
  ['a backslash', 400, ask('GET /\\evil')],
  ['a fragment', 400, ask('GET /#x')],
  ['a target without end', 400, ask(`GET /${'a'.repeat(12_000)}`)],
  ['a header without end', 431, ask('GET /', `X-Long: ${'x'.repeat(20_000)}`)],
  ['a router state that does not parse', 400, ask('GET /entrar', 'RSC: 1', 'Next-Router-State-Tree: x')],
  ['two hosts', 400, ask('GET /', 'Host: evil')],
  ['no host', 400, 'GET / HTTP/1.1\r\n\r\n'],
  ['a host that is none', 400, 'GET /api/me HTTP/1.1\r\nHost: a b/\\@\r\n\r\n'],
  ['HTTP/0.9', 400, 'GET /\r\n\r\n'],
  ['HTTP/2 without asking', 400, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['two lengths of a body', 400, post('/api/setup', '{}', 'Transfer-Encoding: chunked')],
  ['an expectation that nobody meets', 417, ask('POST /api/setup', 'Expect: tea')],
  ['very deep JSON at setup', 400, post('/api/setup', DEEP, JSON_BODY)],
];

describe('what cannot be ours', () => {
  it.each(CASES)('%s gets %i', async (_, status, request) => {
    const answer = await exchange(server.port, request);
    expect([answer.status, answer.headers.get('location') ?? '/entrar']).toEqual([status, '/entrar']);
  });

  it.each(['/api/auth/sign-in/email', '/api/auth/sign-out', '/api/theme', '/api/me/idioma', '/api/reservas/qr-scan'])(
    'very deep JSON at %s gets 4xx or less',
    async (path) => {
      for (const body of [DEEP, `{"a":${DEEP}}`, `${'{"a":'.repeat(8_000)}1${'}'.repeat(8_000)}`, '['.repeat(60_000)]) {
        const { status } = await exchange(
          server.port,
          post(path, body, JSON_BODY, `Cookie: ${/scan|idioma/.test(path) ? host.cookie : ''}`),
        );
        expect(status).toBeLessThan(500);
      }
    },
  );

  it('HTTP/1.0 without a host is served', async () => {
    expect((await exchange(server.port, 'GET /api/health HTTP/1.0\r\n\r\n')).status).toBe(200);
  });

  it('what is fetched ahead is served', async () => {
    const tree = encodeURIComponent(
      JSON.stringify(['', { children: ['entrar', { children: ['__PAGE__', {}] }] }, null, null]),
    );
    const first = await exchange(server.port, ask('GET /entrar?_rsc=x', 'RSC: 1', `Next-Router-State-Tree: ${tree}`));
    const found = first.headers.get('location') ?? '/entrar?_rsc=x';
    const { status } = await exchange(server.port, ask(`GET ${found}`, 'RSC: 1', `Next-Router-State-Tree: ${tree}`));
    expect(status).toBe(200);
  });
});

describe('what does not exist', () => {
  it('is a small page for people and a problem document for programs, without rendering', async () => {
    for (const path of ['/nada', '/favicon.ico', '/pase/AFO1.nada', `/pase/${'A'.repeat(152)}`, '/reservas/nada']) {
      const page = await exchange(server.port, ask(`GET ${path}`, 'Accept: text/html,*/*', 'Connection: close'), {
        until: () => false,
      });
      expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
      expect(page.text).toContain(
        path.startsWith('/pase') ? 'Este pase no existe' : 'Aquí no hay nada'.replace('í', '\xc3\xad'),
      );
      expect(page.text).not.toContain('<script');
      const problem = await exchange(server.port, ask(`GET ${path}`, 'Connection: close'), { until: () => false });
      expect(problem.text).toContain('"code":"NOT_FOUND"');
    }
  });

  it('is never a pass of ours', async () => {
    const { qrCode } = await host.createWithPass();
    const pass = await fetch(`${server.url}/pase/${qrCode}`, { headers: { accept: 'text/html' } });
    expect([pass.status, (await pass.text()).includes('data-state="ok"')]).toEqual([200, true]);
  });
});

it('a form that was sent before its script had come is sent to its page anew', async () => {
  const form = post('/entrar?destino=/puerta', 'email=a', 'Content-Type: application/x-www-form-urlencoded');
  const { status, headers } = await exchange(server.port, form);
  expect([status, headers.get('location')]).toEqual([303, '/entrar?destino=/puerta']);
});

it('nonsense by chance gives no 5xx, no hang and no descriptor that stays', { timeout: 600_000 }, async () => {
  const seed = Number(process.env.FUZZ_SEED ?? 20261128);
  const random = seeded(seed);
  const before = descriptorsOf(server.pid());
  const faults: unknown[] = [];
  let left = REQUESTS;
  const work = async () => {
    while (left-- > 0) {
      const { pieces, halfClose } = nonsense(random, [`Cookie: ${host.cookie}`]);
      // Half a request is the server's to end: the client waits no longer than for the answer to a whole one.
      const found = await exchange(server.port, pieces, { halfClose, deadline: ANSWERED_WITHIN_MS }).catch(String);
      const bad = typeof found === 'string' || found.statuses.some((status) => status >= 500);
      if (bad)
        faults.push({ seed, pieces, halfClose, found: typeof found === 'string' ? found : found.text.slice(0, 300) });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  expect(faults).toEqual([]);
  await until('every descriptor is back', () => descriptorsOf(server.pid()) <= before + 4, 100_000);
  expect((await host.list()).reservations).toBeInstanceOf(Array);
});
