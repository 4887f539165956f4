import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Api, signIn } from '../support/api';
import { type Exchange, exchange } from '../support/raw-http';
import { startServer, type TestServer } from '../support/server';

const PUBLIC = 'aforo.example';
const NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

let server: TestServer;
let host: Api;
let chunk = '';
beforeAll(async () => {
  server = await startServer({ postgresUrl: inject('postgresUrl') });
  host = await signIn(server.url, 'host');
  chunk = /\/_next\/static\/[^"]+\.js/.exec(await (await fetch(`${server.url}/entrar`)).text())?.[0] ?? '';
}, 180_000);
afterAll(async () => server?.stop());

type Kind = 'page' | 'plain page' | 'file' | 'nothing';
interface Row {
  readonly name: string;
  readonly kind: Kind;
  readonly status: number;
  readonly line: string;
  readonly headers?: () => readonly string[];
}
const asHost = () => [`Cookie: ${host.cookie}`];
const html = () => ['Accept: text/html'];

/** Every way in which this server answers. */
const ROWS: readonly Row[] = [
  { name: 'the sign-in page', kind: 'page', status: 200, line: 'GET /entrar' },
  { name: 'a page of the venue', kind: 'page', status: 200, line: 'GET /reservas', headers: asHost },
  { name: 'a page that sends elsewhere', kind: 'page', status: 307, line: 'GET /', headers: asHost },
  { name: 'a screen without a session', kind: 'nothing', status: 307, line: 'GET /reservas' },
  { name: 'only the head of a page', kind: 'page', status: 200, line: 'HEAD /entrar' },
  {
    name: 'a page fetched ahead',
    kind: 'nothing',
    status: 307,
    line: 'GET /reservas',
    headers: () => [...asHost(), 'RSC: 1', 'Next-Router-Prefetch: 1'],
  },
  {
    name: 'the sign-in page fetched ahead',
    kind: 'page',
    status: 200,
    line: 'GET /entrar',
    headers: () => ['RSC: 1', 'Next-Router-Prefetch: 1'],
  },
  { name: 'a page with a slash too many', kind: 'nothing', status: 308, line: 'GET /entrar/' },
  { name: 'a form posted to its page', kind: 'nothing', status: 303, line: 'POST /entrar' },
  { name: 'no such page', kind: 'plain page', status: 404, line: 'GET /nada', headers: html },
  { name: 'no such page, with a dot', kind: 'plain page', status: 404, line: 'GET /nada.txt', headers: html },
  { name: 'no such pass', kind: 'plain page', status: 404, line: 'GET /pase/AFO1.nada', headers: html },
  { name: 'no such page, for a program', kind: 'nothing', status: 404, line: 'GET /nada' },
  { name: 'a file of the program', kind: 'file', status: 200, line: 'GET (chunk)' },
  { name: 'no such file of the program', kind: 'file', status: 404, line: 'GET /_next/static/nada.js' },
  { name: 'the diagnostic page', kind: 'file', status: 200, line: 'GET /test-sse-connection.html' },
  { name: 'the script of the diagnostic page', kind: 'file', status: 200, line: 'GET /test-sse-connection.js' },
  { name: 'the service worker', kind: 'file', status: 200, line: 'GET /sw.js' },
  { name: 'the icon', kind: 'nothing', status: 200, line: 'GET /icon.svg' },
  { name: 'a drawn icon', kind: 'nothing', status: 200, line: 'GET /apple-touch-icon.png' },
  { name: 'the manifest', kind: 'nothing', status: 200, line: 'GET /manifest.webmanifest' },
  { name: 'the API', kind: 'nothing', status: 200, line: 'GET /api/me', headers: asHost },
  { name: 'the API’s refusal', kind: 'nothing', status: 401, line: 'GET /api/me' },
  { name: 'the API’s unknown address', kind: 'nothing', status: 404, line: 'GET /api/nada' },
  { name: 'the page about the API', kind: 'plain page', status: 200, line: 'GET /api/docs' },
  { name: 'liveness', kind: 'nothing', status: 200, line: 'GET /api/health' },
  { name: 'the auth library', kind: 'nothing', status: 404, line: 'GET /api/auth/nada' },
  { name: 'a refused stream', kind: 'nothing', status: 401, line: 'GET /api/reservas/events?businessId=x' },
  { name: 'a refused stream on the response', kind: 'nothing', status: 405, line: 'POST /api/reservas/events' },
  {
    name: 'a stream',
    kind: 'nothing',
    status: 200,
    line: 'GET /api/reservas/events?businessId=(own)',
    headers: asHost,
  },
  { name: 'another method', kind: 'nothing', status: 405, line: 'TRACE /' },
  { name: 'a target that is none', kind: 'nothing', status: 400, line: 'GET /%zz' },
  {
    name: 'an upgrade',
    kind: 'nothing',
    status: 400,
    line: 'GET /',
    headers: () => ['Connection: upgrade', 'Upgrade: websocket'],
  },
  { name: 'CONNECT', kind: 'nothing', status: 405, line: 'CONNECT x:1' },
  {
    name: 'a header too large',
    kind: 'nothing',
    status: 431,
    line: 'GET /',
    headers: () => [`X: ${'x'.repeat(20_000)}`],
  },
  { name: 'no header at all', kind: 'nothing', status: 400, line: 'GET / HTTP/1.1\r\nnonsense' },
  { name: 'an expectation', kind: 'nothing', status: 417, line: 'GET /', headers: () => ['Expect: tea'] },
];

function get({ line, headers = () => [] }: Row, at = 'localhost'): Promise<Exchange> {
  const named = line.replace('(chunk)', chunk).replace('(own)', host.businessId);
  const lines = [named.includes('\r\n') ? named : `${named} HTTP/1.1`, `Host: ${at}`, ...headers(), '', ''];
  return exchange(server.port, lines.join('\r\n'));
}

function expectHeaders(answer: Exchange, { kind, status }: Row): void {
  const policy = answer.headers.get('content-security-policy') ?? '';
  expect(answer.status).toBe(status);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(policy).toContain("frame-ancestors 'none'");
  if (kind === 'page') expect(policy).toMatch(/script-src 'self' 'nonce-[\w+/=]{20,}' 'strict-dynamic'/);
  if (kind === 'plain page') expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-/);
  if (kind === 'file') expect(policy).toMatch(/^default-src 'none'; script-src 'self'/);
  if (kind === 'nothing') expect(policy).toBe(NOTHING);
}

