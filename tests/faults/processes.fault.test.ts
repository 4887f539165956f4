import type { ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { Client } from 'pg';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { freePort } from '../../scripts/lib/postgres.mjs';
import { signIn } from '../support/api';
import { createPostgresDatabase } from '../support/postgres-database';
import { environmentOf, hasEnded, spawnServer, startServer, type TestServer, untilReady } from '../support/server';
import { openStream } from '../support/stream';
import { until } from '../support/until';

const STREAMS = 50;
const PROCESSES = 4;

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function started(options: Parameters<typeof startServer>[0] = {}): Promise<TestServer> {
  const server = await startServer(options);
  cleanUps.push(() => server.stop());
  return server;
}

async function endChild(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

describe('a second process on the same embedded database', () => {
  it('refuses to start, says why, and harms nothing', async () => {
    const server = await started();
    const host = await signIn(server.url, 'host');
    const { reservation, qrCode } = await host.createWithPass();

    let output = '';
    const second = spawnServer({ ...server.env, PORT: String(await freePort()) }, (text) => {
      output += text;
    });
    cleanUps.push(() => endChild(second));
    await until('the second process has ended', () => hasEnded(second), 30_000);
    expect(second.exitCode).toBeGreaterThan(0);
    expect(output).toContain(server.env.DATA_DIR);
    expect(output).not.toMatch(/\n\s+at /);

    expect((await host.scan(qrCode, 'after-the-intruder')).status).toBe(200);
    await server.kill9();
    await server.restart();
    const again = await signIn(server.url, 'host');
    const { reservations } = await again.list();
    expect(reservations.find(({ id }) => id === reservation.id)?.scanCount).toBe(1);
  });
});

describe('a PostgreSQL without AFORO_SECRET', () => {
  it('serves with a secret made and kept, and refuses a process that has another', async () => {
    const server = await started({ postgresUrl: inject('postgresUrl'), env: { AFORO_SECRET: '' } });
    const host = await signIn(server.url, 'host');
    const { qrCode } = await host.createWithPass();
    await server.kill9();
    await server.restart();
    expect((await host.scan(qrCode, 'after-the-restart')).status).toBe(200);

    let output = '';
    const stranger = { ...server.env, PORT: String(await freePort()), DATA_DIR: `${server.env.DATA_DIR}-other` };
    const second = spawnServer(stranger, (text) => {
      output += text;
    });
    cleanUps.push(() => endChild(second));
    await until('the stranger has ended', () => hasEnded(second), 30_000);
    expect(second.exitCode).toBe(1);
    expect(output).toContain('AFORO_SECRET');
    expect(output).not.toMatch(/\n\s+at /);
  });
});

describe('several processes starting at once on one empty PostgreSQL', () => {
  it('all become ready, the schema migrated once', async () => {
    const database = await createPostgresDatabase(inject('postgresUrl'));
    cleanUps.push(() => database.drop());
    const ports = await Promise.all(Array.from({ length: PROCESSES }, freePort));
    await Promise.all(
      ports.map(async (port) => {
        let output = '';
        const env = { ...environmentOf(tmpdir(), port), DATABASE_URL: database.url };
        const child = spawnServer(env, (text) => {
          output += text;
        });
        cleanUps.push(() => endChild(child));
        await untilReady(`http://127.0.0.1:${port}`, child, () => output);
      }),
    );
    const client = new Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query(
      'select hash, count(*)::int as n from drizzle.__drizzle_migrations group by hash',
    );
    await client.end();
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(({ n }) => n === 1)).toBe(true);
  });
});

describe('SIGTERM with open streams', () => {
  it('tells every stream that it drains, and exits with 0', async () => {
    const server = await started();
    const host = await signIn(server.url, 'host');
    const ends = await Promise.all(
      Array.from({ length: STREAMS }, async () => {
        const stream = await openStream(host);
        expect(stream.status).toBe(200);
        const first = await stream.events[Symbol.asyncIterator]().next();
        expect(first.value?.type).toBe('connected');
        return lastEvent(stream.events);
      }),
    );
    const { code, ms } = await server.terminate();
    expect(code).toBe(0);
    expect(ms).toBeLessThan(15_000);
    for (const event of await Promise.all(ends.map(({ promise }) => promise))) {
      expect(event).toMatchObject({ type: 'error', code: 'draining' });
    }
  });
});

/** Wrapped, since a bare promise would be awaited by its maker. */
function lastEvent(events: AsyncIterable<unknown>): { promise: Promise<unknown> } {
  const read = async () => {
    let last: unknown;
    for await (const event of events) last = event;
    return last;
  };
  return { promise: read() };
}
