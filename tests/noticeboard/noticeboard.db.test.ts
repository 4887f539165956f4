import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Role } from '@/modules/access/context';
import { createMember } from '@/modules/access/create-member';
import { eventLog } from '@/modules/events/event-log';
import { db, onCommit, transaction } from '@/platform/db/transaction';
import { JobRunner } from '@/platform/jobs/runner';
import { SocketTaker } from '@/realtime/server/socket-taker';
import { ENDPOINTS } from '@/server/api/endpoints';
import { routerOf } from '@/server/api/router';
import { serveEndpoint } from '@/server/api/serve';
import { startConsumers } from '@/server/consumers';
import { createHub, hub } from '@/server/hub';
import { CONSUMERS, EVENT_RULES, JOBS } from '@/server/registry';
import { STREAM_PATH, serveRawStream } from '@/server/stream-route';
import { connectTo } from '../../src/app/reservas/hooks/dom.fixture';
import { describeDatabases } from '../support/databases';
import { makeVenue, type TestVenue } from '../support/fixtures';
import { createUser } from '../support/signed-in-user';
import { NOTICE_CONSUMERS } from './consumers';
import { NOTICE_ENDPOINTS } from './endpoints';
import { NOTICE_EVENTS } from './events';
import { NOTICE_JOBS } from './jobs';
import { mountScreen } from './screen';
import { NOTICE_TABLES, noticeTally } from './tables';

/** One line in each registry is all that the module needs. */
const find = routerOf([...NOTICE_ENDPOINTS, ...ENDPOINTS]);
const rules = [...EVENT_RULES, NOTICE_EVENTS];
const jobs = [...JOBS, ...NOTICE_JOBS];
const consumers = [...CONSUMERS, ...NOTICE_CONSUMERS];

const DAY_MS = 24 * 60 * 60_000;
const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 10_000, interval: 10 });

describeDatabases('a module that the product does not know', (kind) => {
  let server: Server;
  let origin = '';
  let venue: TestVenue;
  let endConsumers: () => Promise<void>;

  beforeAll(async () => {
    for (const statement of NOTICE_TABLES) await db().execute(statement);
    Reflect.set(globalThis, Symbol.for('aforo.hub'), createHub(eventLog, rules));
    onCommit((entries) => hub().ring(entries));
    endConsumers = await startConsumers(consumers);
    server = createServer((request, response) => {
      if (request.url?.startsWith(STREAM_PATH)) return void serveRawStream(request, response, taker);
      const found = find(request.method ?? '', request.url ?? '');
      if (found) void serveEndpoint(request, response, found);
      else response.writeHead(404).end();
    });
    const taker = new SocketTaker(server, (_, socket) => socket.destroy());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    venue = await makeVenue();
  }, 60_000);

  afterAll(async () => {
    await endConsumers();
    await hub().drain({ spreadMs: 0 });
    server.closeAllConnections();
    server.close();
  }, 60_000);

  async function member(role: Role) {
    const { id, cookie } = await createUser();
    await transaction((tx) => createMember(tx, venue.venue.id, id, role));
    const send = async (method: string, path: string, body?: object) => {
      const response = await fetch(`${origin}${path}?businessId=${venue.venue.id}`, {
        method,
        headers: { cookie, origin, ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return { status: response.status, body: (await response.json()) as { id: string; code?: string } };
    };
    return { cookie, send };
  }

  it(`is live on a second client, as its role sees it, and does its work by the clock (${kind})`, async () => {
    const host = await member('HOST');
    const door = await member('DOOR');
    const first = await host.send('POST', '/api/notices', { text: 'Mesa 4 reservada' });
    expect(first.status).toBe(201);

    connectTo(origin, { cookie: door.cookie });
    const screen = mountScreen(venue.venue.id);
    await until(() => expect(screen.now()?.live).toBe(true));
    expect(screen.rows()).toMatchObject([{ id: first.body.id, text: 'Mesa 4 reservada', author: null }]);

    const second = await host.send('POST', '/api/notices', { text: 'Aforo completo a las 23:00' });
    await until(() =>
      expect(screen.rows().map(({ text }) => text)).toEqual(['Aforo completo a las 23:00', 'Mesa 4 reservada']),
    );
    expect(screen.rows()[0]?.author).toBeNull();
    expect(screen.now()?.isFetching).toBe(false);

    expect((await host.send('DELETE', `/api/notices/${first.body.id}`)).status).toBe(200);
    await until(() => expect(screen.rows().map(({ id }) => id)).toEqual([second.body.id]));
    expect((await door.send('POST', '/api/notices', { text: 'x' })).body.code).toBe('FORBIDDEN');

    const runner = new JobRunner({ db: db(), kinds: jobs, clock: () => new Date(Date.now() + 2 * DAY_MS) });
    await runner.runDue();
    await until(() => expect(screen.rows()).toEqual([]));
    const isOf = eq(noticeTally.businessId, venue.venue.id);
    await until(async () => expect(await db().select().from(noticeTally).where(isOf)).toMatchObject([{ changes: 4 }]));
    screen.unmount();
  });
});
