import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { and, eq, lte, sql } from 'drizzle-orm';
import { createParser } from 'eventsource-parser';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { Role } from '@/modules/access/context';
import { hashSecret } from '@/modules/access/device-secret';
import { pairedDevice } from '@/modules/access/pairing-tables';
import { membership, session, user } from '@/modules/access/tables';
import { eventLog } from '@/modules/events/event-log';
import { venueEvent } from '@/modules/events/tables';
import { emitReservationEvent } from '@/modules/reservations/change';
import { pruneEvents } from '@/modules/retention/prune-events';
import { business as businessTable } from '@/modules/venues/tables';
import { db, onCommit, transaction } from '@/platform/db/transaction';
import { ACCOUNT_HEADER } from '@/realtime/protocol/account';
import type { StreamEvent } from '@/realtime/protocol/events';
import { SocketTaker } from '@/realtime/server/socket-taker';
import { describeDatabases } from '../../tests/support/databases';
import { createUser } from '../../tests/support/signed-in-user';
import { hub } from './hub';
import { isReady } from './start';
import { STREAM_PATH, serveRawStream, serveWebStream } from './stream-route';

const DAY_MS = 24 * 60 * 60_000;

async function createBusiness(userId: string, role: Role = 'OWNER'): Promise<string> {
  const id = randomUUID();
  await db()
    .insert(businessTable)
    .values({ id, slug: id, name: 'Terraza', timeZone: 'America/Guayaquil', epoch: 'e1' });
  await db().insert(membership).values({ businessId: id, userId, role });
  return id;
}

const draft = (businessDay = '2026-01-01') => ({
  type: 'status-changed' as const,
  reservationId: 'r1',
  businessDay,
  customerName: 'Lucía Mendoza',
  oldStatus: 'PENDING' as const,
  newStatus: 'CONFIRMED' as const,
});
const emit = (businessId: string) => transaction((tx) => emitReservationEvent(tx, businessId, draft()));
const range = (from: number, to: number) => Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);

