import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, inject, it } from 'vitest';
import type { StreamEvent } from '@/realtime/protocol/events';
import { signIn } from '../support/api';
import { expectConverged } from '../support/checker';
import { runCommand } from '../support/copies';
import { Evening } from '../support/evening';
import { createPostgresDatabase } from '../support/postgres-database';
import { startServer, type TestServer } from '../support/server';
import { openStream } from '../support/stream';
import { until } from '../support/until';

/** The secret is the one that the first start makes and keeps. */
const OWN_SECRET = { AFORO_SECRET: '' };

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function place(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'aforo-copies-'));
  cleanUps.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function started(env: Record<string, string> = OWN_SECRET): Promise<TestServer> {
  const server = await startServer({ env });
  cleanUps.push(() => server.stop());
  return server;
}

const figures = (rows: readonly { id: string; scanCount: number; status: string; version: number }[]) =>
  rows.map(({ id, scanCount, status, version }) => ({ id, scanCount, status, version }));

describe('a backup of the embedded database', () => {
  it('is made while people enter, and becomes the same evening on another machine, where passes still open the door', async () => {
    const server = await started();
    const file = join(await place(), 'evening.copy.gz');
    const evening = await Evening.open(server);
    evening.startPhones();
    await evening.progress(10);
    const made = await runCommand(server, 'backup', [file]);
    expect(made).toMatchObject({ code: 0 });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await evening.progress(5);
    await evening.stopPhones();
    await expectConverged(evening.devices);
    const quiet = join(await place(), 'quiet.copy.gz');
    expect(await runCommand(server, 'backup', [quiet])).toMatchObject({ code: 0 });
    const before = await evening.host.list();
    for (const device of evening.devices) await device.close();
    await server.kill9();

    // Another machine: another folder, and no secret of its own.
    const other = await started();
    await other.kill9();
    const refused = await runCommand(other, 'restore', [quiet]);
    expect(refused).toMatchObject({ code: 1, output: expect.stringContaining('--replace') });
    expect(await runCommand(other, 'restore', [quiet, '--replace'])).toMatchObject({ code: 0 });
    await other.restart();
    const host = await signIn(other.url, 'host');
    const after = await host.list();
    expect(figures(after.reservations)).toEqual(figures(before.reservations));
    const [epoch, seq] = after.cursor.split(':');
    const [epochBefore, seqBefore] = before.cursor.split(':');
    expect(seq).toBe(seqBefore);
    expect(epoch).not.toBe(epochBefore);

    const screen = await openStream(host, after.cursor);
    const events: StreamEvent[] = [];
    const reading = (async () => {
      for await (const event of screen.events) events.push(event);
    })().catch(() => {});
    const [pass] = evening.passes;
    expect((await host.scan(pass?.qrCode ?? '', 'nonce-after-restore')).status).toBe(200);
    await until('the scan', () => events.some(({ type }) => type === 'qr-scanned'), 20_000);
    expect(events.flatMap((event) => ('seq' in event ? [event.seq] : []))[0]).toBe(Number(seqBefore) + 1);
    screen.close();
    await reading;

    // The one from the middle of the rush is of one moment: the counts are those of its own ledger.
    await other.kill9();
    const folder = join(await place(), 'data');
    expect(await runCommand(other, 'restore', [file, folder])).toMatchObject({ code: 0 });
    const third = await startServer({ demo: false, env: { ...OWN_SECRET, DATA_DIR: folder } });
    cleanUps.push(() => third.stop());
    const rush = await (await signIn(third.url, 'host')).list();
    const people = (rows: readonly { scanCount: number }[]) => rows.reduce((sum, row) => sum + row.scanCount, 0);
    expect(people(rush.reservations)).toBeGreaterThan(0);
    expect(people(rush.reservations)).toBeLessThanOrEqual(people(before.reservations));
    expect(expectedSums(gunzipSync(await readFile(file)).toString())).toEqual([]);
  }, 240_000);

  it('is refused with the reason when it is half, damaged or something else, and nothing changes', async () => {
    const server = await started();
    const folder = await place();
    const file = join(folder, 'sound.copy.gz');
    await server.kill9();
    expect(await runCommand(server, 'backup', [file])).toMatchObject({ code: 0 });
    expect(await runCommand(server, 'backup', [file])).toMatchObject({
      code: 1,
      output: expect.stringContaining('exists'),
    });
    const sound = await readFile(file);
    const text = gunzipSync(sound).toString();
    const dataDir = server.env.DATA_DIR ?? '';
    const before = await readdir(dataDir);

    const broken: readonly [string, Buffer, string][] = [
      ['half', sound.subarray(0, sound.length / 2), 'incomplete'],
      ['unended', gzipSync(text.slice(0, text.lastIndexOf('\nE') + 1)), 'incomplete'],
      ['flipped', flip(sound), 'damaged'],
      ['altered', gzipSync(text.replace('"guest_count":', '"guest_count":1')), 'damaged'],
      ['shortened', gzipSync(text.replace(/\nR[^\n]*/, '')), 'damaged'],
      ['other', Buffer.from('a picture'), 'no backup'],
      ['newer', gzipSync(text.replace('"format":1', '"format":2')), 'newer version'],
    ];
    for (const [name, bytes, reason] of broken) {
      const path = join(folder, name);
      await writeFile(path, bytes);
      const { code, output } = await runCommand(server, 'restore', [path, '--replace']);
      expect([name, code, output]).toEqual([name, 1, expect.stringContaining(reason)]);
    }
    expect(await readdir(dataDir)).toEqual(before);
    // Another secret than the one of its passes.
    const secret = { AFORO_SECRET: 'another secret that is long enough for this' };
    expect(await runCommand(server, 'restore', [file, join(folder, 'new')], secret)).toMatchObject({
      code: 1,
      output: expect.stringContaining('secret'),
    });
    await server.restart();
    expect((await (await signIn(server.url, 'host')).list()).reservations.length).toBeGreaterThan(0);
    // A server that runs keeps its folder.
    expect(await runCommand(server, 'restore', [file, '--replace'])).toMatchObject({ code: 1 });
  }, 240_000);
});

