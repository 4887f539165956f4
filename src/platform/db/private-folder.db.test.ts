import { spawnSync } from 'node:child_process';
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from './client';
import { lockFolder } from './lock';
import { makePrivate } from './private-folder';

let home: string;
let folder: string;
let umask: number;
beforeEach(() => {
  umask = process.umask(0o022);
  home = mkdtempSync(join(tmpdir(), 'aforo-private-'));
  folder = join(home, 'data');
});
afterEach(() => {
  process.umask(umask);
  rmSync(home, { recursive: true, force: true });
});

const modeOf = (path: string) => lstatSync(path).mode & 0o777;

/** The folder and everything in it. */
const paths = () => [folder, ...readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name)))];

/** What others than its owner may use in any way. */
function openToOthers(): string[] {
  return paths()
    .filter((path) => !lstatSync(path).isSymbolicLink() && (modeOf(path) & 0o077) !== 0)
    .map((path) => relative(home, path));
}

/** Opens the folder as the server does, writes enough for new files, and closes it. */
async function write(value: number): Promise<number[]> {
  const lock = await lockFolder(folder);
  const { db, close } = openDatabase({ DATA_DIR: folder, DATABASE_POOL_SIZE: 1 });
  await db.execute(sql`create table if not exists kept (n int)`);
  await db.execute(sql.raw(`create table made_${value} as select generate_series(1, 20000) as n`));
  await db.execute(sql`insert into kept values (${value})`);
  await db.execute(sql`checkpoint`);
  const { rows } = (await db.execute(sql`select n from kept order by n`)) as unknown as { rows: { n: number }[] };
  expect(openToOthers(), 'while it runs').toEqual([]);
  await close();
  lock.release();
  return rows.map(({ n }) => n);
}

describe.skipIf(process.platform === 'win32')('the folder of the embedded database', () => {
  it('is closed to other accounts from the first start on, and again when an earlier version left it open', async () => {
    expect(await write(1)).toEqual([1]);
    expect(openToOthers()).toEqual([]);
    writeFileSync(join(folder, 'secret'), 'secret');
    for (const path of paths()) chmodSync(path, lstatSync(path).isDirectory() ? 0o755 : 0o666);
    expect(openToOthers().length).toBeGreaterThan(500);
    expect(await write(2), 'what was there still opens').toEqual([1, 2]);
    expect(openToOthers()).toEqual([]);
    expect([folder, join(folder, 'pg', 'pg_wal')].map(modeOf)).toEqual([0o700, 0o700]);
    expect([join(folder, 'secret'), join(folder, 'pg', 'PG_VERSION')].map(modeOf)).toEqual([0o600, 0o600]);
  }, 240_000);

  it('leaves alone what a link in it names', () => {
    const outside = join(home, 'outside');
    mkdirSync(outside, { mode: 0o755 });
    writeFileSync(join(outside, 'file'), '', { mode: 0o644 });
    mkdirSync(folder);
    symlinkSync(outside, join(folder, 'link'));
    symlinkSync(join(outside, 'file'), join(folder, 'file'));
    symlinkSync(join(home, 'nothing'), join(folder, 'broken'));
    makePrivate(folder);
    expect([modeOf(outside), modeOf(join(outside, 'file'))]).toEqual([0o755, 0o644]);
    expect(modeOf(folder)).toBe(0o700);
  });

  it('takes no folder that all accounts share', () => {
    mkdirSync(folder);
    chmodSync(folder, 0o1777);
    expect(() => makePrivate(folder)).toThrow(/DATA_DIR: .*data .*otra cuenta/);
    expect(modeOf(folder)).toBe(0o777);
  });

  it.runIf(process.getuid?.() === 0)("says in words that a folder is another account's", () => {
    mkdirSync(folder);
    chmodSync(home, 0o755);
    chmodSync(folder, 0o755);
    const url = new URL('./private-folder.ts', import.meta.url).href;
    const program = `process.setgid(65534); process.setuid(65534);
      const { makePrivate } = await import(${JSON.stringify(url)});
      try { makePrivate(${JSON.stringify(folder)}); } catch (error) { process.stdout.write(error.constructor.name + ' ' + error.message); }`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
      encoding: 'utf8',
      env: { ...process.env, TSX_DISABLE_CACHE: '1' },
    });
    expect(stdout, stderr).toMatch(/^EnvError DATA_DIR: .*data es de otra cuenta/);
  });
});
