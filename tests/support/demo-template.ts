import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';

/** The demo's evening is the one of its seeding: a template older than this is made anew. */
const FRESH_MS = 20 * 60_000;
const PREFIX = 'aforo-demo-';
const DATABASE = 'aforo_test_demo';
/** Any number; processes that need the same template wait for each other. */
const LOCK = 4_107_201_702;

/** Puts a seeded embedded database into `folder`: seeding costs far more than copying. `env` decides its secret and password. */
export async function copyDemoFolder(folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const template = join(tmpdir(), `${PREFIX}${currentKey()}`);
  if (!existsSync(template)) {
    const draft = await mkdtemp(join(tmpdir(), `${PREFIX}draft-`));
    seedDemo({ ...env, DATA_DIR: join(draft, 'data'), DATABASE_URL: '' });
    // Of several made at once the first one stays.
    await rename(join(draft, 'data'), template).catch(() => {});
    await rm(draft, { recursive: true, force: true });
    await removeOld();
  }
  await cp(template, folder, { recursive: true });
}

/** The name of a database on the server of `adminUrl` that holds the demo, to make others from. */
export async function demoDatabase(adminUrl: string, env: NodeJS.ProcessEnv): Promise<string> {
  const name = `${DATABASE}_${currentKey()}`;
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    const { rows } = await client.query<{ datname: string }>('select datname from pg_database where datname like $1', [
      `${DATABASE}%`,
    ]);
    if (rows.some(({ datname }) => datname === name)) return name;
    const draft = `${DATABASE}_draft`;
    // Another process, or another build, may still be copying a template of this time or of the one before.
    const isOld = (datname: string) => datname === draft || Number(datname.split('_').at(-1)) < period() - 1;
    for (const { datname } of rows.filter((row) => isOld(row.datname)))
      await client.query(`drop database if exists ${datname} with (force)`);
    await client.query(`create database ${draft}`);
    seedDemo({ ...env, DATABASE_URL: Object.assign(new URL(adminUrl), { pathname: `/${draft}` }).href });
    await client.query(`alter database ${draft} rename to ${name}`);
    return name;
  } finally {
    await client.end();
  }
}

/** Of the build and of the time. */
function currentKey(): string {
  return `${readFileSync('build/stamp', 'utf8').slice(0, 12)}_${period()}`;
}

const period = () => Math.floor(Date.now() / FRESH_MS);

/** Fills the database of `env` with the demo. */
export function seedDemo(env: NodeJS.ProcessEnv): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['build/seed.mjs'], { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`The demo was not seeded:\n${stdout}${stderr}`);
}

async function removeOld(): Promise<void> {
  const left = Date.now() - 3 * FRESH_MS;
  for (const name of readdirSync(tmpdir()).filter((found) => found.startsWith(PREFIX))) {
    const path = join(tmpdir(), name);
    if ((statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? left) < left)
      await rm(path, { recursive: true, force: true });
  }
}