describe('an embedded venue that moves to PostgreSQL', () => {
  it('goes on there: sessions, passes, counts, history, and every screen from where it stood', async () => {
    const server = await started();
    const database = await createPostgresDatabase(inject('postgresUrl'));
    cleanUps.push(() => database.drop());
    const host = await signIn(server.url, 'host');
    const { reservation, qrCode } = await host.createWithPass({ guestCount: 4 });
    expect((await host.scan(qrCode, 'nonce-before-move')).status).toBe(200);
    const before = await host.list();
    expect(await runCommand(server, 'move', [database.url])).toMatchObject({ code: 1 });
    await server.terminate();
    expect(await runCommand(server, 'move', [database.url])).toMatchObject({ code: 0 });
    expect(await runCommand(server, 'move', [database.url])).toMatchObject({
      code: 1,
      output: expect.stringContaining('moved'),
    });
    // A server that forgets DATABASE_URL does not go on with what was left behind.
    await expect(server.restart()).rejects.toThrow('moved to PostgreSQL');

    await server.restart({ DATABASE_URL: database.url });
    expect(figures((await host.list()).reservations)).toEqual(figures(before.reservations));
    const screen = await openStream(host, before.cursor);
    const events: StreamEvent[] = [];
    const reading = (async () => {
      for await (const event of screen.events) events.push(event);
    })().catch(() => {});
    expect((await host.scan(qrCode, 'nonce-after-move')).status).toBe(200);
    await until('the scan', () => events.some(({ type }) => type === 'qr-scanned'), 20_000);
    expect(events.flatMap((event) => ('seq' in event ? [event.seq] : []))).toEqual([
      Number(before.cursor.split(':')[1]) + 1,
    ]);
    const { entries } = await host.ok<{ entries: unknown[] }>(
      'GET',
      `/api/reservas/${reservation.id}/historial?businessId=${host.businessId}`,
    );
    expect(entries).toHaveLength(3);
    screen.close();
    await reading;
    expect(await runCommand(server, 'backup', [], { DATABASE_URL: database.url })).toMatchObject({
      code: 1,
      output: expect.stringContaining('pg_dump'),
    });
    // A database that is used is not moved into.
    const second = await started();
    await second.kill9();
    expect(await runCommand(second, 'move', [database.url])).toMatchObject({
      code: 1,
      output: expect.stringContaining('already'),
    });
  }, 240_000);
});

function flip(bytes: Buffer): Buffer {
  const flipped = Buffer.from(bytes);
  const middle = Math.floor(bytes.length / 2);
  flipped[middle] = (flipped[middle] ?? 0) ^ 0xff;
  return flipped;
}

/** The reservations of a copy whose count is not the sum of their ledger in the same copy. */
function expectedSums(text: string): string[] {
  const sums = new Map<string, number>();
  const counts = new Map<string, number>();
  let table = '';
  for (const line of text.split('\n')) {
    if (line.startsWith('T')) ({ table } = JSON.parse(line.slice(1)));
    if (!line.startsWith('R')) continue;
    const row = JSON.parse(line.slice(1));
    if (table === 'attendance_entry') sums.set(row.reservation_id, (sums.get(row.reservation_id) ?? 0) + row.delta);
    if (table === 'reservation') counts.set(row.id, row.scan_count);
  }
  return [...counts].filter(([id, count]) => (sums.get(id) ?? 0) !== count).map(([id]) => id);
}
