import { existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { type Api, signIn } from '../support/api';
import { startServer, type TestServer } from '../support/server';
import { openStream } from '../support/stream';
import { until } from '../support/until';

const ROUNDS = 6;
const STREAMS_PER_ROUND = 500;
const WARM_UP_ROUNDS = 2;
/** A stream costs more than 10 KB: 2,000 leaked ones would be 20 MB. */
const ALLOWED_GROWTH_BYTES = 8_000_000;

const probe = pathToFileURL(resolve('tests/support/heap-probe.mjs')).href;
const probeFile = join(tmpdir(), `aforo-heap-${process.pid}.json`);

let server: TestServer | undefined;
afterAll(async () => {
  await server?.stop();
  rmSync(probeFile, { force: true });
});

it(`leaves no stream and no memory behind after ${ROUNDS * STREAMS_PER_ROUND} of them`, async () => {
  server = await startServer({
    nodeArgs: ['--expose-gc', '--import', probe],
    env: { SSE_MAX_STREAMS_PER_USER: '1000', SSE_CONNECTS_PER_SECOND: '5000', HEAP_PROBE_FILE: probeFile },
  });
  const pid = server.pid() ?? 0;
  const host = await signIn(server.url, 'host');
  await openAndDrop(host, 10);
  const { sockets } = await quiet(pid, Number.POSITIVE_INFINITY);

  const alive: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await openAndDrop(host, STREAMS_PER_ROUND);
    alive.push((await quiet(pid, sockets + 5)).bytes);
  }
  console.log(`bytes alive after each round: ${alive.join(', ')}`);
  expect((alive.at(-1) ?? 0) - (alive[WARM_UP_ROUNDS - 1] ?? 0)).toBeLessThan(ALLOWED_GROWTH_BYTES);

  const stream = await openStream(host);
  const { qrCode } = await host.createWithPass();
  expect((await host.scan(qrCode, 'after-the-soak')).status).toBe(200);
  for await (const event of stream.events) if (event.type === 'qr-scanned') break;
  stream.close();
});

/** Each is read until it is live, then dropped without a word, as a phone that leaves does. */
async function openAndDrop(api: Api, count: number): Promise<void> {
  const streams = await Promise.all(
    Array.from({ length: count }, async () => {
      const stream = await openStream(api);
      expect(stream.status).toBe(200);
      const first = await stream.events[Symbol.asyncIterator]().next();
      expect(first.value?.type).toBe('connected');
      return stream;
    }),
  );
  for (const stream of streams) stream.close();
}

interface Alive {
  bytes: number;
  sockets: number;
  streams: number;
}

/** What is alive in the process once no stream is left in the hub and at most `sockets` connections are open. */
function quiet(pid: number, sockets: number): Promise<Alive> {
  return until('every dropped stream is gone', async () => {
    const alive = await probeProcess(pid);
    return alive.streams === 0 && alive.sockets <= sockets ? alive : null;
  });
}

async function probeProcess(pid: number): Promise<Alive> {
  rmSync(probeFile, { force: true });
  process.kill(pid, 'SIGUSR2');
  await until('the probe answered', () => existsSync(probeFile) && readFileSync(probeFile, 'utf8').endsWith('}'));
  return JSON.parse(readFileSync(probeFile, 'utf8')) as Alive;
}