describe('every answer bears nosniff and a policy, and over plain HTTP no word of HTTPS', () => {
  it.each(ROWS)('$name', async (row) => {
    const answer = await get(row);
    expectHeaders(answer, row);
    expect(answer.headers.has('strict-transport-security')).toBe(false);
  });
});

it('every answer asks for HTTPS where people come by HTTPS', { timeout: 180_000 }, async () => {
  await server.terminate();
  await server.restart({ PUBLIC_URL: `https://${PUBLIC}` });
  for (const row of ROWS) {
    const { headers } = await get(row, PUBLIC);
    expect([row.name, headers.get('strict-transport-security')]).toEqual([row.name, 'max-age=31536000']);
    expect([row.name, headers.get('x-content-type-options')]).toEqual([row.name, 'nosniff']);
  }
});

it('the diagnostic page shows nothing of a venue by itself', async () => {
  const page = await exchange(
    server.port,
    `GET /test-sse-connection.html HTTP/1.1\r\nHost: ${PUBLIC}\r\nConnection: close\r\n\r\n`,
    {
      until: () => false,
    },
  );
  expect(page.text).toContain('id="sign-in"');
  expect(page.text).not.toMatch(/terraza|owner@|<script(?![^>]*src=)|style=|\son\w+=/i);
});
