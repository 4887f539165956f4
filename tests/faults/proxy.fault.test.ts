import { randomUUID } from 'node:crypto';
import { type ClientHttp2Session, connect } from 'node:http2';
import { createParser } from 'eventsource-parser';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { StreamEvent } from '@/realtime/protocol/events';
import type { Api } from '../support/api';
import { type ProxiedFleet, startProxiedFleet, trustAnyCertificate } from '../support/fleet';
import { openStream } from '../support/stream';
import { until } from '../support/until';

let fleet: ProxiedFleet;
let distrust: () => void;
/** Signed in before a test uses up the sign-ins that the proxy lets through. */
let early: Api;
const cleanUps: (() => unknown)[] = [];
beforeAll(async () => {
  distrust = trustAnyCertificate();
  fleet = await startProxiedFleet(inject('postgresUrl'), { SSE_HEARTBEAT_MS: '3600000' });
  early = await fleet.signIn('host');
}, 240_000);
afterAll(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  await fleet?.stop();
  distrust?.();
});

function openHttp2(): ClientHttp2Session {
  const session = connect(fleet.proxy.url, { rejectUnauthorized: false });
  cleanUps.push(() => session.destroy());
  return session;
}

/** Several streams may share one session, as the requests of one browser do. */
function openHttp2Stream(session: ClientHttp2Session, api: Api) {
  const events: StreamEvent[] = [];
  const headers: Record<string, unknown> = {};
  const parser = createParser({ onEvent: ({ data }) => events.push(JSON.parse(data) as StreamEvent) });
  const request = session.request({
    ':path': `/api/reservas/events?businessId=${api.businessId}`,
    cookie: api.cookie,
    'accept-encoding': 'gzip, br',
  });
  request.setEncoding('utf8');
  // It ends with its instance, which a later test kills.
  request.on('error', () => {});
  request.on('response', (received) => Object.assign(headers, received));
  request.on('data', (chunk: string) => parser.feed(chunk));
  return { events, headers };
}

describe('the proxy of the deployment', () => {
  it('carries streams over HTTP/2, each event at once, beside requests on the same connection', async () => {
    const host = await fleet.signIn('host');
    const { qrCode } = await host.createWithPass();
    const session = openHttp2();
    const streams = [openHttp2Stream(session, host), openHttp2Stream(session, host), openHttp2Stream(session, host)];
    await until('connected', () => streams.every(({ events }) => events[0]?.type === 'connected'));
    expect(session.alpnProtocol).toBe('h2');
    expect(streams[0]?.headers).toMatchObject({
      ':status': 200,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
    });
    expect(streams[0]?.headers).not.toHaveProperty('content-encoding');
    // Nothing but this event is sent, and no heartbeat pushes it on: a proxy that buffers would keep it.
    for (let count = 1; count <= 3; count++) {
      expect((await host.scan(qrCode, randomUUID())).status).toBe(200);
      for (const { events } of streams) {
        await until('the scan', () =>
          events.some((event) => event.type === 'qr-scanned' && 'scanCount' in event && event.scanCount === count),
        );
      }
    }
  });

  it('spreads streams over the instances', async () => {
    const host = await fleet.signIn('host');
    const streams = await Promise.all(Array.from({ length: 8 }, () => openStream(host)));
    cleanUps.push(() => streams.map((stream) => stream.close()));
    const client = new Client({ connectionString: fleet.instances[0].env.DATABASE_URL });
    await client.connect();
    cleanUps.push(() => client.end());
    await until('both have streams', async () => {
      const { rows } = await client.query("select streams from stream_count where kind = 'business' and streams >= 3");
      return rows.length === 2;
    });
  });

  it('passes on what the app has compressed, and keeps an answer’s version', async () => {
    const host = await fleet.signIn('host');
    const list = await host.call('GET', `/api/reservas?businessId=${host.businessId}`);
    expect(list.headers.get('content-encoding')).toBe('br');
    expect(list.headers.get('strict-transport-security')).toContain('max-age');
    expect(list.headers.get('server')).toBe('nginx');
    const { reservation } = await host.createWithPass();
    const one = await host.call('GET', `/api/reservas/${reservation.id}?businessId=${host.businessId}`);
    const changed = await host.call('PUT', `/api/reservas/${reservation.id}?businessId=${host.businessId}`, {
      body: { tableName: '7' },
      headers: { 'if-match': one.headers.get('etag') ?? 'none' },
    });
    expect(changed.status).toBe(200);
  });

  it('sends plain HTTP to HTTPS, and shows no metrics outside', async () => {
    const plain = await fetch(`${fleet.proxy.plainUrl}/reservas?dia=1`, { redirect: 'manual' });
    expect([plain.status, plain.headers.get('location')]).toEqual([308, 'https://127.0.0.1/reservas?dia=1']);
    for (const path of ['/api/metrics', '/api/metrics/', '/api/metrics?x=1', '//api/metrics', '/api/%6detrics']) {
      const answer = await fetch(fleet.proxy.url + path);
      expect([path, answer.status, await answer.text()]).toEqual([path, 404, expect.stringContaining('nginx')]);
    }
  });

  it('counts an address by what it saw itself, not by what the client wrote', async () => {
    const attempt = (forwarded: string) =>
      fetch(`${fleet.proxy.url}/api/auth/sign-in/email`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': forwarded },
        body: JSON.stringify({ email: 'nadie@local.test', password: 'mal' }),
      });
    await attempt('203.0.113.9');
    const client = new Client({ connectionString: fleet.instances[0].env.DATABASE_URL });
    await client.connect();
    cleanUps.push(() => client.end());
    const { rows } = await client.query("select key from rate_limit where key like 'sign-in.address%' and points > 0");
    expect(rows.map(({ key }) => key)).toEqual(['sign-in.address:127.0.0.1']);
  });

  it('holds back an address that asks for sign-in without pause, and nothing else of it', async () => {
    const statusOf = async (path: string) => (await fetch(fleet.proxy.url + path)).status;
    const asked = await Promise.all(Array.from({ length: 60 }, () => statusOf('/api/auth/sign-in/x')));
    expect(new Set(asked)).toEqual(new Set([404, 429]));
    expect(await statusOf('/api/ready')).toBe(200);
    expect(await statusOf('/entrar')).toBe(200);
  });

  it('goes on with one instance when the other is killed, for requests and streams alike', async () => {
    const host = early;
    const { qrCode } = await host.createWithPass({ guestCount: 100 });
    const [first] = fleet.instances;
    await first.kill9();
    const scans = await Promise.all(Array.from({ length: 20 }, () => host.scan(qrCode, randomUUID())));
    expect(scans.map(({ status }) => status)).toEqual(Array(20).fill(200));
    const streams = await Promise.all(Array.from({ length: 10 }, () => openStream(host)));
    expect(streams.map(({ status }) => status)).toEqual(Array(10).fill(200));
    for (const stream of streams) stream.close();
    await first.restart();
  });
});
