import { spawn } from 'node:child_process';
import type { TestServer } from './server';

export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a command of the build, as `npm run` does, in the environment of a server. */
export function runCommand(
  { env }: Pick<TestServer, 'env'>,
  name: 'backup' | 'restore' | 'move' | 'recover',
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [`build/${name}.mjs`, ...args], { env: { ...env, ...more } });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        output += String(chunk);
      });
    child.on('close', (code) => resolve({ code, output }));
  });
}
