import type { TestProject } from 'vitest/node';
import { ensureRedis, type TestRedis } from '../../scripts/lib/redis.mjs';

declare module 'vitest' {
  export interface ProvidedContext {
    redisUrl: string;
  }
}

const store = globalThis as unknown as { aforoTestRedis?: Promise<TestRedis> };

/** Finds or starts one Redis for the whole run, whatever number of projects ask for it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  store.aforoTestRedis ??= ensureRedis();
  const { url, stop } = await store.aforoTestRedis;
  project.provide('redisUrl', url);
  return stop;
}
