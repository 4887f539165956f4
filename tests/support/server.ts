import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../scripts/lib/postgres.mjs';
import { copyDemoFolder, demoDatabase, seedDemo } from './demo-template';
import { createPostgresDatabase } from './postgres-database';

export const DEMO_PASSWORD = 'a demo password';
const READY_TIMEOUT_MS = 150_000;

export interface ServerOptions {
  /** On a fresh database of this PostgreSQL server, with the demo seeded; else embedded in a fresh folder. */
  readonly postgresUrl?: string;
  /** False leaves the database empty, as at first use with DEMO=false. */
  readonly demo?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** Arguments of the Node process, before the program. */
  readonly nodeArgs?: readonly string[];
  /** What Node runs, with its arguments: the custom server unless said. */
  readonly program?: readonly string[];
  /** The folder of the build that runs; this one's unless said. */
  readonly folder?: string;
  /** The path of the Node that runs it; the test's own unless said. */
  readonly node?: string;
}

const CUSTOM_SERVER = ['build/server.mjs'];
/** Next by itself, as on hosts that know no custom server. */
export const PLAIN_NEXT = ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1'];

/** A production server of its own, on a free port with a fresh database. Needs a build. */
export interface TestServer {
  readonly url: string;
  readonly port: number;
  /** The environment it runs with, to start another process beside it. */
  readonly env: NodeJS.ProcessEnv;
  pid(): number | undefined;
  /** What the processes have printed so far. */
  output(): string;
  /** Ends the process as a power cut would, and waits until it is gone. */
  kill9(): Promise<void>;
  /** Sends SIGTERM; resolves with the exit code and how long it took. */
  terminate(): Promise<{ code: number | null; ms: number }>;
  /** Starts it again on the same port and data, and waits until it is ready. */
  restart(env?: Readonly<Record<string, string>>): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

export async function startServer({
  postgresUrl,
  demo = true,
  env: extra = {},
  nodeArgs = [],
  program = CUSTOM_SERVER,
  folder = '.',
  node = process.execPath,
}: ServerOptions = {}): Promise<TestServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'aforo-server-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const own = environmentOf(dataDir, port);
  // The demo's passes are sealed with the secret: a server with another one has the demo made for it.
  const copies = demo && extra.AFORO_SECRET === undefined;
  const template = postgresUrl && copies ? await demoDatabase(postgresUrl, own) : undefined;
  const postgres = postgresUrl ? await createPostgresDatabase(postgresUrl, template) : undefined;
  if (copies && !postgres && !extra.DATABASE_URL) await copyDemoFolder(own.DATA_DIR, own);
  const env = {
    ...own,
    DATABASE_URL: postgres?.url ?? '',
    DEMO: String(demo),
    ...extra,
  } satisfies NodeJS.ProcessEnv;

  let output = '';
  let child: ChildProcess | undefined;
  const removeData = async () => {
    await postgres?.drop();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  const start = async (more: Readonly<Record<string, string>> = {}) => {
    const keep = (text: string) => {
      output = (output + text).slice(-20_000);
    };
    child = spawnServer({ ...env, ...more }, keep, [...nodeArgs, ...program], folder, node);
    await untilReady(url, child, () => output);
  };
  const signal = async (name: NodeJS.Signals) => {
    if (child && !hasEnded(child)) {
      const ended = new Promise((resolve) => child?.once('exit', resolve));
      child.kill(name);
      await ended;
    }
    return child?.exitCode ?? null;
  };

  try {
    if (postgres && demo && !template) seedDemo(env);
    await start();
  } catch (error) {
    await signal('SIGKILL');
    await removeData();
    throw error;
  }
  return {
    url,
    port,
    env,
    pid: () => child?.pid,
    output: () => output,
    kill9: async () => {
      await signal('SIGKILL');
    },
    terminate: async () => {
      const started = performance.now();
      const code = await signal('SIGTERM');
      return { code, ms: performance.now() - started };
    },
    restart: start,
    stop: async () => {
      await signal('SIGKILL');
      await removeData();
    },
  };
}

/** Of a production server of the tests on an embedded database in `dataDir`, unless said otherwise. */
export function environmentOf(dataDir: string, port: number) {
  return {
    ...process.env,
    NODE_ENV: 'production' as const,
    PORT: String(port),
    HOST: '127.0.0.1',
    DATA_DIR: join(dataDir, 'data'),
    DATABASE_URL: '',
    AFORO_SECRET: 'a secret for tests that nobody else uses, 48 chars',
    DEMO_PASSWORD,
    LOG_LEVEL: 'warn',
  };
}

/** Starts the built server as a child process without waiting for it; `args` are Node's. */
export function spawnServer(
  env: NodeJS.ProcessEnv,
  onOutput: (text: string) => void = () => {},
  args: readonly string[] = CUSTOM_SERVER,
  cwd = '.',
  node = process.execPath,
): ChildProcess {
  const child = spawn(node, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => onOutput(String(chunk)));
  return child;
}

export function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

export async function untilReady(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const deadline = performance.now() + READY_TIMEOUT_MS;
  while (performance.now() < deadline) {
    if (hasEnded(child)) throw new Error(`The server ended with ${child.exitCode ?? child.signalCode}:\n${output()}`);
    const ready = await fetch(`${url}/api/ready`, { signal: AbortSignal.timeout(5000) }).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`The server was not ready in time:\n${output()}`);
}
