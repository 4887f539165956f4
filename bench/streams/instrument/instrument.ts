import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { has, LOAD_CORE, pinned } from '../machine';

/** Where streams come from and events go to. */
export interface Target {
  readonly host: string;
  readonly port: number;
}

/** What one measurement cost, and what else happened in it. CPU in milliseconds. */
export interface Spent {
  readonly elapsedMs: number;
  readonly ownCpuMs: number;
  /** Of the watched processes. */
  readonly watchedCpuMs: number;
  readonly reads: number;
  readonly deliveries: number;
  readonly refused: number;
  readonly lost: number;
}

export interface Opened extends Spent {
  readonly ms: number;
}
export interface Each extends Spent {
  /** Of each event, from its publish to its last receiver. */
  readonly ms: readonly number[];
  readonly firstMs: readonly number[];
}
export interface Flight extends Spent {
  readonly events: number;
  readonly ms: number;
}
export interface Rounds extends Spent {
  readonly ms: readonly number[];
  /** CPU of the watched processes from the first receiver of a round to the last. */
  readonly cpuMs: readonly number[];
}

const FOLDER = join('build', 'bench');

/**
 * A process of its own that opens streams, publishes and measures. In C where there is a compiler, since a receiver in
 * Node costs more than the senders that are compared; else the same commands in Node (load.ts).
 */
export class Instrument {
  static readonly language = has('cc') && process.env.BENCH_INSTRUMENT !== 'node' ? 'C' : 'Node';
  readonly #process: ChildProcess;
  readonly #answers: AsyncIterator<string>;
  #files = 0;

  private constructor(child: ChildProcess) {
    this.#process = child;
    if (!child.stdout) throw new Error('no output');
    this.#answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  static start(core: number | null = LOAD_CORE): Instrument {
    mkdirSync(FOLDER, { recursive: true });
    const program = Instrument.language === 'C' ? [compile()] : [process.execPath, join(FOLDER, 'load.mjs')];
    const [command, ...args] = pinned(core, program);
    return new Instrument(spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] }));
  }

  /** Adds streams that send these requests in turn. */
  async streams({ host, port }: Target, count: number, requests: readonly string[]): Promise<void> {
    await this.#ask(`streams ${host} ${port} ${count} ${this.#write(requests)}`);
  }

  /** Adds a group of connections; each event is sent once to each group, as the next of these messages. */
  async publishers(
    { host, port }: Target,
    count: number,
    messages: readonly string[],
    answers: boolean,
  ): Promise<void> {
    await this.#ask(`publishers ${host} ${port} ${count} ${answers ? 1 : 0} ${this.#write(messages)}`);
  }

  /** Counts the CPU of these processes. */
  async watch(pids: readonly number[]): Promise<void> {
    for (const pid of pids) await this.#ask(`watch ${pid}`);
  }

  /** The character by which an event is counted. */
  async mark(character: string): Promise<void> {
    await this.#ask(`mark ${character}`);
  }

  /**
   * From now on it does not sleep when nothing comes. Waking a sleeper on the same machine costs the sender as much as half a
   * write, and the more the slower the sender is; only where its core has nothing else to do. The Node instrument always sleeps.
   */
  async stayAwake(): Promise<void> {
    await this.#ask('awake 1');
  }

  open(concurrency: number, timeoutMs = 60_000): Promise<Opened> {
    return this.#ask(`open ${concurrency} ${timeoutMs}`);
  }

  /** One publish at a time: at most `most`, for about `budgetMs`. */
  each(most: number, budgetMs: number, pauseMs = 3, timeoutMs = 30_000): Promise<Each> {
    return this.#ask(`each ${most} ${budgetMs} ${pauseMs} ${timeoutMs}`);
  }

  flight(window: number, durationMs: number, timeoutMs = 30_000): Promise<Flight> {
    return this.#ask(`flight ${window} ${durationMs} ${timeoutMs}`);
  }

  /** Waits for so many events that the server sends by itself. */
  rounds(count: number, timeoutMs: number): Promise<Rounds> {
    return this.#ask(`rounds ${count} ${timeoutMs}`);
  }

  /** Waits until so many events have arrived since the streams were added, on whatever stream; ms since `open`. */
  marks(total: number, timeoutMs: number): Promise<{ ms: number; marks: number }> {
    return this.#ask(`marks ${total} ${timeoutMs}`);
  }

  /** Waits until somebody listens there. */
  listener({ host, port }: Target, timeoutMs: number): Promise<{ ms: number }> {
    return this.#ask(`listener ${host} ${port} ${timeoutMs}`);
  }

  /** Cuts everything and forgets it. */
  async forget(): Promise<void> {
    await this.#ask('forget');
  }

  stop(): void {
    this.#process.stdin?.end();
  }

  #write(messages: readonly string[]): string {
    const file = join(FOLDER, `messages-${this.#files++ % 16}`);
    const parts = messages.flatMap((message) => {
      const bytes = Buffer.from(message);
      const length = Buffer.alloc(4);
      length.writeUInt32LE(bytes.length);
      return [length, bytes];
    });
    writeFileSync(file, Buffer.concat(parts));
    return file;
  }

  async #ask<T>(command: string): Promise<T> {
    this.#process.stdin?.write(`${command}\n`);
    const { value, done } = await this.#answers.next();
    if (done) throw new Error(`the instrument ended at: ${command}`);
    const answer = JSON.parse(value) as T & { problem?: string | null };
    if (answer.problem) throw new Error(`${answer.problem} (${command}): ${value.slice(0, 2_000)}`);
    return answer;
  }
}

function compile(): string {
  const program = join(FOLDER, 'load');
  const source = join(import.meta.dirname, 'load.c');
  const { status } = spawnSync('cc', ['-O2', '-o', program, source], { stdio: 'inherit' });
  if (status !== 0) throw new Error('load.c did not compile');
  return program;
}
