import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createClient } from '@redis/client';
import { installFromDistribution } from './apt.mjs';
import { freePort } from './postgres.mjs';

const LOCAL = 'redis://127.0.0.1:6379';
const START_TIMEOUT_MS = 30_000;
/** The first version with sharded publish and subscribe. */
const OLDEST_VERSION = 7;

/**
 * A Redis that tests may share, each on channels of its own: TEST_REDIS_URL, else the usual local place, else one started here.
 * No test stops or flushes it; a Redis that a test breaks is started with `startRedis`.
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export async function ensureRedis(env = process.env) {
  for (const url of [env.TEST_REDIS_URL, LOCAL]) {
    if (url && (await isUsable(url))) return { url, stop: async () => {} };
  }
  return startRedis(await freePort());
}

/**
 * Starts a Redis that stores nothing on disk and waits until it answers.
 * @param {number} port
 * @param {readonly string[]} settings more of its options, as on its command line
 */
export async function startRedis(port, settings = []) {
  const home = mkdtempSync(join(tmpdir(), 'aforo-redis-'));
  const remove = () => rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--dir', home, '--save', '', '--appendonly', 'no'];
  const server = spawn(ensureRedisServer(), [...options, ...settings], { stdio: ['ignore', 'pipe', 'pipe'] });
  const end = async (signal) => {
    process.off('exit', onExit);
    if (server.exitCode === null && server.signalCode === null) {
      const exited = new Promise((resolve) => server.once('exit', resolve));
      server.kill(signal);
      await exited;
    }
    remove();
  };
  const onExit = () => {
    server.kill('SIGKILL');
    remove();
  };
  process.once('exit', onExit);
  const url = `redis://127.0.0.1:${port}`;
  try {
    await untilReady(server, url);
  } catch (error) {
    await end('SIGKILL');
    throw error;
  }
  return { url, kill9: () => end('SIGKILL'), stop: () => end('SIGTERM') };
}

/** Path of a `redis-server` of version 7 or newer; installs the distribution's when there is none. Throws with what to do. */
function ensureRedisServer(env = process.env) {
  const found = findRedisServer(env);
  if (found) return found;
  installFromDistribution(['redis-server']);
  const installed = findRedisServer(env);
  if (installed) return installed;
  throw new Error(
    `No redis-server of version ${OLDEST_VERSION} or newer found and none could be installed. ` +
      'Install one, or set REDIS_SERVER_PATH.',
  );
}

function findRedisServer(env) {
  const folders = [...(env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'];
  const candidates = [env.REDIS_SERVER_PATH, ...folders.map((folder) => join(folder, 'redis-server'))];
  return candidates.find((path) => path && isNewEnough(path));
}

function isNewEnough(path) {
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  const [, major] = /\bv=(\d+)\./.exec(stdout ?? '') ?? [];
  return Number(major) >= OLDEST_VERSION;
}

async function isUsable(url) {
  const client = createClient({ url, socket: { reconnectStrategy: false, connectTimeout: 3_000 } });
  client.on('error', () => {});
  try {
    await client.connect();
    const { version } = await client.hello();
    return Number(String(version).split('.')[0]) >= OLDEST_VERSION;
  } catch {
    return false;
  } finally {
    client.destroy();
  }
}

async function untilReady(server, url) {
  let output = '';
  for (const stream of [server.stdout, server.stderr]) {
    stream.on('data', (chunk) => {
      output = (output + chunk).slice(-4000);
    });
  }
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (server.exitCode !== null) throw new Error(`redis-server ended: ${output}`);
    if (await isUsable(url)) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`redis-server not ready in time: ${output}`);
}
