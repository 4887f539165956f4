import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startPostgresServer } from '../../scripts/lib/postgres-server.mjs';
import { Evening } from '../support/evening';
import { startServer } from '../support/server';
import { until } from '../support/until';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** Left free: some rows of the demo's tables, no more. Bytes. */
const LEFT = 150_000;

/** A disk of its own that can be filled up. Null where mounting is not allowed. */
function smallDisk(megabytes: number) {
  const folder = mkdtempSync(join(tmpdir(), 'aforo-disk-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', folder]);
  if (status !== 0) {
    rmdirSync(folder);
    return null;
  }
  const filler = join(folder, 'filler');
  return {
    folder,
    fill: () => {
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(filler, Buffer.alloc(bavail * bsize - LEFT));
    },
    free: () => rmSync(filler),
    remove: () => {
      spawnSync('umount', ['-l', folder]);
      rmdirSync(folder);
    },
  };
}

const mountable = (() => {
  const disk = smallDisk(1);
  disk?.remove();
  return disk !== null;
})();

describe.skipIf(!mountable).each(['embedded', 'postgres'] as const)('the disk is full (%s)', (kind) => {
  it('refuses in words what it cannot keep, keeps what it accepted, and goes on when there is room', async () => {
    const disk = smallDisk(kind === 'postgres' ? 200 : 100);
    if (!disk) throw new Error('no disk');
    cleanUps.push(disk.remove);
    const postgres = kind === 'postgres' ? await startPostgresServer({ home: disk.folder }) : undefined;
    if (postgres) cleanUps.push(() => postgres.remove());
    const server = await startServer(
      postgres ? { postgresUrl: postgres.url } : { env: { DATA_DIR: join(disk.folder, 'data') } },
    );
    cleanUps.push(() => server.stop());
    const evening = await Evening.open(server);
    evening.startPhones();
    await evening.progress(10);
    disk.fill();
    const refusals = () => evening.phones.flatMap(({ refused }) => refused);
    await until('scans are refused', () => refusals().length >= 20, 120_000);
    expect(evening.devices.map(({ state }) => state.status)).toEqual(['connected', 'connected', 'connected']);
    disk.free();
    await evening.progress(20);
    const answers = new Set(refusals().map((refusal) => JSON.stringify(refusal)));
    expect([...answers]).toEqual([JSON.stringify({ status: 507, code: 'STORAGE_FULL', isProblem: true })]);
    await evening.check();
    expect(evening.devices.map(({ connects }) => connects)).toEqual([1, 1, 1]);
  }, 400_000);
});
