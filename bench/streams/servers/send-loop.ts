import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { has, nextPort, pinned } from '../machine';
import { httpGet, type ServerKind } from './server';

const SOURCE = join(import.meta.dirname, '..', 'programs', 'send-loop.c');
const PROGRAM = join('build', 'bench', 'send-loop');

/** What the kernel allows: C that only sends. */
export const sendLoop: ServerKind = {
  name: 'send-loop',
  label: 'bare C `send` loop',
  missing: () => (has('cc') ? null : 'there is no C compiler'),
  async start({ core }) {
    const compiled = spawnSync('cc', ['-O2', '-o', PROGRAM, SOURCE], { stdio: 'inherit' });
    if (compiled.status !== 0) throw new Error('send-loop.c did not compile');
    const [port, publishPort] = [await nextPort(), await nextPort()];
    const [command, ...args] = pinned(core, [PROGRAM, String(port), String(publishPort)]);
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    const exited = once(child, 'exit');
    await sleep(200);
    const { pid } = child;
    if (pid === undefined || child.exitCode !== null) throw new Error('send-loop did not start');
    return {
      target: { host: '127.0.0.1', port },
      requests: [httpGet('/')],
      publish: { target: { host: '127.0.0.1', port: publishPort }, messages: ['\n'], answers: false },
      pids: [pid],
      stop: async () => {
        child.kill('SIGKILL');
        await exited;
      },
    };
  },
};
