import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { ensureNginx } from '../../scripts/lib/nginx.mjs';
import { freePort } from '../../scripts/lib/postgres.mjs';
import { until } from './until';

const CONFIG = join('deploy', 'nginx.conf');
/** Of localhost, signed by nobody; its key is public and protects nothing. */
const CERTIFICATE = resolve('tests/support/tls');

/** The deployment's own nginx, run here in front of instances of the test. */
export interface TlsProxy {
  /** https, with a certificate that nobody signed. */
  readonly url: string;
  /** The port that only sends people to https. */
  readonly plainUrl: string;
  output(): string;
  stop(): Promise<void>;
}

/** A port for the proxy, so that instances can be told their public address before it runs. */
export async function startProxy(instances: readonly [number, number], port: number): Promise<TlsProxy> {
  const nginx = ensureNginx();
  const home = mkdtempSync(join(tmpdir(), 'aforo-nginx-'));
  // Workers run as another user when the master is root.
  chmodSync(home, 0o755);
  const plainPort = await freePort();
  mkdirSync(join(home, 'cache'));
  const config = replaceAll(readFileSync(CONFIG, 'utf8'), {
    'app-1:3000': `127.0.0.1:${instances[0]}`,
    'app-2:3000': `127.0.0.1:${instances[1]}`,
    'listen 443 ssl http2': `listen 127.0.0.1:${port} ssl http2`,
    'listen 80;': `listen 127.0.0.1:${plainPort};`,
    '/etc/nginx/tls': CERTIFICATE,
    '/var/cache/nginx': join(home, 'cache'),
    'include /etc/nginx/mime.types': `include ${mimeTypes(nginx, home)}`,
    'worker_processes auto': 'worker_processes 1',
    'worker_rlimit_nofile 65536;': '',
    'worker_connections 32768': 'worker_connections 1024',
  });
  const file = join(home, 'nginx.conf');
  writeFileSync(file, config);
  const globals = `daemon off; pid ${join(home, 'nginx.pid')};`;
  const child = spawn(nginx, ['-p', home, '-c', file, '-e', 'stderr', '-g', globals], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  child.stderr.on('data', (chunk) => {
    output = (output + chunk).slice(-20_000);
  });
  const stop = async () => {
    await end(child);
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await until('nginx listens', () => hasEnded(child) || listens(port));
    if (hasEnded(child)) throw new Error(`nginx ended:\n${output}`);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: `https://localhost:${port}`,
    plainUrl: `http://127.0.0.1:${plainPort}`,
    output: () => output,
    stop,
  };
}

/** Every text must be there: the test would otherwise run another configuration than the deployment's. */
function replaceAll(config: string, replacements: Readonly<Record<string, string>>): string {
  let replaced = config;
  for (const [from, to] of Object.entries(replacements)) {
    if (!replaced.includes(from)) throw new Error(`${CONFIG} no longer has "${from}"`);
    replaced = replaced.replaceAll(from, to);
  }
  return replaced;
}

/** The types that come with nginx, or the few that the app serves where the package keeps them elsewhere. */
function mimeTypes(nginx: string, home: string): string {
  for (const file of ['/etc/nginx/mime.types', join(dirname(dirname(nginx)), 'etc/nginx/mime.types')]) {
    try {
      readFileSync(file);
      return file;
    } catch {}
  }
  const file = join(home, 'mime.types');
  writeFileSync(file, 'types { text/html html; text/css css; application/javascript js; image/svg+xml svg; }');
  return file;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
