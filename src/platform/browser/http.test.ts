import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { ACCOUNT_HEADER } from '@/realtime/protocol/account';
import { CLOCK_HEADER } from '@/realtime/protocol/clock';
import { actAs, onAccountLost } from './account';
import { ApiError, requestJson } from './http';

const Answer = z.object({ count: z.number() });
const server = createServer((request, response) => void serve(request, response));
let serve: (request: IncomingMessage, response: ServerResponse) => unknown = () => {};
let origin = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return () => {
    server.close();
    server.closeAllConnections();
  };
});
afterEach(() => actAs(null));

const ask = (options: Partial<Parameters<typeof requestJson<{ count: number }>>[1]> = {}) =>
  requestJson(`${origin}/count`, { answer: Answer, ...options });

function answer(status: number, type: string, body: string, headers: Record<string, string> = {}): void {
  serve = (_request, response) => response.writeHead(status, { 'content-type': type, ...headers }).end(body);
}

test.each([
  [200, 'text/html', '<h1>Wi-Fi</h1>'],
  [200, 'application/json', '{"ok":true}'],
  [200, 'application/json', 'null'],
  [401, 'application/json', '{"code":"UNAUTHENTICATED"}'],
  [403, 'text/html', 'blocked'],
  [403, 'application/problem+json', '{"code":"BLOCKED_BY_POLICY"}'],
  [404, 'application/problem+json', '[]'],
])('%i with %s %s is nobody’s word', async (status, type, body) => {
  const lost = vi.fn();
  const stop = onAccountLost(lost);
  actAs('ana');
  answer(status, type, body);
  const error = await ask().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'UNKNOWN', status, problem: {}, mayPass: true });
  expect(lost).not.toHaveBeenCalled();
  stop();
});

test('a problem document with a code of ours is the server’s word', async () => {
  answer(409, 'application/problem+json; charset=utf-8', '{"code":"CAPACITY","current":{"id":"r1"}}');
  const error = await ask().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'CAPACITY', status: 409, problem: { current: { id: 'r1' } }, mayPass: false });
});

test('a request without a byte is given up at its deadline, and what comes later is handed on', async () => {
  serve = (_request, response) =>
    setTimeout(() => response.writeHead(200, { 'content-type': 'application/json' }).end('{"count":2}'), 120);
  const late = vi.fn();
  await expect(ask({ deadline: 40, onLate: late })).rejects.toMatchObject({
    code: 'NETWORK',
    status: 0,
    underWay: true,
  });
  await vi.waitFor(() => expect(late).toHaveBeenCalledOnce(), 5000);
  await expect(late.mock.calls[0]?.[0]).resolves.toEqual({ count: 2 });
});

test('a late refusal is handed on as well', async () => {
  serve = (_request, response) =>
    setTimeout(
      () => response.writeHead(409, { 'content-type': 'application/problem+json' }).end('{"code":"CAPACITY"}'),
      120,
    );
  const late = vi.fn();
  await expect(ask({ deadline: 40, onLate: late })).rejects.toBeInstanceOf(ApiError);
  await vi.waitFor(() => expect(late).toHaveBeenCalledOnce(), 5000);
  await expect(late.mock.calls[0]?.[0]).rejects.toMatchObject({ code: 'CAPACITY' });
});

test('a slow line is not a dead one', async () => {
  const text = '{"count":12345678}';
  serve = (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    let sent = 0;
    const timer = setInterval(() => {
      response.write(text[sent]);
      sent += 1;
      if (sent < text.length) return;
      clearInterval(timer);
      response.end();
    }, 40);
  };
  await expect(ask({ deadline: 400 })).resolves.toEqual({ count: 12_345_678 });
});

test('an aborted request fails with the reason of its signal', async () => {
  const reason = new Error('another day');
  const abort = new AbortController();
  serve = () => abort.abort(reason);
  const asked = ask({ signal: abort.signal });
  await expect(asked).rejects.toBe(reason);
  await expect(ask({ signal: abort.signal })).rejects.toBe(reason);
});

test('names the account it is made for, and tells when another or none answers', async () => {
  const lost = vi.fn();
  const stop = onAccountLost(lost);
  actAs('ana');
  const named: unknown[] = [];
  serve = (request, response) => {
    named.push(request.headers[ACCOUNT_HEADER]);
    response.writeHead(200, { 'content-type': 'application/json', [ACCOUNT_HEADER]: 'ana' }).end('{"count":1}');
  };
  await expect(ask()).resolves.toEqual({ count: 1 });
  await expect(ask({ account: null })).resolves.toEqual({ count: 1 });
  expect(named).toEqual(['ana', undefined]);

  answer(200, 'application/json', '{"count":1}', { [ACCOUNT_HEADER]: 'eva' });
  await expect(ask()).rejects.toMatchObject({ code: 'ACCOUNT_CHANGED' });
  answer(401, 'application/problem+json', '{"code":"UNAUTHENTICATED"}');
  await expect(ask()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(lost).toHaveBeenCalledTimes(2);
  // A count of somebody else's says nothing of who this page is for.
  await expect(ask({ account: 'eva' })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(lost).toHaveBeenCalledTimes(2);
  stop();
});

test('a request that nobody waits for any more ends at its deadline', async () => {
  const closed = vi.fn();
  serve = (request) => request.socket.on('close', closed);
  await expect(ask({ deadline: 40 })).rejects.toMatchObject({ code: 'NETWORK' });
  await vi.waitFor(() => expect(closed).toHaveBeenCalled(), 5000);
});

test.each([
  ['a limit of ours', 429, 'application/problem+json', '{"code":"RATE_LIMITED"}'],
  ['a proxy’s page', 503, 'text/html', '<h1>Busy</h1>'],
])('%s keeps the time that it asks to wait', async (_, status, type, body) => {
  answer(status, type, body, { 'retry-after': '7' });
  expect(await ask().catch((reason: unknown) => reason)).toMatchObject({ status, retryAfter: 7 });
  answer(status, type, body, { 'retry-after': new Date(Date.now() + 60_000).toUTCString() });
  const { retryAfter } = (await ask().catch((reason: unknown) => reason)) as ApiError;
  expect(retryAfter).toBeGreaterThan(50);
  expect(retryAfter).toBeLessThanOrEqual(60);
});

test('each request tells the device’s clock as it is sent', async () => {
  const clocks: Date[] = [];
  serve = (request, response) => {
    clocks.push(new Date(String(request.headers[CLOCK_HEADER])));
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"count":1}');
  };
  const before = new Date();
  await ask();
  await ask({ method: 'POST', body: {} });
  expect(clocks).toHaveLength(2);
  for (const clock of clocks) {
    expect(clock.getTime()).toBeGreaterThanOrEqual(before.getTime());
    expect(clock.getTime()).toBeLessThanOrEqual(Date.now());
  }
});
