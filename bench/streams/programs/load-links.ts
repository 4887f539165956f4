import { readdirSync, readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';

const RETRY_MS = 250;
/** One buffer for all: it is read before the next socket's bytes come. */
const buffer = Buffer.alloc(256 * 1024);

export const now = () => performance.now();

/** Messages of a file, each after its length as 4 bytes, used in turn. */
export function readMessages(path: string): Buffer[] {
  const bytes = readFileSync(path);
  const messages: Buffer[] = [];
  for (let at = 0; at + 4 <= bytes.length; ) {
    const end = at + 4 + bytes.readUInt32LE(at);
    messages.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return messages;
}

/** CPU milliseconds of these processes so far, as precise as the kernel's tick. */
export function cpuOf(pids: readonly number[]): number {
  let nanoseconds = 0;
  for (const pid of pids) {
    for (const task of readdirSync(`/proc/${pid}/task`)) {
      nanoseconds += Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]);
    }
  }
  return nanoseconds / 1e6;
}

export interface StreamEvents {
  onOpen(): void;
  /** Before it was open, and tried again; or after. */
  onCut(wasOpen: boolean): void;
  onMarks(stream: Stream, count: number): void;
}

/** One stream: asks, waits for the head of a 200, then counts marks. */
export class Stream {
  seen = 0;
  #socket: Socket | null = null;
  #head = 0;
  #accepted = false;
  #open = false;
  #retry: NodeJS.Timeout | null = null;

  constructor(
    private readonly address: { readonly host: string; readonly port: number },
    private readonly request: Buffer,
    private readonly mark: () => number,
    private readonly events: StreamEvents,
  ) {}

  start(): void {
    this.#head = 0;
    this.#accepted = false;
    const callback = (size: number) => {
      this.#read(buffer.subarray(0, size));
      return true;
    };
    const socket = connect({ ...this.address, noDelay: true, onread: { buffer, callback } });
    socket.on('connect', () => socket.write(this.request));
    socket.on('error', () => {});
    socket.on('close', () => {
      if (this.#socket === socket) this.#cut();
    });
    this.#socket = socket;
  }

  drop(): void {
    if (this.#retry) clearTimeout(this.#retry);
    const socket = this.#socket;
    this.#socket = null;
    socket?.resetAndDestroy();
  }

  #cut(): void {
    this.drop();
    const wasOpen = this.#open;
    this.#open = false;
    this.events.onCut(wasOpen);
    if (!wasOpen) this.#retry = setTimeout(() => this.start(), RETRY_MS);
  }

  #read(bytes: Buffer): void {
    let at = 0;
    if (!this.#open) {
      if (!this.#accepted && bytes.toString('latin1', 0, 12) !== 'HTTP/1.1 200') {
        this.#cut();
        return;
      }
      this.#accepted = true;
      for (; at < bytes.length && this.#head < 4; at++) {
        const byte = bytes[at];
        this.#head = byte === (this.#head % 2 ? 10 : 13) ? this.#head + 1 : byte === 13 ? 1 : 0;
      }
      if (this.#head < 4) return;
      this.#open = true;
      this.events.onOpen();
    }
    const mark = this.mark();
    let count = 0;
    for (let found = bytes.indexOf(mark, at); found >= 0; found = bytes.indexOf(mark, found + 1)) count += 1;
    if (count > 0) this.events.onMarks(this, count);
  }
}
