import { randomUUID } from 'node:crypto';
import { ensurePostgres, freePort } from '../scripts/lib/postgres.mjs';
import { ensureRedis } from '../scripts/lib/redis.mjs';
import { Bus } from '../src/realtime/server/bus/bus';
import type { OpenLink } from '../src/realtime/server/bus/link';
import { postgresLink } from '../src/realtime/server/bus/postgres-link';
import { redisLink } from '../src/realtime/server/bus/redis-link';
import { Api, signIn } from '../tests/support/api';
import { Device } from '../tests/support/device';
import { startTwoServers } from '../tests/support/two-servers';
import { sleep, until } from '../tests/support/until';
import { summarize, writeResults } from './lib';

/**
 * From a commit in one process to a stream of another one, over each bus and with the look at the log alone; "commit" is the
 * event's own timestamp, taken inside the transaction just before it commits. And what a doorbell costs the process that rings.
 */
const SCANS = 200;
const LOOKED = 40;
const BELLS = 3_000;

const postgres = await ensurePostgres();
const redis = await ensureRedis();
const nobody = `redis://127.0.0.1:${await freePort()}`;

/** Milliseconds from commit to the stream of the same process and to that of the other one. */
async function acrossProcesses(env: Readonly<Record<string, string>>, scans: number) {
  const servers = await startTwoServers(postgres.url, env);
  try {
    const here = await signIn(servers.first.url, 'host');
    const there = new Api(servers.second.url, here.cookie, here.businessId);
    const { qrCode, reservation } = await here.createWithPass({ guestCount: 1_000 });
    const devices = { same: await Device.open(here), other: await Device.open(there) };
    const arrivals = { same: [] as number[], other: [] as number[] };
    for (const [which, device] of Object.entries(devices) as ['same' | 'other', Device][]) {
      device.onEvent = (event) => {
        if (event.type === 'qr-scanned') arrivals[which].push(Date.now() - Date.parse(event.timestamp));
      };
    }
    await sleep(500);
    for (let i = 0; i < scans; i++) {
      const { status } = await here.scan(qrCode, randomUUID());
      if (status !== 200) throw new Error(`a scan answered ${status}`);
      await sleep(30 + Math.random() * 40);
    }
    await until('all have arrived', () =>
      Object.values(devices).every((device) => device.row(reservation.id)?.scanCount === scans),
    );
    for (const device of Object.values(devices)) await device.close();
    return { same: summarize(arrivals.same), other: summarize(arrivals.other) };
  } finally {
    await servers.stop();
  }
}

/** Between two buses in this process: one ring at a time, then the CPU of this process for each ring. */
async function doorbell(open: OpenLink) {
  const businessId = randomUUID();
  let onRing = (_seq: number) => {};
  let heard = false;
  const quiet = { onUp: () => {}, onDown: () => {}, retryMs: { first: 10, most: 100 } };
  const bounds = { maxWaiting: 1_000, pingMs: 60_000, answerMs: 10_000 };
  const hears = new Bus({
    open,
    ...quiet,
    ...bounds,
    onRing: ({ seq }) => onRing(seq),
    onHeard: () => {
      heard = true;
    },
  });
  const rings = new Bus({ open, ...quiet, ...bounds, onRing: () => {}, onHeard: () => {} });
  hears.listen(businessId);
  await until('both are connected', () => heard && rings.stats().state === 'connected');
  const took: number[] = [];
  for (let seq = 1; seq <= 500; seq++) {
    const arrived = new Promise<void>((resolve) => {
      onRing = (arrivedSeq) => arrivedSeq === seq && resolve();
    });
    const started = performance.now();
    rings.publish({ businessId, seq });
    await arrived;
    took.push(performance.now() - started);
  }
  await hears.close();
  const idle = await cpuOf(() => {});
  const busy = await cpuOf((seq) => rings.publish({ businessId, seq }));
  await rings.close();
  return { ring: summarize(took), microsecondsOfCpu: Math.round((busy - idle) / BELLS) };
}

/** Microseconds of this process's CPU while `work` is done once a turn, with waits between. */
async function cpuOf(work: (turn: number) => void): Promise<number> {
  const before = process.cpuUsage();
  for (let turn = 1; turn <= BELLS; turn++) {
    work(turn);
    await sleep(1);
  }
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

try {
  const look = await acrossProcesses({ REDIS_URL: nobody }, LOOKED);
  const notify = await acrossProcesses({}, SCANS);
  const published = await acrossProcesses({ REDIS_URL: redis.url }, SCANS);
  const bells = { notify: await doorbell(postgresLink(postgres.url)), redis: await doorbell(redisLink(redis.url)) };
  const line = ({ p50, p99 }: { p50: number; p99: number }) => `${p50} / ${p99} ms`;
  writeResults(
    'bus',
    [
      { what: 'Commit to a stream of the same process, p50 / p99', value: line(notify.same) },
      { what: 'Commit to a stream of another process, over NOTIFY, p50 / p99', value: line(notify.other) },
      { what: 'Commit to a stream of another process, over Redis, p50 / p99', value: line(published.other) },
      { what: 'Commit to a stream of another process, bus away, p50 / p99', value: line(look.other) },
      {
        what: 'CPU of one doorbell in the process that rings, NOTIFY and Redis',
        value: `${bells.notify.microsecondsOfCpu} / ${bells.redis.microsecondsOfCpu} µs`,
      },
    ],
    { scans: SCANS, look, notify, redis: published, bells },
  );
} finally {
  await postgres.stop();
  await redis.stop();
}
