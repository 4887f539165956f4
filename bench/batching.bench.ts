import { fork } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { summarize, writeResults } from './lib';

/** What merging within a few milliseconds saves and costs, at several rates, on many streams of one business. */
const STREAMS = 1_000;
const RATES = [100, 500, 1_000];
const BATCH_MS = [0, 2, 5, 10, 20];
const LASTS_MS = 4_000;
/** Streams whose events are timed; the others are only read. */
const TIMED = 25;

const runs: Awaited<ReturnType<typeof run>>[] = [];
for (const perSecond of RATES) for (const batchMs of BATCH_MS) runs.push(await run(batchMs, perSecond));
const at = (perSecond: number, batchMs: number) => {
  const found = runs.find((one) => one.perSecond === perSecond && one.batchMs === batchMs);
  if (!found) throw new Error('not measured');
  return found;
};
const plain = at(500, 0);
const merged = at(500, 10);
const line = ({ writesPerDelivery, cpuShare, latency }: typeof plain) =>
  `${writesPerDelivery.toFixed(2)} writes a delivery, ${Math.round(cpuShare * 100)} % of a core, p50 ${latency.p50} ms`;
writeResults(
  'batching',
  [
    { what: '500 events/s on 1,000 streams, merged within a turn', value: line(plain) },
    { what: 'the same with SSE_BATCH_MS=10', value: line(merged) },
  ],
  runs,
);

async function run(batchMs: number, perSecond: number) {
  const args = [batchMs, perSecond, LASTS_MS].map(String);
  const hub = fork('bench/batching-hub.ts', args, { execArgv: ['--import', 'tsx'] });
  const [{ port }] = (await once(hub, 'message')) as [{ port: number }];
  const latencies: number[] = [];
  const sockets: Socket[] = [];
  for (let i = 0; i < STREAMS; i++) sockets.push(await open(port, i % (STREAMS / TIMED) === 0 ? latencies : null));
  const done = once(hub, 'message');
  hub.send('go');
  const [counts] = (await done) as [{ published: number; writes: number; cpuShare: number }];
  for (const socket of sockets) socket.destroy();
  hub.kill();
  await once(hub, 'exit');
  const { published, writes, cpuShare } = counts;
  return {
    batchMs,
    perSecond,
    published,
    writesPerDelivery: writes / (published * STREAMS),
    cpuShare,
    latency: summarize(latencies),
  };
}

/** Resolves once the stream has begun. */
async function open(port: number, latencies: number[] | null): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write('GET / HTTP/1.1\r\nhost: bench\r\n\r\n');
  await once(socket, 'data');
  if (latencies) socket.setEncoding('latin1');
  socket.on('data', (text: string | Buffer) => {
    if (typeof text !== 'string') return;
    const now = performance.timeOrigin + performance.now();
    for (const [, published] of text.matchAll(/"at":([\d.]+),/g)) latencies?.push(now - Number(published));
  });
  return socket;
}
