import { cp, rm } from 'node:fs/promises';
import { Client } from 'pg';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { expectConverged, expectNothingLost } from '../support/checker';
import { Evening } from '../support/evening';
import { FaultyProxy } from '../support/proxy';
import { renewEpochs } from '../support/renew-epochs';
import { startServer, type TestServer } from '../support/server';
import { until } from '../support/until';

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

describe.each(['embedded', 'postgres'] as const)('a database brought back from a copy (%s)', (kind) => {
  it('screens from before do not go on as if nothing had happened: they fetch anew', async () => {
    const server = await startServer(kind === 'postgres' ? { postgresUrl: inject('postgresUrl') } : {});
    cleanUps.push(() => server.stop());
    const proxy = await FaultyProxy.listen(server.port);
    cleanUps.push(() => proxy.close());
    const copy = kind === 'postgres' ? copyOfPostgres(server) : copyOfFolder(server);
    cleanUps.push(copy.remove);
    const evening = await Evening.open(server, { origin: () => proxy.url });
    const phones = async (scans: number) => {
      evening.startPhones();
      await evening.progress(scans);
      await evening.stopPhones();
      return evening.phones.flatMap(({ acknowledged }) => acknowledged);
    };

    const before = await phones(10);
    await server.kill9();
    await copy.make();
    await server.restart();
    const lost = (await phones(20)).slice();
    await expectConverged(evening.devices);
    const seen = evening.devices.map(({ seq }) => seq);
    proxy.isDown = true;
    proxy.cut();
    await server.kill9();
    await copy.bringBack();
    renewEpochs(server);
    await server.restart();

    // The numbers are given out a second time, past where the screens stand: by number alone nothing looks wrong.
    const all = await phones(40);
    const { cursor } = await evening.host.list();
    expect(Number(cursor.split(':')[1])).toBeGreaterThan(Math.max(...seen));
    proxy.isDown = false;
    await until('every screen has fetched anew', () => evening.devices.every(({ resyncs }) => resyncs > 0), 60_000);
    const after = all.filter((scan) => !lost.includes(scan));
    const parties = evening.passes.map(({ id }) => id);
    await expectNothingLost(server, evening.devices, { acknowledged: [...before, ...after], parties });
  }, 400_000);
});

interface Copy {
  /** Both with the server stopped. */
  make(): Promise<void>;
  bringBack(): Promise<void>;
  remove(): Promise<void>;
}

function copyOfFolder({ env }: TestServer): Copy {
  const folder = env.DATA_DIR ?? '';
  const copy = `${folder}-copy`;
  return {
    make: () => cp(folder, copy, { recursive: true, filter: isKept }),
    async bringBack() {
      await rm(folder, { recursive: true });
      await cp(copy, folder, { recursive: true });
    },
    remove: () => rm(copy, { recursive: true, force: true }),
  };
}

/** The lock is a socket, which dies with its process. */
const isKept = (path: string) => !path.endsWith('.lock');

function copyOfPostgres({ env }: TestServer): Copy {
  const live = new URL(env.DATABASE_URL ?? '').pathname.slice(1);
  const admin = inject('postgresUrl');
  const run = async (...statements: string[]) => {
    const client = new Client({ connectionString: admin });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  };
  return {
    make: () => run(`create database ${live}_copy template ${live}`),
    bringBack: () => run(`drop database ${live} with (force)`, `create database ${live} template ${live}_copy`),
    remove: () => run(`drop database if exists ${live}_copy with (force)`),
  };
}
