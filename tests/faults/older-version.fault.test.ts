import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { PGlite } from '@electric-sql/pglite';
import { Client } from 'pg';
import { afterEach, describe, expect, inject, it } from 'vitest';
import type { HistoryEntry } from '@/modules/reservations/answers';
import { PrivateFiles } from '@/platform/db/private-files';
import type { StreamEvent } from '@/realtime/protocol/events';
import { signIn } from '../support/api';
import { createPostgresDatabase } from '../support/postgres-database';
import { startServer } from '../support/server';
import { openStream } from '../support/stream';
import { until } from '../support/until';

/**
 * The demo as the version before wrote it, at migration 0006, in the middle of the night of 2026-11-27. Made from that version's
 * sources: `DEMO_PASSWORD='a demo password' AFORO_SECRET=<the tests' secret> DATABASE_URL=… npm run demo:seed`, then
 * `pg_dump --inserts --rows-per-insert=200 --no-owner --no-privileges`, without comments and commands of psql, gzipped.
 */
const DUMP = 'tests/before/0006.sql.gz';
const NIGHT = { day: '2026-11-27', parties: 35, people: 146 };
/** Of the venue's log. */
const CURSOR = '6b91b505:294';

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** What names the database of the version before to a server: its address, or its folder. */
async function databaseOf(kind: 'embedded' | 'postgres'): Promise<Record<string, string>> {
  const dump = gunzipSync(await readFile(DUMP)).toString('utf8');
  if (kind === 'postgres') {
    const database = await createPostgresDatabase(inject('postgresUrl'));
    cleanUps.push(() => database.drop());
    const client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query(dump);
    await client.end();
    return { DATABASE_URL: database.url };
  }
  const folder = await mkdtemp(join(tmpdir(), 'aforo-before-'));
  cleanUps.push(() => rm(folder, { recursive: true, force: true }));
  const lite = new PGlite({ fs: new PrivateFiles(join(folder, 'pg')) });
  await lite.exec(dump);
  await lite.close();
  return { DATA_DIR: folder };
}

describe.each(['embedded', 'postgres'] as const)('a database of the version before (%s)', (kind) => {
  it('starts and keeps its night: rows, counts, history, passes and the position of every screen', async () => {
    const server = await startServer({ demo: false, env: await databaseOf(kind) });
    cleanUps.push(() => server.stop());
    const host = await signIn(server.url, 'host');

    const { reservations } = await host.list(NIGHT.day);
    expect(reservations).toHaveLength(NIGHT.parties);
    expect(reservations.reduce((sum, { scanCount }) => sum + scanCount, 0)).toBe(NIGHT.people);
    const counted = reservations.find(({ scanCount }) => scanCount > 0);
    const { entries } = await host.ok<{ entries: HistoryEntry[] }>(
      'GET',
      `/api/reservas/${counted?.id}/historial?businessId=${host.businessId}`,
    );
    const people = entries.map((entry) => (entry.kind === 'attendance' ? entry.delta : 0));
    expect(people.reduce((sum, delta) => sum + delta, 0)).toBe(counted?.scanCount);

    // Its screens go on where they stood: the close of the night, and whatever comes after it.
    const screen = await openStream(host, CURSOR);
    const events: StreamEvent[] = [];
    const reading = (async () => {
      for await (const event of screen.events) events.push(event);
    })().catch(() => {});
    const { reservation, qrCode } = await host.createWithPass();
    expect((await host.scan(qrCode, 'nonce-after-update')).status).toBe(200);
    await until('the scan', () => events.some(({ type }) => type === 'qr-scanned'), 20_000);
    const seqs = events.flatMap((event) => ('seq' in event ? [event.seq] : []));
    expect(seqs).toEqual(seqs.map((_, i) => 295 + i));
    expect((await host.list()).reservations.find(({ id }) => id === reservation.id)?.scanCount).toBe(1);

    await until(
      'the night is closed',
      async () => {
        await setTimeout(1_000);
        const { reservations: closed } = await host.list(NIGHT.day);
        return closed.every(({ status }) => !['PENDING', 'CONFIRMED', 'CHECKED_IN'].includes(status));
      },
      60_000,
    );
    const { reservations: closed } = await host.list(NIGHT.day);
    expect(closed.reduce((sum, { scanCount }) => sum + scanCount, 0)).toBe(NIGHT.people);
    const [expected] = (await host.list('2026-11-30')).reservations;
    const pass = await host.ok<{ qrCode: string }>(
      'GET',
      `/api/reservas/${expected?.id}/qr?businessId=${host.businessId}`,
    );
    expect((await fetch(`${server.url}/pase/${pass.qrCode}`)).status).toBe(200);
    screen.close();
    await reading;
  });
});
