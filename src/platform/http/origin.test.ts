import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { handled, jsonResponse } from '@/modules/access/route';
import { isOurHost, originOf, refuseForeignHost } from './origin';

const forget = () => {
  for (const key of Object.getOwnPropertySymbols(globalThis)) {
    if (/^aforo\.(env|origin)/.test(key.description ?? '')) Reflect.deleteProperty(globalThis, key);
  }
};
beforeEach(() => {
  forget();
  vi.stubEnv('LOG_LEVEL', 'silent');
});
afterEach(() => {
  vi.unstubAllEnvs();
  forget();
});

const serve = handled(async (given) => jsonResponse({ origin: originOf(given.headers, given.url) }));
const ask = async (host: string | null, path = '/api/me', init: { method?: string; origin?: string } = {}) => {
  const headers = { ...(host === null ? {} : { host }), ...(init.origin ? { origin: init.origin } : {}) };
  const answer = await serve(new Request(`http://inside${path}`, { method: init.method ?? 'GET', headers }), {
    params: Promise.resolve({}),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};
const lan = Object.values(networkInterfaces())
  .flatMap((found) => found ?? [])
  .map(({ address, family }) => (family === 'IPv6' ? `[${address}]` : address));

describe('without PUBLIC_URL', () => {
  it.each([
    'localhost',
    'localhost:3000',
    'LocalHost.:8080',
    'aforo.localhost',
    '127.0.0.1:3000',
    '127.0.1.1',
    '[::1]:3000',
    hostname(),
    `${hostname().split('.')[0]?.toUpperCase()}.local:3000`,
    ...lan.map((address) => `${address}:3000`),
  ])('is reached as %s', (host) => {
    expect(isOurHost(host)).toBe(true);
  });

  it.each([
    ...['evil.example', 'evil.example:3000', 'localhost.evil.example', 'notlocalhost', '127.0.0.1.evil.example'],
    ...[
      '0.0.0.0:3000',
      '[::]:3000',
      '8.8.8.8',
      '[2001:4860:4860::8888]',
      'user@localhost',
      'localhost/x',
      'localhost?',
    ],
    ...['', 'localhost:99999', 'localhost:x', 'evil.example#localhost', 'localhost,evil.example', ' localhost'],
  ])('is not reached as "%s"', (host) => {
    expect(isOurHost(host)).toBe(false);
  });

  it('is reached by the name that HOST gives it', () => {
    vi.stubEnv('HOST', 'puerta.lan');
    expect([isOurHost('puerta.lan:3000'), isOurHost('otra.lan')]).toEqual([true, false]);
  });

  it('answers 421 to any other host, so that none becomes the address in a pass', async () => {
    expect(await ask('localhost:3000')).toEqual({ status: 200, body: { origin: 'http://localhost:3000' } });
    for (const host of ['evil.example', null]) {
      expect(await ask(host)).toMatchObject({
        status: 421,
        body: { code: 'MISDIRECTED', requestId: expect.any(String) },
      });
    }
  });

  it('takes mutations from pages of the same host alone', async () => {
    const post = async (origin: string, host = 'localhost:3000') =>
      (await ask(host, '/api/me', { method: 'POST', origin })).status;
    expect(await post('http://localhost:3000')).toBe(200);
    expect(await post('https://localhost:3000'), 'TLS ends before').toBe(200);
    expect(await post('http://localhost:4000')).toBe(403);
    expect(await post('null')).toBe(403);
    expect(await post('http://evil.example', 'evil.example'), 'a name that was rebound to us').toBe(421);
  });
});

describe('with PUBLIC_URL', () => {
  beforeEach(() => vi.stubEnv('PUBLIC_URL', 'https://aforo.example'));

  it('is reached by its host alone', () => {
    const ours = ['aforo.example', 'aforo.example:443', 'AFORO.example'];
    expect(ours.filter((host) => !isOurHost(host))).toEqual([]);
    const others = [
      'aforo.example:80',
      'aforo.example:3000',
      'localhost:3000',
      '127.0.0.1',
      'evil.example',
      '',
      ...lan,
    ];
    expect(others.filter(isOurHost)).toEqual([]);
  });

  it('keeps to the port that it names', () => {
    vi.stubEnv('PUBLIC_URL', 'http://aforo.example:8080/');
    expect([isOurHost('aforo.example:8080'), isOurHost('aforo.example')]).toEqual([true, false]);
  });

  it('takes mutations from its own origin alone, and answers 421 to another host', async () => {
    const post = async (origin: string, host = 'aforo.example') =>
      (await ask(host, '/api/me', { method: 'POST', origin })).status;
    expect(await post('https://aforo.example')).toBe(200);
    expect(await post('http://aforo.example'), 'not over TLS').toBe(403);
    expect(await post('http://localhost:3000', 'localhost:3000')).toBe(421);
    expect(await post('https://evil.example')).toBe(403);
    expect((await ask('aforo.example')).body).toEqual({ origin: 'https://aforo.example' });
  });

  it('lets a probe ask by any address', async () => {
    for (const path of ['/api/health', '/api/ready', '/api/ready?x=1', '/api/metrics']) {
      expect([path, (await ask('10.0.0.7:3000', path)).status]).toEqual([path, 200]);
    }
    for (const path of ['/api/ready/x', '/api/me?/api/ready', '/api/readyx']) {
      expect([path, (await ask('10.0.0.7:3000', path)).status]).toEqual([path, 421]);
    }
  });
});

it('refuses pages and files of another host in words', async () => {
  const server = createServer((asked, response) => {
    if (!refuseForeignHost(asked, response)) response.end('page');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const get = async (path: string, host: string) => {
    const [answer] = (await once(request({ port, path, headers: { host } }).end(), 'response')) as [
      NodeJS.ReadableStream & { statusCode: number },
    ];
    let text = '';
    for await (const chunk of answer) text += chunk;
    return [answer.statusCode, text];
  };
  expect(await get('/entrar', `127.0.0.1:${port}`)).toEqual([200, 'page']);
  expect(await get('/entrar', 'evil.example')).toEqual([421, expect.stringContaining('PUBLIC_URL')]);
  expect(await get('//api/x', 'evil.example')).toEqual([421, expect.any(String)]);
  expect(await get('/api/me', 'evil.example'), 'by a problem document').toEqual([200, 'page']);
  server.close();
});
