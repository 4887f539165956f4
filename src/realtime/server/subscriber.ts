import type { StreamErrorCode } from '../protocol/events';
import { encodeControl } from './frame';
import type { Sink } from './sink';

/** For whom a stream is open. */
export interface Grant {
  readonly businessId: string;
  readonly userId: string;
  readonly sessionId: string;
  /** Opaque to this folder: streams of one audience are sent the same bytes. */
  readonly audience: string;
}

/** `gone`: the peer went away. `expired`: the stream reached its age and was handed over. */
export type CloseReason = StreamErrorCode | 'gone' | 'expired';

/**
 * One open stream. It begins with `connected` (sent by the channel), then carries sequences in order without a hole, and ends
 * with at most one `error`. A cursor that cannot be continued gets `connected` at the current head, then `resync-required`.
 *
 * Invariants: `last` is the newest sequence handed to the sink (events are passed on only from `last + 1`); after `close`
 * nothing is written; `onLeave` runs exactly once.
 */
export class Subscriber {
  #closed = false;

  constructor(
    readonly id: string,
    readonly grant: Grant,
    readonly sink: Sink,
    /** Newest sequence handed to the sink. */
    public last: number,
    /** Milliseconds since the epoch at which the stream is handed over. */
    readonly expiresAt: number,
    private readonly onLeave: (subscriber: Subscriber, reason: CloseReason) => void,
  ) {
    sink.onClose(() => this.#leave('gone'));
  }

  get closed(): boolean {
    return this.#closed;
  }

  send(bytes: Uint8Array): void {
    if (!this.#closed) this.sink.write(bytes);
  }

  /** Says why, as far as the peer still reads, and ends. `retryAfter` in milliseconds. Repeated calls do nothing. */
  close(reason: Exclude<CloseReason, 'gone'>, retryAfter?: number): void {
    if (this.#closed) return;
    this.sink.write(
      encodeControl({
        type: 'error',
        businessId: this.grant.businessId,
        timestamp: new Date().toISOString(),
        code: reason === 'expired' ? 'draining' : reason,
        ...(retryAfter === undefined ? {} : { retryAfter: Math.round(retryAfter) }),
      }),
    );
    this.#leave(reason);
    this.sink.end();
  }

  #leave(reason: CloseReason): void {
    if (this.#closed) return;
    this.#closed = true;
    this.onLeave(this, reason);
  }
}
