import type { Packet } from './packet';
import { END_GRACE_MS, type Sink, STREAM_HEADERS } from './sink';

/**
 * A stream as a Web `Response`, for hosts that run the route handler.
 *
 * The caller bounds the queue: it reads `unsent` before each write. Hosts report a disconnected reader through `cancel`, through
 * the request's `signal`, through both, or, in some hosts, not at all. Each path closes once, and the limited life of a stream
 * ends those that no host reports.
 */
export class WebSink implements Sink {
  readonly transport = 'web';
  readonly response: Response;
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  #closed = false;
  #ending = false;
  #drain: (() => void) | null = null;
  readonly #closers: (() => void)[] = [];

  constructor(signal: AbortSignal, headers: Readonly<Record<string, string>> = {}) {
    const body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller;
        },
        pull: () => this.#taken(),
        cancel: () => this.#close(),
      },
      // With one byte, `pull` is called exactly when the queue is empty.
      { highWaterMark: 1, size: (chunk) => chunk?.byteLength ?? 0 },
    );
    this.response = new Response(body, { headers: { ...STREAM_HEADERS, ...headers } });
    if (signal.aborted) this.#abort();
    else signal.addEventListener('abort', () => this.#abort(), { once: true });
  }

  get closed(): boolean {
    return this.#closed;
  }

  get unsent(): number {
    return this.#closed ? 0 : 1 - (this.#controller?.desiredSize ?? 1);
  }

  write({ body }: Packet): void {
    if (this.#closed || this.#ending) return;
    this.#controller?.enqueue(body);
  }

  onDrain(listener: () => void): void {
    this.#drain = listener;
    if (this.unsent <= 0) this.#taken();
  }

  onClose(listener: () => void): void {
    if (this.#closed) listener();
    else this.#closers.push(listener);
  }

  end(): void {
    if (this.#closed || this.#ending) return;
    this.#ending = true;
    this.#controller?.close();
    if (this.unsent <= 0) this.#close();
    else setTimeout(() => this.#abort(), END_GRACE_MS).unref();
  }

  #abort(): void {
    if (this.#closed) return;
    // Gives the reader an error instead of an end: an aborted stream is not a complete one.
    this.#controller?.error(new Error('stream cut'));
    this.#close();
  }

  #taken(): void {
    const listener = this.#drain;
    this.#drain = null;
    listener?.();
  }

  #close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const listener of this.#closers.splice(0)) listener();
    this.#taken();
  }
}
