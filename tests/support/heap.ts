import { existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { until } from './until';

export const probeFile = join(tmpdir(), `aforo-heap-${process.pid}.json`);

/** What is alive in a server under test, after a collection of garbage (heap-probe.mjs). */
export interface Alive {
  readonly bytes: number;
  readonly sockets: number;
  readonly streams: number;
  /** Requests and responses, answered or not; when asked for. */
  readonly requests?: number;
  /** Bytes that wait in the fullest socket. */
  readonly unsent: number;
  /** Closed streams, by reason. */
  readonly closes: Readonly<Record<string, number>>;
}

/** Options of `startServer` with which a server can be probed. */
export function probing(env: Readonly<Record<string, string>> = {}) {
  const probe = pathToFileURL(resolve('tests/support/heap-probe.mjs')).href;
  return { nodeArgs: ['--expose-gc', '--import', probe], env: { ...env, HEAP_PROBE_FILE: probeFile } };
}

export async function probeProcess(pid: number | undefined, { countRequests = false } = {}): Promise<Alive> {
  if (pid === undefined) throw new Error('no process to probe');
  rmSync(probeFile, { force: true });
  process.kill(pid, countRequests ? 'SIGWINCH' : 'SIGUSR2');
  await until('the probe answered', () => existsSync(probeFile) && readFileSync(probeFile, 'utf8').endsWith('\n'));
  return JSON.parse(readFileSync(probeFile, 'utf8')) as Alive;
}
