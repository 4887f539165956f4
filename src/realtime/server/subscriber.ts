import type { StreamErrorCode } from '../protocol/events';
import { encodeControl } from './frame';
import type { Packet } from './packet';
import type { Sink } from './sink';

/** The identity for which a stream is open. */
export interface Grant {
  readonly businessId: string;
  readonly userId: string;
  readonly sessionId: string;
  /** Opaque to this folder: streams of one audience are sent the same bytes. */
  readonly audience: string;
  /** The device on which the stream is open: a short text for people; equal devices share one object. */
  readonly device?: string;
}

/**
 * `gone`: the peer disconnected. `draining` and `expired`: the stream was handed over, because the process stops or because of
 * the stream's age.
 */
export type CloseReason = StreamErrorCode | 'gone' | 'expired';

/**
 * One open stream. It begins with `connected` (sent by the hub), then carries sequences in order without a gap, and ends with an
 * `error`. A stream that is handed over first reports it (`draining`) and continues until its peer has another one. A cursor that
 * cannot be continued gets `connected` at the current head, then `resync-required`.
 *
 * Invariants: `last` is the newest sequence handed to the sink (events are passed on only from `last + 1`); after `close` or
 * `end` nothing is written; `onLeave` runs exactly once.
 */
export class Subscriber {
  readonly openedAt = Date.now();
  /** The sequence after which it began: everything after it has been sent, up to `last`. */
  readonly start: number;
  #closed = false;
  #handedOver: 'draining' | 'expired' | null = null;
  #expiresAt: number;

  constructor(
    readonly id: string,
    readonly grant: Grant,
    readonly sink: Sink,
    /** Newest sequence handed to the sink. */
    public last: number,
    expiresAt: number,
    private readonly onLeave: (subscriber: Subscriber, reason: CloseReason) => void,
  ) {
    this.start = last;
    this.#expiresAt = expiresAt;
    sink.onClose(() => this.#leave('gone'));
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Unix time in milliseconds at which the stream is handed over, or ends if it already was. */
  get expiresAt(): number {
    return this.#expiresAt;
  }

  /** A stream that was handed over continues only until its peer has opened another one. */
  get isHandedOver(): boolean {
    return this.#handedOver !== null;
  }

  send(packet: Packet): void {
    if (!this.#closed) this.sink.write(packet);
  }

  /**
   * Asks the peer, once, to open its next stream after `retryAfter` milliseconds. This one continues meanwhile, until `endsAt`,
   * which a later call can only make earlier.
   */
  handOver(reason: 'draining' | 'expired', retryAfter: number, endsAt: number): void {
    if (this.#closed) return;
    if (this.#handedOver) {
      this.#expiresAt = Math.min(this.#expiresAt, endsAt);
      return;
    }
    this.#handedOver = reason;
    this.#expiresAt = endsAt;
    this.#tell('draining', retryAfter);
  }

  /** Sends the reason, if the peer still reads, and ends. `retryAfter` in milliseconds. Repeated calls do nothing. */
  close(reason: StreamErrorCode, retryAfter?: number): void {
    if (this.#closed) return;
    this.#tell(reason, retryAfter);
    this.#leave(reason);
    this.sink.end();
  }

  /** Ends a stream that was handed over. */
  end(): void {
    this.#leave('gone');
    this.sink.end();
  }

  #tell(code: StreamErrorCode, retryAfter?: number): void {
    this.sink.write(
      encodeControl({
        type: 'error',
        businessId: this.grant.businessId,
        timestamp: new Date().toISOString(),
        code,
        ...(retryAfter === undefined ? {} : { retryAfter: Math.round(retryAfter) }),
      }),
    );
  }

  #leave(reason: CloseReason): void {
    if (this.#closed) return;
    this.#closed = true;
    this.onLeave(this, reason === 'gone' && this.#handedOver ? this.#handedOver : reason);
  }
}
