import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pinned } from '../machine';
import type { LoopDelay, Question } from '../programs/probe';

const READY_MS = 60_000;

export const bundleOf = (name: string) => join('build', 'bench', `${name}.mjs`);

/** Where a program runs. */
export interface Placement {
  readonly core: number | null;
  /** Path of the Node that runs it; the bench's own unless given. */
  readonly node?: string;
}

/** A Node process on its core, with a probe in it that answers over IPC. */
export class Program {
  #output = '';

  private constructor(readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        this.#output = (this.#output + String(chunk)).slice(-4_000);
      });
    }
  }

  static async start(
    args: readonly string[],
    env: Readonly<Record<string, string>>,
    { core, node: binary = process.execPath }: Placement,
    isReady: () => Promise<boolean>,
  ): Promise<Program> {
    const node = [binary, '--expose-gc', '--import', `./${bundleOf('probe')}`, ...args];
    const [command, ...rest] = pinned(core, node);
    const child = spawn(command, rest, {
      env: { ...process.env, NODE_ENV: 'production', ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const program = new Program(child);
    const deadline = performance.now() + READY_MS;
    while (!(await isReady().catch(() => false))) {
      if (child.exitCode !== null || performance.now() > deadline) {
        await program.stop();
        throw new Error(`${args.join(' ')} did not start:\n${program.#output}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    return program;
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error('not started');
    return this.child.pid;
  }

  collectGarbage(): Promise<LoopDelay> {
    return this.#ask('gc');
  }

  /** Pauses of the event loop since this was last asked. */
  loopDelay(): Promise<LoopDelay> {
    return this.#ask('loop');
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exited;
  }

  async #ask(question: Question): Promise<LoopDelay> {
    const answer = once(this.child, 'message');
    this.child.send(question);
    const [message] = await answer;
    return message as LoopDelay;
  }
}
