import { randomUUID } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { command, startRedisCluster } from '../../../../tests/support/redis';
import { createBus } from './bus.fixture';
import { channelOf } from './redis-channels';
import { redisLink } from './redis-link';

const PATIENCE = { timeout: 20_000 };

it('publishes to one shard of a cluster, and follows a slot that moves to another node', async () => {
  const cluster = await startRedisCluster(3);
  const urls = cluster.nodes.map(({ url }) => url);
  const seed = urls[0] ?? '';
  const businessId = randomUUID();
  const [rings, hears] = [createBus(redisLink(seed)), createBus(redisLink(seed))];
  hears.bus.listen(businessId);
  await vi.waitFor(() => expect([rings.stats().state, hears.stats().heard]).toEqual(['connected', 1]), PATIENCE);

  const subscribed = (kind: string) => Promise.all(urls.map((url) => command(url, 'PUBSUB', kind)));
  const shards = await subscribed('SHARDCHANNELS');
  const owner = shards.findIndex((channels) => String(channels) === channelOf(businessId));
  expect(owner).toBeGreaterThanOrEqual(0);
  expect(shards.flat()).toEqual([channelOf(businessId)]);
  expect((await subscribed('CHANNELS')).flat()).toEqual([]);

  const target = (owner + 1) % urls.length;
  const node = (index: number, ...words: string[]) => command(urls[index] ?? '', 'CLUSTER', ...words);
  const [ownerId, targetId] = [String(await node(owner, 'MYID')), String(await node(target, 'MYID'))];
  const slot = String(await node(owner, 'KEYSLOT', channelOf(businessId)));
  // Announced, so that the new owner's claim outranks what the last one's gossip still says.
  await node(target, 'SETSLOT', slot, 'IMPORTING', ownerId);
  await node(owner, 'SETSLOT', slot, 'MIGRATING', targetId);
  for (const index of [target, owner, 3 - target - owner]) await node(index, 'SETSLOT', slot, 'NODE', targetId);
  await vi.waitFor(async () => {
    expect((await subscribed('SHARDCHANNELS'))[target]).toEqual([channelOf(businessId)]);
  }, PATIENCE);
  rings.bus.publish({ businessId, seq: 9 });
  await vi.waitFor(() => expect(hears.rings).toEqual([{ businessId, seq: 9 }]), PATIENCE);
  await rings.bus.close();
  await hears.bus.close();
  await cluster.stop();
});
