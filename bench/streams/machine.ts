import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { availableParallelism, platform } from 'node:os';

/** The server has the first core for itself, the instrument and this script the second. */
export const SERVER_CORE = 0;
export const LOAD_CORE = 1;
/** Below the local ports that the kernel gives to 10,000 clients. */
const FIRST_PORT = 4600;
const PORTS = 100;

export function has(program: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' }).status === 0;
}

const canPin = platform() === 'linux' && availableParallelism() > 1 && has('taskset');

/** The command that runs `command` on one core; the same command where processes cannot be pinned. */
export function pinned(core: number | null, command: readonly string[]): [string, ...string[]] {
  const [program = '', ...rest] = command;
  return canPin && core !== null ? ['taskset', '-c', String(core), program, ...rest] : [program, ...rest];
}

let given = 0;

export async function nextPort(): Promise<number> {
  for (let tries = 0; tries < PORTS; tries++) {
    const port = FIRST_PORT + (given++ % PORTS);
    if (await isFree(port)) return port;
  }
  throw new Error(`no free port from ${FIRST_PORT} to ${FIRST_PORT + PORTS - 1}`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/** KiB of memory that these processes hold; pages that they share are counted once. */
export function memoryOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const found = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
    return sum + Number(found?.[1] ?? Number.NaN);
  }, 0);
}

/** Processes whose parent is `pid`. */
export function childrenOf(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return children ? children.split(' ').map(Number) : [];
}

/** What the figures were measured on. */
export function describeMachine(): Record<string, string | number | boolean> {
  const first = (program: string, ...args: string[]) => {
    const { stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
    return `${stdout ?? ''}${stderr ?? ''}`.trim().split('\n')[0] ?? '';
  };
  return {
    node: process.version,
    kernel: first('uname', '-sr'),
    cores: availableParallelism(),
    pinned: canPin,
    load: readFileSync('/proc/loadavg', 'utf8').split(' ').slice(0, 3).join(' '),
    ...(has('nginx') ? { nginx: first('nginx', '-v') } : {}),
    ...(has('cc') ? { cc: first('cc', '--version') } : {}),
  };
}
