import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectTo } from '../reservas/hooks/dom.fixture';
import { sendSetup } from './send-setup';

const FIELDS = {
  ...{ setupCode: 'c', name: 'Ana', email: 'ana@local.test', password: 'una clave larga' },
  ...{ businessName: 'Azul', slug: 'azul', timeZone: 'UTC', cutoffHour: 4 },
};
interface Answer {
  readonly status: number;
  readonly body: object;
}
const CREATED: Answer = { status: 201, body: { businessId: 'b' } };

let server: Server;
const answers = { setup: CREATED, signIn: CREATED };

beforeAll(async () => {
  server = createServer(({ url }, response) => {
    const { status, body } = url === '/api/setup' ? answers.setup : answers.signIn;
    const type = status < 400 ? 'application/json' : 'application/problem+json';
    response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  connectTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
afterAll(() => server.close());

it.each<[string, Answer, Answer, object]>([
  ['the owner is in', CREATED, { status: 200, body: { user: { id: 'u' } } }, { kind: 'signedIn' }],
  ['the sign-in is limited', CREATED, { status: 429, body: { code: 'RATE_LIMITED' } }, { kind: 'signedOut' }],
  ['the sign-in fails', CREATED, { status: 500, body: { code: 'INTERNAL' } }, { kind: 'signedOut' }],
  ['the venue is not created', { status: 409, body: { code: 'SETUP_DONE' } }, CREATED, { kind: 'done' }],
])('%s', async (_, setup, signIn, result) => {
  Object.assign(answers, { setup, signIn });
  expect(await sendSetup(FIELDS)).toEqual(result);
});
