import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import type { Handler } from '@/modules/access/route';
import { downloadResponse } from '@/platform/http/streamed-answer';
import { serveEndpoint } from './serve';

let server: Server;
afterEach(() => server.close());

/** What comes back on one connection for these bytes, until `count` answers have come. */
async function exchange(handler: Handler, bytes: string, count = 1): Promise<string> {
  server = createServer((request, response) => void serveEndpoint(request, response, { handler, params: {} }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.write(bytes);
  let text = '';
  for await (const chunk of socket) {
    text += String(chunk);
    if (text.split('HTTP/1.1 ').length > count && text.endsWith('done')) break;
  }
  return text;
}

const post = (body: string) => `POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

it('sends head and body whole, and every cookie', async () => {
  const headers = new Headers({ 'content-type': 'application/json' });
  for (const cookie of ['a=1', 'b=2; Path=/']) headers.append('set-cookie', cookie);
  const answer = await exchange(async () => new Response('done', { headers }), post(''));
  expect(answer).toMatch(/\r\nset-cookie: a=1\r\nset-cookie: b=2; Path=\/\r\n/);
  expect(answer).toMatch(/\r\ncontent-length: 4\r\n/);
  expect(answer).toMatch(/\r\nx-content-type-options: nosniff\r\n/);
  expect(answer).not.toMatch(/transfer-encoding/i);
});

it.each([
  ['was not read', async () => new Response('done')],
  [
    'was read in part',
    async ({ body }) => {
      for await (const _ of body as AsyncIterable<Uint8Array>) break;
      return new Response('done');
    },
  ],
] satisfies [string, Handler][])('goes on with the connection after a body that %s', async (_, handler) => {
  const answers = await exchange(handler, post('x'.repeat(300_000)) + post(''), 2);
  expect(answers.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
});

const file = (pieces: AsyncIterable<string>) =>
  downloadResponse({ contentType: 'text/csv', fileName: 'a.csv', pieces });

it('sends a file of any length piece by piece, no faster than it is taken', async () => {
  let made = 0;
  async function* pieces() {
    for (; made < 1_000; made++) yield 'x'.repeat(10_000);
    yield 'done';
  }
  server = createServer((request, response) => {
    void serveEndpoint(request, response, { handler: async () => file(pieces()), params: {} });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="a.csv"');
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(made, 'nobody has read it yet').toBeLessThan(1_000);
  expect((await answer.text()).length).toBe(10_000_004);
});

it('breaks off a file of which a piece cannot be made, so that nobody takes it for whole', async () => {
  async function* pieces() {
    yield 'first';
    throw new Error('the database is gone');
  }
  const failures: unknown[] = [];
  server = createServer((request, response) => {
    serveEndpoint(request, response, { handler: async () => file(pieces()), params: {} }).catch((error: unknown) => {
      failures.push(error);
      response.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await expect(answer.text()).rejects.toThrow();
  expect(failures).toMatchObject([{ message: 'the database is gone' }]);
});
