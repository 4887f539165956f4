import { Client } from 'pg';
import { inject } from 'vitest';
import { MemoryExchange } from '@/realtime/server/bus/bus.fixture';
import type { OpenLink } from '@/realtime/server/bus/link';
import { APPLICATION_NAME, postgresLink } from '@/realtime/server/bus/postgres-link';
import { redisLink } from '@/realtime/server/bus/redis-link';
import { createPostgresDatabase } from './postgres-database';
import { command, startBreakableRedis, startRedisCluster } from './redis';

/** Where the buses of several processes meet, and what can happen there. */
export interface MeetingPlace {
  readonly open: OpenLink;
  /** Connections that buses hold there. */
  links(): Promise<number>;
  /** Ends every connection that hears, as an administrator would. */
  cut(): Promise<void>;
  /** Is gone, and connects nobody until `comeBack`. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

export const MEETING_PLACES: Readonly<Record<string, () => Promise<MeetingPlace>>> = {
  memory: async () => meetInMemory(),
  'PostgreSQL NOTIFY': meetInPostgres,
  'Redis publish': meetInRedis,
  'Redis Cluster, sharded publish': meetInCluster,
};

function meetInMemory(): MeetingPlace {
  const exchange = new MemoryExchange();
  return {
    open: exchange.open,
    links: async () => exchange.links,
    cut: async () => exchange.cut(),
    goAway: async () => {
      exchange.away = true;
      exchange.cut();
    },
    comeBack: async () => {
      exchange.away = false;
    },
    close: async () => {},
  };
}

async function meetInPostgres(): Promise<MeetingPlace> {
  const admin = new Client({ connectionString: inject('postgresUrl') });
  await admin.connect();
  const { url, drop } = await createPostgresDatabase(inject('postgresUrl'));
  const name = new URL(url).pathname.slice(1);
  const ours = `from pg_stat_activity where datname = '${name}' and application_name = '${APPLICATION_NAME}'`;
  const cut = async () => {
    await admin.query(`select pg_terminate_backend(pid) ${ours}`);
  };
  return {
    open: postgresLink(url),
    links: async () => (await admin.query(`select pid ${ours}`)).rows.length,
    cut,
    goAway: async () => {
      await admin.query(`alter database ${name} allow_connections false`);
      await cut();
    },
    comeBack: async () => {
      await admin.query(`alter database ${name} allow_connections true`);
    },
    close: async () => {
      await drop();
      await admin.end();
    },
  };
}

async function meetInRedis(): Promise<MeetingPlace> {
  const redis = await startBreakableRedis();
  return {
    open: redisLink(redis.url),
    links: () => namedClients(redis.url),
    cut: async () => {
      await command(redis.url, 'CLIENT', 'KILL', 'TYPE', 'pubsub');
    },
    goAway: redis.kill9,
    comeBack: redis.restart,
    close: redis.stop,
  };
}

async function meetInCluster(): Promise<MeetingPlace> {
  const { nodes, stop, untilOk } = await startRedisCluster(3);
  const [first] = nodes;
  if (!first) throw new Error('the cluster is empty');
  return {
    open: redisLink(first.url),
    links: async () => (await Promise.all(nodes.map(({ url }) => namedClients(url)))).reduce((a, b) => a + b, 0),
    cut: async () => {
      for (const { url } of nodes) await command(url, 'CLIENT', 'KILL', 'TYPE', 'pubsub');
    },
    goAway: async () => {
      for (const node of nodes) await node.kill9();
    },
    comeBack: async () => {
      for (const node of nodes) await node.restart();
      await untilOk();
    },
    close: stop,
  };
}

async function namedClients(url: string): Promise<number> {
  const list = String(await command(url, 'CLIENT', 'LIST'));
  return list.split('\n').filter((line) => line.includes('name=aforo-bus')).length;
}
