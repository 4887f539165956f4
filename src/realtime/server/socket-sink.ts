import type { Socket } from 'node:net';
import { closeSocket } from './close-socket';
import { LAST_CHUNK, type Packet } from './packet';
import { sendNow } from './send-many';
import { type Sink, STREAM_HEADERS } from './sink';

/** The connection lasts as long as the stream, with no idle time after it: a client sends no other request on it. */
const OF_CONNECTION = { connection: 'keep-alive', 'keep-alive': 'timeout=0', 'transfer-encoding': 'chunked' };
const HEAD = `HTTP/1.1 200 OK\r\n${headerLines({ ...STREAM_HEADERS, ...OF_CONNECTION })}`;
const SINK = Symbol('sink');
type SinkSocket = Socket & { [SINK]?: SocketSink | undefined };
/** Node's own field, not documented: null once the socket is closed, so that its descriptor never belongs to another connection. */
type Handled = Socket & { readonly _handle?: { readonly fd?: number } | null };

/**
 * A stream on a socket that the HTTP parser has released (socket-taker.ts).
 *
 * A write goes directly to the kernel, alone or with others (fan-out.ts). Bytes that the kernel does not accept go through the
 * socket, and so does everything after them until they have been sent. Node's stream machinery costs an eighth of a write, and
 * only a slow peer needs it. The descriptor for direct writes is not documented; without one, and after any failure, every write
 * goes through the socket.
 *
 * A peer that ends its side, fails, or sends anything after its request is disconnected; after the end of the stream the socket
 * is closed. Listeners are shared by all sinks and find their sink on the socket: ten thousand idle streams hold no closures.
 */
export class SocketSink implements Sink {
  readonly transport = 'raw';
  #closed = false;
  #ending = false;
  /** The first event, if written in the turn in which the stream opens, is sent in one packet with the headers. */
  #head: Buffer | null = null;
  /** It is stored because asking the socket for it costs more than the rest of a write here. */
  readonly #descriptor: number | null;
  #drain: (() => void) | null = null;
  #closers: (() => void)[] | null = null;

  constructor(
    private readonly socket: Socket,
    headers: Readonly<Record<string, string>>,
  ) {
    const { fd = -1 } = (socket as Handled)._handle ?? {};
    this.#descriptor = fd < 0 ? null : fd;
    if (socket.destroyed || !socket.writable) {
      this.#closed = true;
      socket.destroy();
      return;
    }
    (socket as SinkSocket)[SINK] = this;
    socket.on('close', onClose).on('end', onEnd).on('drain', onDrain).on('data', onEnd);
    socket.setNoDelay(true);
    socket.setTimeout(0);
    this.#head = Buffer.from(`${HEAD}date: ${httpDate()}\r\n${headerLines(headers)}\r\n`, 'latin1');
    process.nextTick(sendHead, this);
  }

  get closed(): boolean {
    return this.#closed;
  }

  get unsent(): number {
    return this.#closed ? 0 : this.socket.writableLength;
  }

  write({ chunk }: Packet): void {
    if (this.#closed || this.#ending) return;
    if (this.#head) {
      const head = this.#head;
      this.#head = null;
      this.#send(Buffer.concat([head, chunk]));
    } else {
      this.#send(chunk);
    }
  }

  /** If nothing was written in the first turn, sends the headers alone. */
  sendHead(): void {
    if (this.#head && !this.#closed) this.#send(this.#head);
    this.#head = null;
  }

  /**
   * The descriptor to which a whole packet may be sent in this turn; the sender reports the result with `sent`. Null when the
   * packet must go through `write`.
   */
  get descriptor(): number | null {
    if (this.#closed || this.#ending || this.#head || this.socket.writableLength > 0) return null;
    return (this.socket as Handled)._handle ? this.#descriptor : null;
  }

  /** To be called when the kernel accepted the first `bytes` of what was sent to `descriptor`; the rest is queued. */
  sent({ chunk }: Packet, bytes: number): void {
    this.#queue(chunk, bytes);
  }

  #send(chunk: Buffer): void {
    const { descriptor } = this;
    this.#queue(chunk, descriptor === null ? 0 : sendNow(descriptor, chunk));
  }

  #queue(chunk: Buffer, from: number): void {
    if (from < chunk.length) this.socket.write(from === 0 ? chunk : chunk.subarray(from));
  }

  onDrain(listener: () => void): void {
    this.#drain = listener;
    // `drain` comes only after a write that returned false.
    if (this.#closed || !this.socket.writableNeedDrain) this.drained();
  }

  onClose(listener: () => void): void {
    if (this.#closed) listener();
    else if (this.#closers) this.#closers.push(listener);
    else this.#closers = [listener];
  }

  end(): void {
    if (this.#closed || this.#ending) return;
    this.sendHead();
    this.#ending = true;
    this.socket.off('data', onEnd).once('finish', onClose);
    closeSocket(this.socket, LAST_CHUNK);
  }

  drained(): void {
    const listener = this.#drain;
    this.#drain = null;
    listener?.();
  }

  /** To be called when the last bytes have been sent, or the socket is closed. */
  gone(): void {
    if (!this.#closed) this.#close();
  }

  #close(): void {
    this.#closed = true;
    const { socket } = this;
    (socket as SinkSocket)[SINK] = undefined;
    socket.off('close', onClose).off('finish', onClose).off('end', onEnd).off('drain', onDrain).off('data', onEnd);
    for (const listener of this.#closers ?? []) listener();
    this.#closers = null;
    this.drained();
  }
}

function onClose(this: SinkSocket): void {
  this[SINK]?.gone();
}

function onEnd(this: SinkSocket): void {
  this.destroy();
}

function onDrain(this: SinkSocket): void {
  this[SINK]?.drained();
}

function sendHead(sink: SocketSink): void {
  sink.sendHead();
}

function headerLines(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
}

let dateText = '';
let dateSecond = 0;

/** The current time in HTTP format; formatted at most once per second. */
function httpDate(): string {
  const second = Math.floor(Date.now() / 1_000);
  if (second !== dateSecond) {
    dateSecond = second;
    dateText = new Date(second * 1_000).toUTCString();
  }
  return dateText;
}
