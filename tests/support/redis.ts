import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@redis/client';
import { freePort } from '../../scripts/lib/postgres.mjs';
import { type OwnRedis, startRedis } from '../../scripts/lib/redis.mjs';
import { until } from './until';

/** A Redis of a test's own, to break: it keeps its port and nothing else over a restart. */
export interface BreakableRedis {
  readonly url: string;
  /** Ends it as a power cut would; resolves when it is gone. */
  kill9(): Promise<void>;
  /** Starts it again on the same port, and waits until it answers. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function startBreakableRedis(settings: readonly string[] = []): Promise<BreakableRedis> {
  const port = await freePort();
  let server: OwnRedis = await startRedis(port, settings);
  return {
    url: server.url,
    kill9: () => server.kill9(),
    restart: async () => {
      server = await startRedis(port, settings);
    },
    stop: () => server.stop(),
  };
}

const SLOTS = 16_384;

/** Its nodes remember the cluster over a restart. */
export interface RedisCluster {
  readonly nodes: readonly BreakableRedis[];
  /** Waits until every node says that all slots are served. */
  untilOk(): Promise<void>;
  stop(): Promise<void>;
}

/** A real Redis Cluster of so many masters, the slots in equal parts. */
export async function startRedisCluster(count: number): Promise<RedisCluster> {
  const home = await mkdtemp(join(tmpdir(), 'aforo-cluster-'));
  const nodes: BreakableRedis[] = [];
  const busPorts: number[] = [];
  for (let i = 0; i < count; i++) {
    const busPort = await freePort();
    busPorts.push(busPort);
    const dir = join(home, String(i));
    await mkdir(dir);
    const settings = { 'cluster-enabled': 'yes', 'cluster-port': String(busPort), dir };
    nodes.push(await startBreakableRedis(Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value])));
  }
  const [first] = nodes;
  const [firstBusPort] = busPorts;
  if (!first || firstBusPort === undefined) throw new Error('a cluster has at least one node');
  for (const [i, { url }] of nodes.entries()) {
    const from = Math.floor((i * SLOTS) / count);
    const to = Math.floor(((i + 1) * SLOTS) / count) - 1;
    await command(url, 'CLUSTER', 'ADDSLOTSRANGE', String(from), String(to));
    if (i > 0) await command(url, 'CLUSTER', 'MEET', '127.0.0.1', new URL(first.url).port, String(firstBusPort));
  }
  const untilOk = async () => {
    for (const { url } of nodes) {
      await until('every node of the cluster serves', async () => {
        const info = String(await command(url, 'CLUSTER', 'INFO'));
        return info.includes('cluster_state:ok') && info.includes(`cluster_known_nodes:${count}`);
      });
    }
  };
  await untilOk();
  return {
    nodes,
    untilOk,
    stop: async () => {
      for (const node of nodes) await node.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** The answer of one Redis to one command, over a connection of its own. */
export async function command(url: string, ...words: string[]): Promise<unknown> {
  const client = createClient({ url, socket: { reconnectStrategy: false } });
  client.on('error', () => {});
  await client.connect();
  try {
    return await client.sendCommand(words);
  } finally {
    client.destroy();
  }
}
