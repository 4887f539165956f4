import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { compressed, compressWhole } from './compress-answer';

const LONG = JSON.stringify({ text: 'Íñigo '.repeat(400) });
const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const clean of cleanups.splice(0)) clean();
});

/** What a browser gets from a server that answers as `answer` does. */
async function ask(answer: (response: ServerResponse) => void, accepted = 'gzip, deflate, br', method = 'GET') {
  const server = createServer((asked, response) => {
    compressWhole(asked, response);
    answer(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanups.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  const sent = request({ port, method, headers: { 'accept-encoding': accepted } }).end();
  const [received] = (await once(sent, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of received) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const encoding = received.headers['content-encoding'];
  const text = (encoding === 'gzip' ? gunzipSync(body) : body).toString('utf8');
  return { status: received.statusCode, encoding, vary: received.headers.vary, bytes: body.length, text };
}

/** As Next writes a route's answer: the type as a list, the headers ahead, the body in parts. */
function writeLikeNext(response: ServerResponse, text: string): void {
  response.statusCode = 201;
  response.setHeader('content-type', ['application/json; charset=utf-8']);
  response.flushHeaders();
  const bytes = Buffer.from(text);
  response.write(new Uint8Array(bytes.subarray(0, 7)));
  response.write(new Uint8Array(bytes.subarray(7)));
  response.end();
}

test('a long answer arrives compressed, and as it was', async () => {
  const answer = await ask((response) => writeLikeNext(response, LONG));
  expect(answer).toMatchObject({ status: 201, encoding: 'gzip', text: LONG, vary: 'accept-encoding' });
  expect(answer.bytes).toBeLessThan(300);
});

test('a short one, and one for who does not take it, go as they are', async () => {
  expect(await ask((response) => writeLikeNext(response, '{}'))).toMatchObject({ encoding: undefined, text: '{}' });
  const plain = await ask((response) => writeLikeNext(response, LONG), 'identity');
  expect(plain).toMatchObject({ encoding: undefined, text: LONG });
});

test('an answer without a body, or to HEAD, stays without', async () => {
  const empty = (response: ServerResponse) => void response.writeHead(304).end();
  expect(await ask(empty)).toMatchObject({ status: 304, text: '' });
  expect(await ask((response) => writeLikeNext(response, LONG), 'gzip', 'HEAD')).toMatchObject({
    status: 201,
    text: '',
  });
});

test.each([
  ['gzip', true],
  ['br;q=1.0, gzip;q=0.5', true],
  ['*', true],
  ['gzip;q=0', false],
  ['gzip;q=0.0, br', false],
  ['br', false],
  ['xgzip', false],
])('"%s" takes gzip: %s', async (accepted, takes) => {
  const asked = { headers: { 'accept-encoding': accepted }, method: 'GET' };
  expect((await compressed(asked, 'application/json', Buffer.from(LONG))) !== null).toBe(takes);
});

test('pictures are compressed already', async () => {
  const asked = { headers: { 'accept-encoding': 'gzip' }, method: 'GET' };
  expect(await compressed(asked, 'image/png', Buffer.from(LONG))).toBeNull();
  expect(await compressed(asked, 'application/problem+json', Buffer.from(LONG))).not.toBeNull();
});
