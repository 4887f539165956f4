import { afterAll, describe, expect, inject, it } from 'vitest';
import { Evening } from '../support/evening';
import { startServer, type TestServer } from '../support/server';

const ROUNDS = Number(process.env.FAULT_ROUNDS ?? 5);

describe.each(['embedded', 'postgres'] as const)(`kill −9 while phones scan, ${ROUNDS} times (%s)`, (kind) => {
  let server: TestServer | undefined;
  afterAll(async () => server?.stop());

  it(
    'keeps every acknowledged scan once, and every device equal to the database',
    async () => {
      server = await startServer(kind === 'postgres' ? { postgresUrl: inject('postgresUrl') } : {});
      const evening = await Evening.open(server);
      evening.startPhones();
      for (let round = 0; round < ROUNDS; round++) {
        // Anywhere in a scan: the number accepted before the kill differs from round to round.
        await evening.progress(1 + Math.floor(Math.random() * 20));
        await server.kill9();
        await server.restart();
      }
      await evening.progress(1);
      await evening.check();
      expect(evening.phones.some(({ retries }) => retries > 0)).toBe(true);
      expect(evening.devices.every(({ connects }) => connects > 1)).toBe(true);
    },
    60_000 + ROUNDS * 15_000,
  );
});
