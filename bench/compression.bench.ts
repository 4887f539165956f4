import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, constants, createDeflateRaw, gzipSync } from 'node:zlib';
import { encodeMessage } from '../src/realtime/protocol/encode';
import { type Api, signIn } from '../tests/support/api';
import { startServer } from '../tests/support/server';
import { openStream } from '../tests/support/stream';
import { type LiveFigure, VARIANTS } from './compression-variant';
import { percentile, writeResults } from './lib';

/**
 * What compression costs and saves: of answers (the day's list), of catching up (500 events at once), and of live events, one
 * compressor per stream against one block per event that all streams share. Rows and events are a server's own.
 */
const ROWS = [35, 300, 1_500];
const RESUMED = 500;
const DAY = new Date(Date.now() + 5 * 24 * 60 * 60_000);

const CODINGS = {
  'gzip 1': (body: Buffer) => gzipSync(body, { level: 1 }),
  'gzip 6': (body: Buffer) => gzipSync(body, { level: 6 }),
  'brotli 4': (body: Buffer) => brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
};

const server = await startServer();
const folder = mkdtempSync(join(tmpdir(), 'aforo-compression-'));
try {
  const host = await signIn(server.url, 'host');
  const stream = await openStream(host);
  const events: string[] = [];
  const collected = (async () => {
    for await (const event of stream.events)
      if ('seq' in event && events.push(encodeMessage(JSON.stringify(event), `0123456789ab:${event.seq}`)) >= RESUMED)
        break;
  })();
  const answers = [];
  let made = 0;
  for (const rows of ROWS) {
    made = await fill(host, made, rows);
    const body = await (await list(host, 'identity')).arrayBuffer();
    answers.push({ rows, bytes: body.byteLength, codings: compressAll(Buffer.from(body)), served: await served(host) });
  }
  await collected;
  stream.close();
  const resumed = Buffer.from(events.join(''));
  const resume = { events: events.length, bytes: resumed.length, codings: compressAll(resumed) };
  const file = join(folder, 'events.json');
  writeFileSync(file, JSON.stringify(events));
  const plain = resumed.length / events.length;
  const live = Object.fromEntries(Object.keys(VARIANTS).map((name) => [name, measureLive(name, file)]));
  const shared = await shareBlocks(events.map((text) => Buffer.from(text)));
  const [, middle] = answers;
  const gzip = live['gzip 6'];
  writeResults(
    'compression',
    [
      {
        what: 'The list of 300 reservations, plain / as served with gzip',
        value: `${kib(middle?.bytes)} / ${kib(middle?.served.bytes)}`,
      },
      {
        what: 'A live event compressed for each stream (not done): saved bytes, processor time, memory per stream',
        value: `${Math.round(100 - (100 * (gzip?.bytesPerEvent ?? 0)) / plain)} %, ${gzip?.cpuMicrosPerDelivery.toFixed(0)} µs, ${gzip?.kibPerStream.toFixed(0)} KiB`,
      },
    ],
    { answers, resume, live: { bytesPerEvent: plain, perStream: live, sharedBlocks: shared } },
  );
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Reservations of one day, through the API. Returns how many there are. */
async function fill(api: Api, from: number, to: number): Promise<number> {
  const numbers = Array.from({ length: to - from }, (_, i) => from + i);
  for (let i = 0; i < numbers.length; i += 20) {
    await Promise.all(
      numbers.slice(i, i + 20).map((n) => api.ok('POST', `/api/reservas?businessId=${api.businessId}`, row(n))),
    );
  }
  return to;
}

function row(n: number) {
  const names = ['Lucía', 'Mateo', 'Valentina', 'Benjamín', 'Ximena', 'Tomás', 'Renata', 'Joaquín'];
  const families = ['Quiñónez', 'Andrade', 'Benítez', 'Cárdenas', 'Del Pozo', 'Espinosa', 'Freire'];
  return {
    customerName: `${names[n % names.length]} ${families[n % families.length]} ${n}`,
    customerPhone: `+5939${String(10_000_000 + n * 7_919).slice(0, 8)}`,
    guestCount: 2 + (n % 9),
    reservedAt: new Date(DAY.getTime() + (n % 40) * 60_000).toISOString(),
    status: 'CONFIRMED',
    ...(n % 3 === 0 ? { notes: 'mesa junto a la ventana' } : {}),
  };
}

function list(api: Api, coding: string): Promise<Response> {
  const day = DAY.toISOString().slice(0, 10);
  return fetch(`${api.url}/api/reservas?${new URLSearchParams({ businessId: api.businessId, day })}`, {
    headers: { cookie: api.cookie, 'accept-encoding': coding },
  });
}

/** The list as a browser gets it: bytes on the wire cannot be told from `fetch`, so the header's absence means plain. */
async function served(api: Api): Promise<{ coding: string; bytes: number; ms: number; plainMs: number }> {
  const times = async (coding: string) => {
    const all: number[] = [];
    for (let i = 0; i < 15; i++) {
      const started = performance.now();
      await (await list(api, coding)).arrayBuffer();
      all.push(performance.now() - started);
    }
    return percentile(all, 0.5);
  };
  const { bytes, coding } = await rawBytes(api);
  return { coding, bytes, ms: await times('gzip'), plainMs: await times('identity') };
}

async function rawBytes(api: Api): Promise<{ coding: string; bytes: number }> {
  const { get } = await import('node:http');
  const day = DAY.toISOString().slice(0, 10);
  const path = `/api/reservas?${new URLSearchParams({ businessId: api.businessId, day })}`;
  return new Promise((done, fail) => {
    get(api.url + path, { headers: { cookie: api.cookie, 'accept-encoding': 'gzip' } }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.once('end', () => done({ coding: response.headers['content-encoding'] ?? 'identity', bytes }));
    }).once('error', fail);
  });
}

function compressAll(body: Buffer) {
  return Object.fromEntries(
    Object.entries(CODINGS).map(([name, compress]) => {
      const times = Array.from({ length: 20 }, () => {
        const started = performance.now();
        compress(body);
        return performance.now() - started;
      });
      return [name, { bytes: compress(body).length, ms: percentile(times, 0.5) }];
    }),
  );
}

function measureLive(variant: string, file: string): LiveFigure {
  const args = ['--import', 'tsx', 'bench/compression-variant.ts', variant, file];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${variant}: ${stderr}`);
  return JSON.parse(stdout) as LiveFigure;
}

/** One compressed block per event, free of what came before, so that every stream can be sent the same bytes. */
async function shareBlocks(events: readonly Buffer[]): Promise<{ bytesPerEvent: number; cpuMicrosPerEvent: number }> {
  const deflate = createDeflateRaw({ level: 6 });
  let bytes = 0;
  deflate.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
  });
  const before = process.cpuUsage();
  for (const event of events) {
    deflate.write(event);
    await new Promise<void>((done) => deflate.flush(constants.Z_FULL_FLUSH, () => done()));
  }
  const { user, system } = process.cpuUsage(before);
  return { bytesPerEvent: bytes / events.length, cpuMicrosPerEvent: (user + system) / events.length };
}

function kib(bytes = 0): string {
  return `${(bytes / 1024).toFixed(1)} KiB`;
}
