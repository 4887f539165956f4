import type { CloseReason, Grant, Subscriber } from './subscriber';

/** What is reported about one open stream, or one that has just ended. */
export interface StreamAccount {
  readonly connectionId: string;
  readonly grant: Grant;
  readonly transport: 'raw' | 'web';
  /** Unix time in milliseconds. */
  readonly openedAt: number;
  /** The stream began after this sequence, and was handed everything up to `sentSeq`. */
  readonly startSeq: number;
  readonly sentSeq: number;
  /** Newest sequence of its business that this process knows. */
  readonly head: number;
  readonly unsentBytes: number;
}

/** A stream that ended, and why. */
export interface Departure extends StreamAccount {
  readonly reason: CloseReason;
  readonly leftAt: number;
}

/** `head`: the newest known sequence of the stream's business; undefined when its channel is gone. */
export function accountOf(subscriber: Subscriber, head: number | undefined): StreamAccount {
  const { id, grant, sink, openedAt, start, last } = subscriber;
  return {
    connectionId: id,
    grant,
    transport: sink.transport,
    openedAt,
    startSeq: start,
    sentSeq: last,
    head: Math.max(last, head ?? last),
    unsentBytes: sink.closed ? 0 : sink.unsent,
  };
}

const KEPT = 256;

/** The streams that ended last: a ring buffer, so that many departures at once cost no more memory. */
export class Departures {
  readonly #kept: Departure[] = [];
  #count = 0;

  note(account: StreamAccount, reason: CloseReason, leftAt = Date.now()): void {
    this.#kept[this.#count % KEPT] = { ...account, reason, leftAt };
    this.#count += 1;
  }

  /** In no particular order. */
  list(): readonly Departure[] {
    return this.#kept;
  }
}
