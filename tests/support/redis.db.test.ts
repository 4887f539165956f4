import { expect, inject, it } from 'vitest';
import { command, startBreakableRedis, startRedisCluster } from './redis';

it('finds a Redis that tests share', async () => {
  expect(await command(inject('redisUrl'), 'PING')).toBe('PONG');
});

it('breaks and mends one of its own', async () => {
  const redis = await startBreakableRedis();
  await redis.kill9();
  await expect(command(redis.url, 'PING')).rejects.toThrow();
  await redis.restart();
  expect(await command(redis.url, 'PING')).toBe('PONG');
  await redis.stop();
});

it('starts a cluster whose nodes refuse the keys of the others', async () => {
  const cluster = await startRedisCluster(3);
  const answers = await Promise.allSettled(cluster.nodes.map(({ url }) => command(url, 'GET', 'one key')));
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await cluster.stop();
});
