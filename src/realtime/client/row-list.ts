import type { RowChangedEvent, SequencedEvent } from '../protocol/events';
import type { ListRules, LiveList, OwnAnswer } from './list-rules';

interface VersionedRow {
  readonly id: string;
  /** The number of the event that last changed the row. */
  readonly version: number;
}

/** All rows of one noun, in order. */
export interface RowList<Row extends VersionedRow> extends LiveList {
  readonly rows: readonly Row[];
}

/** The answer to a write of a row; `row` is null when the write removed it. */
export interface RowAnswer<Row extends VersionedRow> extends OwnAnswer {
  readonly row: Row | null;
}

interface RowListOptions<Row extends VersionedRow> {
  readonly noun: string;
  /** Reads a row of an event. Throws when the value is not a row. */
  readonly parse: (row: unknown) => Row;
  readonly compare: (a: Row, b: Row) => number;
}

/** The rules of a list of small rows: each event contains the whole row, which replaces the previous one by its version. */
export function rowListRules<Row extends VersionedRow>({
  noun,
  parse,
  compare,
}: RowListOptions<Row>): ListRules<RowList<Row>, RowAnswer<Row>> {
  const put = (list: RowList<Row>, id: string, seq: number, row: Row | null): RowList<Row> => {
    const current = list.rows.find((each) => each.id === id);
    if (current ? current.version >= seq : row === null) return list;
    const others = list.rows.filter((each) => each !== current);
    return { ...list, rows: row ? [...others, row].sort(compare) : others };
  };
  return {
    name: noun,
    apply(list, event) {
      const changed = isOf(event, noun);
      return changed ? put(list, changed.id, changed.seq, changed.row && parse(changed.row)) : list;
    },
    show: (list, { id, seq, row }) => put(list, id, seq, row),
    isSame: () => true,
  };
}

function isOf(event: SequencedEvent, noun: string): RowChangedEvent | null {
  if (event.type !== 'row-changed') return null;
  const changed = event as RowChangedEvent;
  return changed.noun === noun ? changed : null;
}
