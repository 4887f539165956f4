import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Packet } from './packet';
import { END_GRACE_MS, type Sink, STREAM_HEADERS } from './sink';

/**
 * A stream on Node's own response: for requests whose socket cannot be taken (socket-taker.ts), such as those of HTTP/1.0.
 *
 * Node's HTTP sockets are `allowHalfOpen`: a socket whose peer has ended its side would stay half open, and leak, so the peer's
 * end, a close or an error destroys the socket. After our own end has been fully sent, the peer may use the connection for its
 * next request, which waits in the parser: the parser never released the socket.
 */
export class RawSink implements Sink {
  readonly transport = 'raw';
  #closed = false;
  #drain: (() => void) | null = null;
  readonly #closers: (() => void)[] = [];

  constructor(
    request: IncomingMessage,
    private readonly response: ServerResponse,
    headers: Readonly<Record<string, string>> = {},
  ) {
    const { socket } = request;
    const destroy = () => {
      socket.off('end', destroy).off('error', destroy);
      if (!response.writableFinished) socket.destroy();
      this.#close();
    };
    response
      .on('close', destroy)
      .on('error', destroy)
      .on('drain', () => this.#drained());
    socket.on('end', destroy).on('error', destroy);
    if (socket.destroyed || response.destroyed) {
      destroy();
      return;
    }
    request.resume();
    socket.setNoDelay(true);
    socket.setTimeout(0);
    response.writeHead(200, { ...STREAM_HEADERS, connection: 'keep-alive', ...headers });
    response.flushHeaders();
  }

  get closed(): boolean {
    return this.#closed;
  }

  get unsent(): number {
    return this.response.writableLength;
  }

  write({ body }: Packet): void {
    if (!this.#closed && !this.response.writableEnded) this.response.write(body);
  }

  onDrain(listener: () => void): void {
    this.#drain = listener;
    // `drain` comes only after a write that returned false.
    if (this.#closed || !this.response.writableNeedDrain) this.#drained();
  }

  onClose(listener: () => void): void {
    if (this.#closed) listener();
    else this.#closers.push(listener);
  }

  end(): void {
    if (this.#closed || this.response.writableEnded) return;
    const { socket } = this.response;
    this.response.end();
    setTimeout(() => {
      if (!this.#closed) socket?.destroy();
    }, END_GRACE_MS).unref();
  }

  #drained(): void {
    const listener = this.#drain;
    this.#drain = null;
    listener?.();
  }

  #close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const listener of this.#closers.splice(0)) listener();
    this.#drained();
  }
}
