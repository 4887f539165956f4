import type { Cursor } from '../protocol/cursor';
import type { SequencedEvent } from '../protocol/events';
import { applyAnswer, applyEvent, type DaySnapshot, type WriteAnswer } from './reducer';

/**
 * The last events of the stream, so that a snapshot which was read before them and arrives after them is caught up instead of
 * undoing them. The usual remedy, cancelling fetches before each patch, would starve a first load wherever events come
 * faster than the list: the night when it matters.
 *
 * Invariant: `events` is contiguous and ends at `position`.
 */
export class EventTail {
  readonly #limit: number;
  readonly #answersLimit = 50;
  #events: SequencedEvent[] = [];
  #answers: WriteAnswer[] = [];
  #position: Cursor | null = null;

  constructor(limit = 1000) {
    this.#limit = limit;
  }

  /** The newest event seen, or where the stream started. */
  get position(): Cursor | null {
    return this.#position;
  }

  /** The stream (re)starts after `cursor`. What is kept stays useful only if it continues there. */
  start(cursor: Cursor): void {
    if (this.#position?.epoch === cursor.epoch && this.#position.seq === cursor.seq) return;
    if (this.#position?.epoch !== cursor.epoch) this.#answers = [];
    this.#events = [];
    this.#position = cursor;
  }

  /** Nothing here belongs to the server's log any more. */
  clear(): void {
    this.#events = [];
    this.#answers = [];
    this.#position = null;
  }

  push(event: SequencedEvent, epoch: string): void {
    if (this.#position?.epoch !== epoch || event.seq !== this.#position.seq + 1) {
      this.start({ epoch, seq: event.seq - 1 });
    }
    this.#events.push(event);
    this.#position = { epoch, seq: event.seq };
    // Dropped in halves: shifting one at a time would copy the buffer for every event.
    if (this.#events.length > this.#limit * 2) this.#events = this.#events.slice(-this.#limit);
  }

  /** A write of this tab, to be shown until a list's cursor passes it. Of one reservation only the newest counts. */
  remember(answer: WriteAnswer): void {
    const isSame = (other: WriteAnswer) => other.reservation.id === answer.reservation.id;
    if (this.#answers.some((other) => isSame(other) && other.seq >= answer.seq)) return;
    const others = this.#answers.filter((other) => !isSame(other));
    this.#answers = [...others.slice(1 - this.#answersLimit), answer];
  }

  get answers(): readonly WriteAnswer[] {
    return this.#answers;
  }

  /** Null when they are no longer, or never were, all here. */
  eventsAfter(seq: number): readonly SequencedEvent[] | null {
    const position = this.#position;
    if (!position || seq >= position.seq) return [];
    const missing = position.seq - seq;
    return missing <= this.#events.length ? this.#events.slice(-missing) : null;
  }
}

/** The snapshot at the tail's position or later; `refetch` when events between the two are gone. Another epoch's is left as it is. */
export function catchUp(snapshot: DaySnapshot, tail: EventTail): DaySnapshot | 'refetch' {
  if (tail.position?.epoch !== snapshot.cursor.epoch) return snapshot;
  const events = tail.eventsAfter(snapshot.cursor.seq);
  return events ? events.reduce(applyEvent, snapshot) : 'refetch';
}

/**
 * What a cache holds after `incoming` arrived for the place where `previous` is: never older than either, own writes kept
 * visible. Runs in the same turn as the write to the cache, so no event can come between.
 */
export function mergeSnapshot(previous: DaySnapshot | undefined, incoming: DaySnapshot, tail: EventTail): DaySnapshot {
  const caughtUp = catchUp(incoming, tail);
  const newest = caughtUp === 'refetch' ? incoming : caughtUp;
  const same = previous?.day === incoming.day && previous.cursor.epoch === incoming.cursor.epoch;
  const base = same && previous.cursor.seq > newest.cursor.seq ? previous : newest;
  return tail.answers.reduce(applyAnswer, base);
}
