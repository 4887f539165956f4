import type { Cursor } from '../protocol/cursor';
import type { SequencedEvent } from '../protocol/events';
import { applyAnswer, applyEvent, type ListRules, type LiveList, type OwnAnswer } from './list-rules';

/**
 * The last events of the stream. They bring a snapshot that was read before them, and arrives after them, up to date, so that it
 * does not undo them. The usual solution, cancelling fetches before each patch, would keep a first load from ever finishing when
 * events arrive faster than the list loads: exactly on the busiest nights.
 *
 * Invariant: `events` is contiguous and ends at `position`.
 */
export class EventTail {
  readonly #limit: number;
  readonly #answersLimit = 50;
  #events: SequencedEvent[] = [];
  /** Own writes, by kind of list. */
  #answers = new Map<string, readonly OwnAnswer[]>();
  #position: Cursor | null = null;

  constructor(limit = 1000) {
    this.#limit = limit;
  }

  /** The newest event seen, or where the stream started. */
  get position(): Cursor | null {
    return this.#position;
  }

  /** The stream (re)starts after `cursor`. The stored events remain useful only if it continues there. */
  start(cursor: Cursor): void {
    if (this.#position?.epoch === cursor.epoch && this.#position.seq === cursor.seq) return;
    if (this.#position?.epoch !== cursor.epoch) this.#answers.clear();
    this.#events = [];
    this.#position = cursor;
  }

  /** Drops everything: nothing here belongs to the server's log any more. */
  clear(): void {
    this.#events = [];
    this.#answers.clear();
    this.#position = null;
  }

  push(event: SequencedEvent, epoch: string): void {
    if (this.#position?.epoch !== epoch || event.seq !== this.#position.seq + 1) {
      this.start({ epoch, seq: event.seq - 1 });
    }
    this.#events.push(event);
    this.#position = { epoch, seq: event.seq };
    // Events are dropped in halves: shifting one at a time would copy the buffer for every event.
    if (this.#events.length > this.#limit * 2) this.#events = this.#events.slice(-this.#limit);
  }

  /**
   * Records a write of this tab, to be shown in lists of this kind until their cursor passes it. Only the newest write of each id counts.
   */
  remember<Answer extends OwnAnswer>(rules: Pick<ListRules<never, Answer>, 'name'>, answer: Answer): void {
    const known = this.#answers.get(rules.name) ?? [];
    const isSame = (other: OwnAnswer) => other.id === answer.id;
    if (known.some((other) => isSame(other) && other.seq >= answer.seq)) return;
    const others = known.filter((other) => !isSame(other));
    this.#answers.set(rules.name, [...others.slice(1 - this.#answersLimit), answer]);
  }

  /** Own writes for one kind of list. */
  answersFor<Answer extends OwnAnswer>(rules: Pick<ListRules<never, Answer>, 'name'>): readonly Answer[] {
    return (this.#answers.get(rules.name) ?? []) as readonly Answer[];
  }

  /** Null when some of them are no longer, or never were, in the tail. */
  eventsAfter(seq: number): readonly SequencedEvent[] | null {
    const position = this.#position;
    if (!position || seq >= position.seq) return [];
    const missing = position.seq - seq;
    return missing <= this.#events.length ? this.#events.slice(-missing) : null;
  }
}

/**
 * The snapshot at the tail's position or later; `refetch` when events between the two are missing. A snapshot of another epoch is
 * returned as it is.
 */
export function catchUp<List extends LiveList, Answer extends OwnAnswer>(
  rules: ListRules<List, Answer>,
  snapshot: List,
  tail: EventTail,
): List | 'refetch' {
  if (tail.position?.epoch !== snapshot.cursor.epoch) return snapshot;
  const events = tail.eventsAfter(snapshot.cursor.seq);
  return events ? events.reduce((list, event) => applyEvent(rules, list, event), snapshot) : 'refetch';
}

/**
 * What a cache holds after `incoming` arrived in place of `previous`: never older than either, with own writes still visible. It
 * runs in the same turn as the write to the cache, so no event can come between.
 */
export function mergeSnapshot<List extends LiveList, Answer extends OwnAnswer>(
  rules: ListRules<List, Answer>,
  previous: List | undefined,
  incoming: List,
  tail: EventTail,
): List {
  const caughtUp = catchUp(rules, incoming, tail);
  const newest = caughtUp === 'refetch' ? incoming : caughtUp;
  const same =
    previous && previous.cursor.epoch === incoming.cursor.epoch && rules.isSame(previous, incoming)
      ? previous
      : undefined;
  const base = same && same.cursor.seq > newest.cursor.seq ? same : newest;
  return showAnswers(rules, base, tail);
}

/** The list, with every own write of its kind that it does not contain yet. */
export function showAnswers<List extends LiveList, Answer extends OwnAnswer>(
  rules: ListRules<List, Answer>,
  list: List,
  tail: EventTail,
): List {
  return tail.answersFor(rules).reduce((shown, answer) => applyAnswer(rules, shown, answer), list);
}
