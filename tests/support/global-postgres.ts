import type { TestProject } from 'vitest/node';
import { ensurePostgres, type TestPostgres } from '../../scripts/lib/postgres.mjs';

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string;
  }
}

const store = globalThis as unknown as { aforoTestPostgres?: Promise<TestPostgres> };

/** Finds or starts one PostgreSQL for the whole run, whatever number of projects ask for it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  store.aforoTestPostgres ??= ensurePostgres();
  const { url, stop } = await store.aforoTestPostgres;
  project.provide('postgresUrl', url);
  return stop;
}
