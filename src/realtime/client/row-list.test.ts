import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RowChangedEvent } from '../protocol/events';
import { applyAnswer, applyEvent } from './list-rules';
import { type RowList, rowListRules } from './row-list';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly version: number;
}

const rules = rowListRules<Row>({
  noun: 'table',
  parse: (row) => row as Row,
  compare: (a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)),
});
const empty: RowList<Row> = { rows: [], cursor: { epoch: 'e1', seq: 0 } };

const write = fc.record({
  id: fc.constantFrom('a', 'b', 'c'),
  name: fc.constantFrom('M1', 'M2', 'M3'),
  gone: fc.boolean(),
});

/** The log of some writes, and the rows after all of them. */
function logOf(writes: readonly { id: string; name: string; gone: boolean }[]) {
  const rows = new Map<string, Row>();
  const events = writes.map(({ id, name, gone }, i): RowChangedEvent => {
    const seq = i + 1;
    const row = gone ? null : { id, name, version: seq };
    if (row) rows.set(id, row);
    else rows.delete(id);
    return { type: 'row-changed', businessId: 'b1', timestamp: '', seq, noun: 'table', id, row };
  });
  const sorted = [...rows.values()].sort((a, b) => a.name.localeCompare(b.name, 'en'));
  return { events, rows: sorted };
}

const names = ({ rows }: RowList<Row>) => rows.map(({ name }) => name);
const byId = (rows: readonly Row[]) => Object.fromEntries(rows.map((row) => [row.id, row]));

test('a list that follows every event holds the rows of the log, in order', () => {
  fc.assert(
    fc.property(fc.array(write, { maxLength: 12 }), (writes) => {
      const { events, rows } = logOf(writes);
      const list = events.reduce((held, event) => applyEvent(rules, held, event), empty);
      expect(byId(list.rows)).toEqual(byId(rows));
      expect(names(list)).toEqual(names(list).toSorted());
      expect(list.cursor.seq).toBe(events.length);
    }),
  );
});

test('an own answer shown early is not undone by older events, and changes nothing of the end', () => {
  fc.assert(
    fc.property(fc.array(write, { minLength: 1, maxLength: 12 }), fc.nat(), fc.nat(), (writes, pick, when) => {
      const { events, rows } = logOf(writes);
      const { id, seq, row } = events[pick % events.length] as RowChangedEvent;
      const at = when % events.length;
      const list = events.reduce((held, event, i) => {
        const shown = i === at ? applyAnswer(rules, held, { id, seq, row: row as Row | null }) : held;
        const next = applyEvent(rules, shown, event);
        if (row && i >= at && event.seq <= seq) expect(byId(next.rows)[id]).toEqual({ ...row, version: seq });
        return next;
      }, empty);
      expect(byId(list.rows)).toEqual(byId(rows));
    }),
  );
});

test('rows that do not change keep their identity, and other nouns change none', () => {
  const { events } = logOf([
    { id: 'a', name: 'M1', gone: false },
    { id: 'b', name: 'M2', gone: false },
  ]);
  const list = events.reduce((held, event) => applyEvent(rules, held, event), empty);
  const foreign = { ...(events[0] as RowChangedEvent), noun: 'zone', seq: 3, row: null };
  const next = applyEvent(rules, list, foreign);
  expect(next.rows).toBe(list.rows);
  expect(next.cursor.seq).toBe(3);
});
