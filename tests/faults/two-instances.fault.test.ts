import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { APPLICATION_NAME } from '@/realtime/server/bus/postgres-link';
import { Api, signIn } from '../support/api';
import { Device } from '../support/device';
import { type BreakableRedis, command, startBreakableRedis } from '../support/redis';
import { startTwoServers, type TwoServers } from '../support/two-servers';
import { until } from '../support/until';

/** No look at the log within the test: what one process commits, the other's streams get through the bus or not at all. */
const NO_LOOK = { SSE_LOOK_MS: '3600000' };
const LOOK_MS = 2_000;
const DEVICES = 3;

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function startTwo(env: Readonly<Record<string, string>>): Promise<TwoServers> {
  const servers = await startTwoServers(inject('postgresUrl'), env);
  cleanUps.push(servers.stop);
  return servers;
}

async function startRedis(): Promise<BreakableRedis> {
  const redis = await startBreakableRedis();
  cleanUps.push(() => redis.stop());
  return redis;
}

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

describe.each(['NOTIFY', 'Redis'])(
  'two processes on one PostgreSQL (%s), neither looking at the log by itself',
  (kind) => {
    it('bring every event of both to every stream of both, in order', async () => {
      const redis = kind === 'Redis' ? await startRedis() : undefined;
      const servers = await startTwo({ ...NO_LOOK, ...(redis ? { REDIS_URL: redis.url } : {}) });
      const { scanAtBoth, untilAllHave } = await openDevices(servers);
      if (redis) expect(await hearingProcesses(redis.url)).toBe(2);
      for (let round = 1; round <= 5; round++) {
        await scanAtBoth(20);
        await untilAllHave(20 * round);
      }
    });
  },
);

describe('the bus lost', () => {
  it('LISTEN ended while scans run: both connect again and look, and no device misses a scan', async () => {
    const servers = await startTwo(NO_LOOK);
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

  it('Redis gone: scans go on, the look brings them; Redis back: the bus brings them again', async () => {
    const redis = await startRedis();
    const servers = await startTwo({ SSE_LOOK_MS: String(LOOK_MS), REDIS_URL: redis.url });
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

  it('Redis back with no look at all: what was scanned while it was away arrives by the look of the subscription', async () => {
    const redis = await startRedis();
    const servers = await startTwo({ ...NO_LOOK, REDIS_URL: redis.url });
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

describe('one of two processes killed', () => {
  it('its devices move to the other with nothing lost, and back', async () => {
    const servers = await startTwo(NO_LOOK);
    const { first, second } = servers;
    const here = await signIn(first.url, 'host');
    let url = second.url;
    /** As behind a proxy: the same address leads to whichever process lives. */
    const moving = new (class extends Api {
      constructor() {
        super(second.url, here.cookie, here.businessId);
        Object.defineProperty(this, 'url', { get: () => url });
      }
    })();
    const devices = await Promise.all([Device.open(here), Device.open(moving), Device.open(moving)]);
    cleanUps.push(() => Promise.all(devices.map((device) => device.close())));
    const { reservation, qrCode } = await here.createWithPass({ guestCount: 1_000 });
    const acknowledged: string[] = [];
    let running = true;
    const phone = async (api: Api) => {
      while (running) {
        const nonce = randomUUID();
        for (;;) {
          const answer = await api.scan(qrCode, nonce).catch(() => undefined);
          if (answer?.status === 200) break;
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        acknowledged.push(nonce);
      }
    };
    const phones = [phone(here), phone(moving), phone(moving)];
    const untilMore = (count: number) => {
      const goal = acknowledged.length + count;
      return until('scans go on', () => acknowledged.length >= goal, 60_000);
    };
    for (const [killed, other] of [
      [second, first],
      [first, second],
    ] as const) {
      await untilMore(20);
      await killed.kill9();
      url = other.url;
      await untilMore(20);
      await killed.restart();
      await untilMore(20);
    }
    running = false;
    await Promise.all(phones);
    const { reservations, cursor } = await here.list();
    expect(reservations.find(({ id }) => id === reservation.id)?.scanCount).toBe(acknowledged.length);
    const head = Number(cursor.split(':')[1]);
    await until('every device is at the head', () => devices.every(({ seq }) => seq === head));
    expect(devices.flatMap(({ faults }) => faults)).toEqual([]);
    for (const device of devices) expect(device.rows).toEqual(reservations);
    expect(devices.slice(1).every(({ connects }) => connects > 2)).toBe(true);
  });
});
