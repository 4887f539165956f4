import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { APPLICATION_NAME } from '@/realtime/server/bus/postgres-link';
import { Api, signIn } from '../support/api';
import { Device } from '../support/device';
import { type BreakableRedis, command, startBreakableRedis } from '../support/redis';
import { startTwoServers, type TwoServers } from '../support/two-servers';
import { until } from '../support/until';

/** No look at the log within the test: what one process commits, the other's streams get through the bus or not at all. */
const NO_LOOK = { SSE_LOOK_MS: '3600000' };
const STARTING = 240_000;
const DEVICES = 3;

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** One session at both processes, and devices at each. */
async function openDevices({ first, second }: TwoServers) {
  const here = await signIn(first.url, 'host');
  const there = new Api(second.url, here.cookie, here.businessId);
  const devices = await Promise.all(Array.from({ length: 2 * DEVICES }, (_, i) => Device.open(i % 2 ? here : there)));
  cleanUps.push(() => Promise.all(devices.map((device) => device.close())));
  await until('every device is connected', () => devices.every(({ connects }) => connects === 1));
  const { reservation, qrCode } = await here.createWithPass({ guestCount: 1_000 });
  const scan = async (api: Api) => {
    const { status } = await api.scan(qrCode, randomUUID());
    expect(status).toBe(200);
  };
  const scanAtBoth = async (times: number) => {
    await Promise.all(Array.from({ length: times }, (_, i) => scan(i % 2 ? here : there)));
  };
  const untilAllHave = async (scans: number) => {
    await until(`every device has ${scans} scans`, () =>
      devices.every((device) => device.row(reservation.id)?.scanCount === scans),
    );
    expect(devices.flatMap(({ faults }) => faults)).toEqual([]);
    const { reservations } = await here.list();
    for (const device of devices) expect(device.rows).toEqual(reservations);
  };
  return { here, there, devices, scan, scanAtBoth, untilAllHave };
}

/** Ends the LISTEN connections of all processes on the database; how many there were. */
async function killListeners(databaseUrl: string): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1 and datname = current_database()',
    [APPLICATION_NAME],
  );
  await client.end();
  return rows.length;
}

/** Processes that hear any business. */
async function hearingProcesses(redisUrl: string): Promise<number> {
  const list = String(await command(redisUrl, 'CLIENT', 'LIST', 'TYPE', 'pubsub'));
  return list.split('\n').filter((line) => line.includes('name=aforo-bus')).length;
}

describe('two processes on one PostgreSQL (NOTIFY), neither looking at the log by itself', () => {
  let servers: TwoServers;
  beforeAll(async () => {
    servers = await startTwoServers(inject('postgresUrl'), NO_LOOK);
  }, STARTING);
  afterAll(() => servers?.stop());

  it('bring every event of both to every stream of both, in order', async () => {
    const { scanAtBoth, untilAllHave } = await openDevices(servers);
    for (let round = 1; round <= 5; round++) {
      await scanAtBoth(20);
      await untilAllHave(20 * round);
    }
  });

  it('LISTEN ended while scans run: both connect again and look, and no device misses a scan', async () => {
    const { scanAtBoth, untilAllHave } = await openDevices(servers);
    const databaseUrl = String(servers.first.env.DATABASE_URL);
    for (let round = 1; round <= 5; round++) {
      const scans = scanAtBoth(20);
      const killed = await until('there are listeners to kill', () => killListeners(databaseUrl));
      expect(killed).toBeLessThanOrEqual(2);
      await scans;
      await untilAllHave(20 * round);
    }
  });
});

describe('two processes on one PostgreSQL (Redis), neither looking at the log by itself', () => {
  let redis: BreakableRedis;
  let servers: TwoServers;
  beforeAll(async () => {
    redis = await startBreakableRedis();
    servers = await startTwoServers(inject('postgresUrl'), { ...NO_LOOK, REDIS_URL: redis.url });
  }, STARTING);
  afterAll(async () => {
    await servers?.stop();
    await redis?.stop();
  });

  it('bring every event of both to every stream of both, in order', async () => {
    const { scanAtBoth, untilAllHave } = await openDevices(servers);
    expect(await hearingProcesses(redis.url)).toBe(2);
    for (let round = 1; round <= 5; round++) {
      await scanAtBoth(20);
      await untilAllHave(20 * round);
    }
  });

  it('Redis back with no look at all: what was scanned while it was away arrives by the look of the subscription', async () => {
    const { scan, untilAllHave, here, devices } = await openDevices(servers);
    await scan(here);
    await untilAllHave(1);
    await redis.kill9();
    for (let i = 0; i < 5; i++) await scan(here);
    expect(devices.some((device) => device.events.filter(({ type }) => type === 'qr-scanned').length < 6)).toBe(true);
    await redis.restart();
    await untilAllHave(6);
  });
});

describe('two processes on one PostgreSQL (Redis) that look at the log now and then', () => {
  let redis: BreakableRedis;
  let servers: TwoServers;
  beforeAll(async () => {
    redis = await startBreakableRedis();
    servers = await startTwoServers(inject('postgresUrl'), { SSE_LOOK_MS: '2000', REDIS_URL: redis.url });
  }, STARTING);
  afterAll(async () => {
    await servers?.stop();
    await redis?.stop();
  });

  it('Redis gone: scans go on, the look brings them; Redis back: the bus brings them again', async () => {
    const { scanAtBoth, untilAllHave, devices } = await openDevices(servers);
    await scanAtBoth(10);
    await untilAllHave(10);
    await redis.kill9();
    await scanAtBoth(20);
    await untilAllHave(30);
    await redis.restart();
    await until('both hear again', async () => (await hearingProcesses(redis.url)) === 2, 30_000);
    await scanAtBoth(20);
    await untilAllHave(50);
    expect(devices.every(({ connects }) => connects === 1)).toBe(true);
  });
});