describeDatabases('the stream', (kind) => {
  let server: Server;
  let base: string;
  let owner: { id: string; cookie: string };
  let businessId: string;

  beforeAll(async () => {
    onCommit((entries) => hub().ring(entries));
    server = createServer((request, response) => void serveRawStream(request, response, taker));
    const taker = new SocketTaker(server, (_, socket) => socket.destroy());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}${STREAM_PATH}`;
    owner = await createUser();
  }, 60_000);
  beforeEach(async () => {
    businessId = await createBusiness(owner.id);
  });
  afterAll(async () => {
    await hub().drain({ spreadMs: 0 });
    server.closeAllConnections();
    server.close();
  }, 60_000);

  const request = (query: string, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(`${base}${query}`, { method, headers: { cookie: owner.cookie, ...headers } });

  async function open(query = '', headers: Record<string, string> = {}, id = businessId) {
    const response = await request(`?businessId=${id}${query}`, headers);
    expect(response.status).toBe(200);
    const events: StreamEvent[] = [];
    const ids: (string | undefined)[] = [];
    let ended = false;
    const parser = createParser({
      onEvent: (message) => {
        events.push(JSON.parse(message.data) as StreamEvent);
        if (message.id !== undefined) ids.push(message.id);
      },
    });
    const reader = response.body?.getReader();
    const read = async () => {
      const decoder = new TextDecoder();
      for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
        parser.feed(decoder.decode(part.value, { stream: true }));
      }
    };
    void read()
      .catch(() => {})
      .finally(() => {
        ended = true;
      });
    return {
      events,
      ids,
      seqs: () => events.flatMap((event) => ('seq' in event ? [event.seq] : [])),
      ended: () => ended,
      leave: () => reader?.cancel(),
    };
  }
  const codeOf = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code];

  it('refuses with a problem document: no business, no session, no membership, another method', async () => {
    const foreign = await createBusiness((await createUser()).id);
    expect(await codeOf(await request(''))).toEqual([400, 'BUSINESS_REQUIRED']);
    expect(await codeOf(await request(`?businessId=${businessId}`, { cookie: '' }))).toEqual([401, 'UNAUTHENTICATED']);
    expect(await codeOf(await request(`?businessId=${foreign}`))).toEqual([403, 'FORBIDDEN']);
    expect(await codeOf(await request('?businessId=nothing'))).toEqual([403, 'FORBIDDEN']);
    const post = await request(`?businessId=${businessId}`, {}, 'POST');
    expect([post.headers.get('allow'), await codeOf(post)]).toEqual(['GET', [405, 'METHOD_NOT_ALLOWED']]);
    const head = await request(`?businessId=${businessId}`, {}, 'HEAD');
    expect([head.status, await head.text()]).toEqual([405, '']);
    expect(post.headers.get('content-type')).toMatch('application/problem+json');
  });

  it('is refused to a page of another account, and says whose it is, raw and web alike', async () => {
    const url = `?businessId=${businessId}`;
    const serve = [
      (headers: Record<string, string>) => request(url, headers),
      (headers: Record<string, string>) =>
        serveWebStream(new Request(base + url, { headers: { host: 'localhost', cookie: owner.cookie, ...headers } })),
    ];
    for (const ask of serve) {
      const { connects } = hub().stats();
      const refused = await ask({ [ACCOUNT_HEADER]: 'somebody else' });
      expect([refused.status, refused.headers.get(ACCOUNT_HEADER)]).toEqual([409, owner.id]);
      expect(await codeOf(refused)).toEqual([409, 'ACCOUNT_CHANGED']);
      expect(hub().stats().connects).toBe(connects);
      for (const headers of [{ [ACCOUNT_HEADER]: owner.id }, {}]) {
        const opened = await ask(headers);
        expect([opened.status, opened.headers.get(ACCOUNT_HEADER)]).toEqual([200, owner.id]);
        await opened.body?.cancel();
      }
    }
  });

  it('is off when the environment says so', async () => {
    process.env.SSE_ENABLED = 'false';
    Reflect.deleteProperty(globalThis, Symbol.for('aforo.env'));
    try {
      const response = await request(`?businessId=${businessId}`);
      expect(response.headers.get('retry-after')).toBe('120');
      expect(await codeOf(response)).toEqual([503, 'REALTIME_DISABLED']);
    } finally {
      delete process.env.SSE_ENABLED;
      Reflect.deleteProperty(globalThis, Symbol.for('aforo.env'));
    }
  });

  it('brings 12 concurrent writers’ events in order, and a polling reader of the log misses none', async () => {
    const stream = await open();
    const polled: number[] = [];
    let writing = true;
    const poll = async () => {
      let last = false;
      while (!last) {
        last = !writing;
        const entries = await eventLog.read(businessId, polled.at(-1) ?? 0, 500);
        polled.push(...entries.map(({ seq }) => seq));
      }
    };
    const write = async () => {
      for (let i = 0; i < 25; i++) await emit(businessId);
    };
    const polling = poll();
    await Promise.all(range(1, 12).map(write));
    writing = false;
    await polling;
    expect(polled).toEqual(range(1, 300));
    await vi.waitFor(() => expect(stream.seqs()).toEqual(range(1, 300)));
    expect(stream.ids).toEqual(range(1, 300).map((seq) => `e1:${seq}`));
    await stream.leave();
  });

  it('resumes from the header rather than the address, across every boundary', async () => {
    await Promise.all(range(1, 10).map(() => emit(businessId)));
    await db()
      .delete(venueEvent)
      .where(and(eq(venueEvent.businessId, businessId), lte(venueEvent.seq, 4)));
    await db().update(businessTable).set({ eventFloor: 4 }).where(eq(businessTable.id, businessId));
    const cases: [string, number[] | 'resync'][] = [
      ['e1:10', []],
      ['e1:9', [10]],
      ['e1:4', range(5, 10)],
      ['e1:3', 'resync'],
      ['e1:11', 'resync'],
      ['e0:10', 'resync'],
      ['nonsense', 'resync'],
    ];
    for (const [cursor, expected] of cases) {
      const stream = await open('&lastEventId=e1:5', { 'last-event-id': cursor });
      if (expected === 'resync') {
        await vi.waitFor(() => expect(stream.ended()).toBe(true));
        expect(stream.events).toMatchObject([{ type: 'connected', cursor: 'e1:10' }, { code: 'resync-required' }]);
      } else {
        await vi.waitFor(() => expect(stream.events[0]).toMatchObject({ type: 'connected', cursor }));
        await vi.waitFor(() => expect(stream.seqs()).toEqual(expected));
        await stream.leave();
      }
    }
    const byAddress = await open('&lastEventId=e1:8');
    await vi.waitFor(() => expect(byAddress.seqs()).toEqual([9, 10]));
    await byAddress.leave();
  });

  it('finds what another process committed', async () => {
    const stream = await open();
    await db().transaction((tx) => emitReservationEvent(tx, businessId, draft()));
    await vi.waitFor(() => expect(stream.seqs()).toEqual([1]), 5_000);
    await stream.leave();
  });

  it('announces nothing of a transaction that rolled back', async () => {
    const stream = await open();
    const failed = transaction(async (tx) => {
      await emitReservationEvent(tx, businessId, draft());
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    await emit(businessId);
    await vi.waitFor(() => expect(stream.seqs()).toEqual([1]));
    await stream.leave();
  });

  it('shows the door tonight only, and skips the rest', async () => {
    const door = await createBusiness(owner.id, 'DOOR');
    const stream = await open('', {}, door);
    await emit(door);
    const today = new Date(Date.now() - 9 * 3_600_000).toISOString().slice(0, 10);
    await transaction((tx) => emitReservationEvent(tx, door, draft(today)));
    await vi.waitFor(() => expect(stream.seqs()).toEqual([1, 2]));
    expect(stream.events.slice(1)).toMatchObject([
      { type: 'skip' },
      { type: 'status-changed', customerName: 'Lucía M.' },
    ]);
    await stream.leave();
  });

  it('continues no cursor that was made for another role, or for another day of the door', async () => {
    const member = eq(membership.businessId, businessId);
    const setRole = (role: Role) => db().update(membership).set({ role }).where(member);
    const resyncs = async (cursor: string | undefined) => {
      const stream = await open('', cursor === undefined ? {} : { 'last-event-id': cursor });
      await vi.waitFor(() => expect(stream.ended()).toBe(true));
      expect(stream.events).toMatchObject([{ type: 'connected' }, { code: 'resync-required' }]);
      return (stream.events[0] as { cursor: string }).cursor;
    };
    await setRole('HOST');
    const host = await open();
    await emit(businessId);
    await vi.waitFor(() => expect(host.ids).toEqual(['e1:1']));
    await setRole('DOOR');
    await vi.waitFor(() => expect(host.ended()).toBe(true));
    expect(host.events.at(-1)).toMatchObject({ code: 'draining', retryAfter: 0 });

    const tonight = new Date(Date.now() - 9 * 3_600_000).toISOString().slice(0, 10);
    expect(await resyncs(host.ids[0])).toBe(`e1-1-${tonight}:1`);
    const door = await open('', { 'last-event-id': `e1-1-${tonight}:0` });
    await vi.waitFor(() => expect(door.ids).toEqual([`e1-1-${tonight}:1`]));
    await door.leave();
    await resyncs('e1-1-2026-01-01:1');

    await setRole('MANAGER');
    expect(await resyncs(door.ids[0])).toBe('e1:1');
    const manager = await open('', { 'last-event-id': 'e1:0' });
    await vi.waitFor(() => expect(manager.ids).toEqual(['e1:1']));
    await manager.leave();
  });

  it('closes within a second when membership, session or venue is withdrawn, and re-opens on a new role', async () => {
    const within = { timeout: 1_500, interval: 20 };
    const member = eq(membership.businessId, businessId);
    const demoted = await open();
    await db().update(membership).set({ role: 'DOOR' }).where(member);
    await vi.waitFor(() => expect(demoted.events.at(-1)).toMatchObject({ code: 'draining', retryAfter: 0 }), within);

    const suspended = await open();
    await db().update(businessTable).set({ suspended: true }).where(eq(businessTable.id, businessId));
    await vi.waitFor(() => expect(suspended.events.at(-1)).toMatchObject({ code: 'revoked' }), within);
    await db().update(businessTable).set({ suspended: false }).where(eq(businessTable.id, businessId));

    const removed = await open();
    await db().delete(membership).where(member);
    await vi.waitFor(() => expect(removed.events.at(-1)).toMatchObject({ code: 'revoked' }), within);

    const other = await createUser();
    const second = await createBusiness(other.id);
    const signedOut = await open('', { cookie: other.cookie }, second);
    await db().delete(session).where(eq(session.userId, other.id));
    await vi.waitFor(() => expect(signedOut.events.at(-1)).toMatchObject({ code: 'revoked' }), within);
  });

  it('closes within a second when a paired phone is revoked, or replaced by another, and re-opens on a new profile', async () => {
    const within = { timeout: 1_500, interval: 20 };
    const device = { businessId, id: 'abcdefghijkl' };
    const secret = 'a'.repeat(32);
    const cookie = `aforo.door=${businessId}.${device.id}.${secret}`;
    const userId = randomUUID();
    await db()
      .insert(user)
      .values({ id: userId, name: 'Puerta 1', email: `${userId}@device.invalid` });
    await db()
      .insert(pairedDevice)
      .values({
        ...{ ...device, userId, name: 'Puerta 1', profile: 'SCAN', gateIds: [], sessionId: randomUUID() },
        ...{ secretHash: hashSecret(secret), pairTokenHash: '', pairCodeHash: '', pairExpiresAt: new Date() },
      });
    const set = (values: Partial<typeof pairedDevice.$inferInsert>) =>
      db().update(pairedDevice).set(values).where(eq(pairedDevice.id, device.id));
    const scanning = await open('', { cookie });
    await emit(businessId);
    await vi.waitFor(() => expect(scanning.events.at(-1)).toMatchObject({ type: 'skip' }), within);
    await set({ profile: 'SCAN_LIST' });
    await vi.waitFor(() => expect(scanning.events.at(-1)).toMatchObject({ code: 'draining' }), within);

    const listing = await open('', { cookie });
    await set({ queued: 3, seenAt: new Date(), rotatedAt: new Date() });
    await set({ sessionId: randomUUID() });
    await vi.waitFor(() => expect(listing.events.at(-1)).toMatchObject({ code: 'revoked' }), within);

    const next = await open('', { cookie });
    await set({ revokedAt: new Date() });
    await vi.waitFor(() => expect(next.events.at(-1)).toMatchObject({ code: 'revoked' }), within);
    expect(await codeOf(await request(`?businessId=${businessId}`, { cookie }))).toEqual([401, 'UNAUTHENTICATED']);
  });

  it('is served as a Web response by the same checks', async () => {
    const abort = new AbortController();
    const url = `${base}?businessId=${businessId}`;
    expect((await serveWebStream(new Request(url, { headers: { host: 'localhost' } }))).status).toBe(401);
    const elsewhere = new Request(url, { headers: { host: 'evil.example', cookie: owner.cookie } });
    expect(await codeOf(await serveWebStream(elsewhere))).toEqual([421, 'MISDIRECTED']);
    const response = await serveWebStream(
      new Request(url, { headers: { host: 'localhost', cookie: owner.cookie }, signal: abort.signal }),
    );
    const first = await response.body?.getReader().read();
    expect(Buffer.from(first?.value ?? []).toString()).toMatch(/"transport":"web"/);
    const { streams } = hub().stats();
    abort.abort();
    expect(hub().stats().streams).toBe(streams - 1);
  });

  it('prunes what is old and far behind, and raises the floor, not the epoch', async () => {
    await db().execute(sql`insert into reservation_event (business_id, seq, epoch, payload, created_at)
      select ${businessId}, n, 'e1', '{}', now() - interval '30 hours' from generate_series(1, 10020) n`);
    await db().update(businessTable).set({ eventSeq: 10_020 }).where(eq(businessTable.id, businessId));
    expect(await pruneEvents(new Date(Date.now() - DAY_MS))).toBe(0);
    expect(await pruneEvents()).toBe(20);
    expect(await eventLog.state(businessId)).toEqual({ head: { epoch: 'e1', seq: 10_020 }, floor: 20 });
    expect((await eventLog.read(businessId, 0, 1)).map(({ seq }) => seq)).toEqual([21]);
    expect(await pruneEvents()).toBe(0);
  });

  it('leaves no stream behind when its readers have gone', async () => {
    const streams = await Promise.all(range(1, 40).map(() => open()));
    expect(hub().stats().streams).toBeGreaterThanOrEqual(40);
    await Promise.all(streams.map(({ leave }) => leave()));
    await vi.waitFor(() => expect(hub().stats().streams).toBe(0));
  });

  it('is not ready before it has started', async () => expect(await isReady()).toBe(false));

  if (kind === 'embedded') return;

  it('survives the loss of every database connection, idle or in use', async () => {
    const stream = await open();
    const sleeping = db().transaction((tx) => tx.execute(sql`select pg_sleep(5)`));
    const failed = expect(sleeping).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await db()
      .execute(
        sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
      )
      .catch(() => {});
    await failed;
    await vi.waitFor(() => emit(businessId), 5_000);
    await vi.waitFor(() => expect(stream.seqs()).toEqual([1]), 5_000);
    await stream.leave();
  });
});
