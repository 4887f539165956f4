import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { type Api, signIn } from '../support/api';
import { startServer, type TestServer } from '../support/server';
import { openStream } from '../support/stream';
import { until } from '../support/until';

const ROUNDS = 6;
const STREAMS_PER_ROUND = 500;
const WARM_UP_ROUNDS = 2;
/** A stream costs about 30 KB: 2,000 leaked ones would be 60 MB. */
const ALLOWED_GROWTH_KB = 40_000;

let server: TestServer | undefined;
afterAll(async () => server?.stop());

it(`leaves no stream and no memory behind after ${ROUNDS * STREAMS_PER_ROUND} of them`, async () => {
  server = await startServer({ env: { SSE_MAX_STREAMS_PER_USER: '1000', SSE_CONNECTS_PER_SECOND: '5000' } });
  const pid = server.pid() ?? 0;
  const host = await signIn(server.url, 'host');
  await openAndDrop(host, 10);
  const idle = await until('the first streams are gone', () => openFiles(pid));

  const memory: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await openAndDrop(host, STREAMS_PER_ROUND);
    await until('every dropped stream is closed', () => openFiles(pid) <= idle + 5, 30_000);
    memory.push(residentKilobytes(pid));
  }
  const growth = (memory.at(-1) ?? 0) - (memory[WARM_UP_ROUNDS - 1] ?? 0);
  console.log(`resident memory after each round, KB: ${memory.join(', ')}`);
  expect(growth).toBeLessThan(ALLOWED_GROWTH_KB);

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

function openFiles(pid: number): number {
  if (process.platform === 'linux') return readdirSync(`/proc/${pid}/fd`).length;
  return execFileSync('lsof', ['-p', String(pid)])
    .toString()
    .split('\n').length;
}

function residentKilobytes(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)]).toString());
}
