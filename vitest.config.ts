import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const postgres = 'tests/support/global-postgres.ts';
const redis = 'tests/support/global-redis.ts';
const embedded = 'tests/support/global-embedded.ts';
const build = 'tests/support/global-build.ts';

export default defineConfig({
  resolve: { alias: { '@db': path('./db'), '@': path('./src') } },
  test: {
    pool: 'forks',
    maxWorkers: 3,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}', 'db/**/*.test.ts', 'tests/deploy/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: ['**/*.db.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'db',
          include: ['{src,db,tests}/**/*.db.test.ts'],
          globalSetup: [postgres, redis, embedded],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'http',
          include: ['tests/http/*.http.test.ts'],
          globalSetup: [postgres, build],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'engines',
          include: ['tests/engines/*.test.ts'],
          globalSetup: [build],
          testTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'faults',
          include: ['tests/faults/*.fault.test.ts'],
          globalSetup: [postgres, redis, build],
          testTimeout: 180_000,
        },
      },
    ],
  },
});
