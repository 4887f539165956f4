import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { connectTo } from '../reservas/hooks/dom.fixture';
import { sendCode, signIn } from './sign-in';

interface Answer {
  readonly status: number;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

let server: Server;
let answer: Answer = { status: 200, body: '' };
/** Of a request that needs the session. */
let session = 200;
const others = new BroadcastChannel('aforo-account');
const heard: unknown[] = [];

beforeAll(async () => {
  others.onmessage = ({ data }) => heard.push(data);
  server = createServer((request, response) => {
    if (request.url === '/api/me') return void response.writeHead(session).end();
    const { status, type = 'application/json', headers, body } = answer;
    response.writeHead(status, { 'content-type': type, ...headers }).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  connectTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
afterAll(() => {
  others.close();
  server.close();
});
afterEach(() => {
  heard.length = 0;
});

const problem = (status: number, code: string, headers = {}): Answer => ({
  ...{ status, headers, type: 'application/problem+json; charset=utf-8' },
  body: JSON.stringify({ code, status }),
});
const PORTAL = '<html><body>Bienvenido a la red del hotel</body></html>';

it.each<[string, Answer, object]>([
  ['a portal’s page', { status: 200, type: 'text/html', body: PORTAL }, { kind: 'offline' }],
  ['a portal’s JSON', { status: 200, body: '{"ok":true}' }, { kind: 'offline' }],
  ['a stranger’s 401', { status: 401, body: '{"code":"INVALID_CREDENTIALS"}' }, { kind: 'offline' }],
  ['a firewall’s 403', { status: 403, type: 'text/html', body: PORTAL }, { kind: 'offline' }],
  ['a proxy’s 502', { status: 502, type: 'text/html', body: '' }, { kind: 'server' }],
  ['a wrong password', problem(401, 'INVALID_CREDENTIALS'), { kind: 'credentials' }],
  ['an address that is none', problem(400, 'VALIDATION'), { kind: 'credentials' }],
  ['too many attempts', problem(429, 'RATE_LIMITED', { 'retry-after': '40' }), { kind: 'limited', seconds: 40 }],
  ['too many, for how long nobody says', problem(429, 'RATE_LIMITED'), { kind: 'limited', seconds: null }],
  ['a fault of the server', problem(500, 'INTERNAL'), { kind: 'server' }],
])('%s is no sign-in', async (_, given, failure) => {
  answer = given;
  expect(await signIn('ana@local.test', 'x')).toEqual(failure);
  expect(heard).toEqual([]);
});

it('only the session’s own user counts, and the other tabs hear of it', async () => {
  answer = { status: 200, body: '{"redirect":false,"token":"t","user":{"id":"u1","name":"Ana"}}' };
  expect(await signIn('ana@local.test', 'x')).toBe('open');
  await vi.waitFor(() => expect(heard).toEqual(['u1']));
});

it('a session that the browser does not send is none, and no other tab hears of it', async () => {
  answer = { status: 200, body: '{"redirect":false,"token":"t","user":{"id":"u1","name":"Ana"}}' };
  session = 401;
  expect(await signIn('ana@local.test', 'x')).toEqual({ kind: 'cookies' });
  expect(heard).toEqual([]);
  session = 503;
  expect(await signIn('ana@local.test', 'x')).toBe('open');
  await vi.waitFor(() => expect(heard).toEqual(['u1']));
});

it('a second step is asked for before anybody is in, and a code takes it', async () => {
  answer = { status: 200, body: '{"twoFactorRedirect":true,"twoFactorMethods":["totp"]}' };
  session = 401;
  expect(await signIn('ana@local.test', 'x')).toBe('needsCode');
  expect(heard).toEqual([]);
  answer = problem(401, 'SECOND_FACTOR_CODE');
  expect(await sendCode('000000', false)).toEqual({ kind: 'code' });
  answer = problem(401, 'SECOND_FACTOR_ENDED');
  expect(await sendCode('000000', false)).toEqual({ kind: 'ended' });
  answer = { status: 200, body: '{"token":"t","user":{"id":"u2"}}' };
  session = 200;
  expect(await sendCode('123456', false)).toBe('open');
  await vi.waitFor(() => expect(heard).toEqual(['u2']));
});

it('has no network', async () => {
  connectTo('http://127.0.0.1:1');
  expect(await signIn('ana@local.test', 'x')).toEqual({ kind: 'offline' });
});
