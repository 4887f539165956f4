import type { Refusal } from './admission';
import type { Sink } from './sink';
import { type Departure, Departures, type StreamAccount } from './stream-account';
import type { CloseReason, Subscriber } from './subscriber';

/** What has been counted since the process started, and how many streams are open now. */
export interface StreamTotals {
  readonly streams: number;
  readonly transports: Readonly<Record<Sink['transport'], number>>;
  readonly connects: number;
  readonly refusals: Readonly<Partial<Record<Refusal['cause'], number>>>;
  /** Events handed to sockets, counted once per stream. */
  readonly events: number;
  readonly bytes: number;
  readonly closes: Readonly<Partial<Record<CloseReason, number>>>;
}

/**
 * The open streams of one process by their ids, and its counters.
 * Invariant: every `opened` is followed by exactly one `closed`, so that `transports` are the streams open now.
 */
export class StreamRegister {
  readonly #open = new Map<string, Subscriber>();
  readonly #departures = new Departures();
  readonly #transports: Record<Sink['transport'], number> = { raw: 0, web: 0 };
  readonly #closes: Partial<Record<CloseReason, number>> = {};
  readonly #refusals: Partial<Record<Refusal['cause'], number>> = {};
  #connects = 0;
  #events = 0;
  #bytes = 0;

  get size(): number {
    return this.#open.size;
  }

  /** The open streams, in the order in which they were opened. */
  values(): Iterable<Subscriber> {
    return this.#open.values();
  }

  find(id: string): Subscriber | undefined {
    return this.#open.get(id);
  }

  opened({ transport }: Sink): void {
    this.#connects += 1;
    this.#transports[transport] += 1;
  }

  add(subscriber: Subscriber): void {
    this.#open.set(subscriber.id, subscriber);
  }

  closed({ id, sink }: Subscriber, reason: CloseReason, account: StreamAccount): void {
    this.#open.delete(id);
    this.#transports[sink.transport] -= 1;
    this.#closes[reason] = (this.#closes[reason] ?? 0) + 1;
    this.#departures.note(account, reason);
  }

  refused({ cause }: Refusal): void {
    this.#refusals[cause] = (this.#refusals[cause] ?? 0) + 1;
  }

  delivered(events: number, bytes: number): void {
    this.#events += events;
    this.#bytes += bytes;
  }

  /** The streams that ended last, in no particular order. */
  departures(): readonly Departure[] {
    return this.#departures.list();
  }

  totals(): StreamTotals {
    return {
      streams: this.#open.size,
      transports: { ...this.#transports },
      connects: this.#connects,
      refusals: { ...this.#refusals },
      events: this.#events,
      bytes: this.#bytes,
      closes: { ...this.#closes },
    };
  }
}
