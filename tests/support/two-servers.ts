import type { ChildProcess } from 'node:child_process';
import { freePort } from '../../scripts/lib/postgres.mjs';
import { hasEnded, spawnServer, startServer, type TestServer, untilReady } from './server';

/** Another process on the database of `first`. */
export interface SecondServer {
  readonly url: string;
  readonly port: number;
  pid(): number | undefined;
  kill9(): Promise<void>;
  restart(env?: Readonly<Record<string, string>>): Promise<void>;
}

export interface TwoServers {
  readonly first: TestServer;
  readonly second: SecondServer;
  stop(): Promise<void>;
}

/** Two production processes on one fresh PostgreSQL database with the demo; `program` is what the first one runs. */
export async function startTwoServers(
  postgresUrl: string,
  env: Readonly<Record<string, string>> = {},
  program?: readonly string[],
): Promise<TwoServers> {
  const first = await startServer({ postgresUrl, env, ...(program ? { program } : {}) });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  const start = async (more: Readonly<Record<string, string>> = {}) => {
    let output = '';
    child = spawnServer({ ...first.env, ...more, PORT: String(port) }, (text) => {
      output = (output + text).slice(-20_000);
    });
    await untilReady(url, child, () => output);
  };
  const kill9 = async () => {
    if (!child || hasEnded(child)) return;
    const ended = new Promise((resolve) => child?.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  };
  const stop = async () => {
    await kill9();
    await first.stop();
  };
  try {
    await start();
  } catch (error) {
    await stop();
    throw error;
  }
  return { first, second: { url, port, pid: () => child?.pid, kill9, restart: start }, stop };
}
