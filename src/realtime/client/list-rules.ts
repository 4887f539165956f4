import type { Cursor } from '../protocol/cursor';
import type { SequencedEvent } from '../protocol/events';

/** A list in its state at position `cursor` of the log. */
export interface LiveList {
  readonly cursor: Cursor;
}

/** The answer to a write of this client about the thing `id`. It is newer than any list whose cursor is below `seq`. */
export interface OwnAnswer {
  readonly id: string;
  readonly seq: number;
}

/** How one kind of list follows the log. All functions are pure; rows that do not change keep their identity. */
export interface ListRules<List extends LiveList, Answer extends OwnAnswer = never> {
  /** The name of the kind. */
  readonly name: string;
  /** The list after an event that it does not contain; the same object when the event does not concern it. The caller sets the cursor. */
  apply(list: List, event: SequencedEvent): List;
  /** The list with an answer shown before its event arrives. */
  show(list: List, answer: Answer): List;
  /** Whether both are the same list, such as that of one day. */
  isSame(a: List, b: List): boolean;
}

/**
 * The list after one event. An event that the list already contains (`seq ≤ cursor.seq`) is ignored. The caller ensures that no
 * event is left out.
 */
export function applyEvent<List extends LiveList, Answer extends OwnAnswer>(
  rules: ListRules<List, Answer>,
  list: List,
  event: SequencedEvent,
): List {
  if (event.seq <= list.cursor.seq) return list;
  return { ...rules.apply(list, event), cursor: { epoch: list.cursor.epoch, seq: event.seq } };
}

/** The list with a write's answer shown. The cursor does not move: other events may still have to arrive. */
export function applyAnswer<List extends LiveList, Answer extends OwnAnswer>(
  rules: ListRules<List, Answer>,
  list: List,
  answer: Answer,
): List {
  return answer.seq <= list.cursor.seq ? list : rules.show(list, answer);
}
