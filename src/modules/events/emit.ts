import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { business } from '@/modules/venues/tables';
import type { Tx } from '@/platform/db/client';
import { addValues, type RowWrite, shapeOf, toSql } from '@/platform/db/row-write';
import { rawStatement } from '@/platform/db/statement';
import { announceAfterCommit } from '@/platform/db/transaction';
import { venueEvent } from './tables';

/** The event's number, for use in rows that the same statement writes. */
export const EVENT_SEQ = sql<number>`(select seq from head)`;
/** The same number as a text. */
export const EVENT_KEY = sql<string>`(select seq::text from head)`;

/**
 * The content of an event; the log adds `businessId`, `timestamp` and `seq`. A whole row in it gets the event's number
 * as `version`.
 */
export interface EventDraft {
  readonly type: string;
  readonly row?: object | null | undefined;
  readonly reservation?: object | undefined;
}

/** The content of the only event of a noun with small rows: the whole row, or null when the row is deleted. */
export interface RowDraft extends EventDraft {
  readonly type: `${string}-changed`;
  readonly id: string;
  readonly row: object | null;
}

/** The entity that an event is about. */
export interface Subject {
  readonly kind: string;
  readonly id: string;
}

export interface Alongside {
  readonly subject: Subject;
  /** Sets EVENT_SEQ in the row that the event is about, and writes its changes. */
  readonly bump?: RowWrite | undefined;
  readonly inserts?: readonly RowWrite[] | undefined;
}

/**
 * Appends one event to its venue's log. Call it last in the transaction: it takes the venue's row lock, so that the
 * order of numbers is the order of commits. Returns the number.
 *
 * One statement writes the event and its related rows, because every write of a venue waits for that lock. The SQL text
 * is built once per shape. The event's JSON text is made before its number is known, so it contains a placeholder that
 * cannot occur in any data.
 */
export async function emit(tx: Tx, businessId: string, draft: EventDraft, alongside: Alongside): Promise<number> {
  const { subject, bump, inserts = [] } = alongside;
  const mark = randomUUID();
  const { type, ...fields } = draft;
  const versioned = (row: object) => ({ ...row, version: mark });
  const text = JSON.stringify({
    ...{ type, businessId, seq: mark, timestamp: new Date().toISOString(), ...fields },
    ...(draft.reservation ? { reservation: versioned(draft.reservation) } : {}),
    ...(draft.row ? { row: versioned(draft.row) } : {}),
  });
  const writes = [...(bump ? [bump] : []), ...inserts];
  const values: Record<string, unknown> = {
    businessId,
    type,
    kind: subject.kind,
    id: subject.id,
    text,
    mark: `"${mark}"`,
  };
  for (const [i, write] of writes.entries()) addValues(values, write, prefixOf(i));
  const { rows } = await statementOf(writes)(tx, values);
  const [written] = rows;
  if (!written) throw new Error('emit: no such venue');
  const seq = Number(written.seq);
  announceAfterCommit(tx, { businessId, epoch: written.epoch, seq, json: written.json });
  return seq;
}

interface Written {
  readonly seq: string;
  readonly epoch: string;
  readonly json: string;
}
type Statement = ReturnType<typeof rawStatement<Written>>;

/** Cached by the shape of the rows they write: as many as the code has distinct writes. */
const statements = new Map<string, Statement>();
const prefixOf = (i: number) => `part_${i}_`;

function statementOf(writes: readonly RowWrite[]): Statement {
  const shape = writes.map(shapeOf).join();
  const known = statements.get(shape);
  if (known) return known;
  const made = rawStatement<Written>((on) => {
    const parts = writes.map((write, i) => sql`, ${sql.identifier(`part_${i}`)} as (${toSql(on, write, prefixOf(i))})`);
    const value = (name: string) => sql.placeholder(name);
    return sql`
      with head as (
        update ${business} set event_seq = event_seq + 1 where id = ${value('businessId')} returning event_seq as seq, epoch
      )
      ${sql.join(parts)}
      insert into ${venueEvent} (business_id, seq, epoch, type, subject_kind, subject_id, payload)
      select ${value('businessId')}, seq, epoch, ${value('type')}, ${value('kind')}, ${value('id')},
        replace(${value('text')}::text, ${value('mark')}::text, seq::text)
      from head returning seq::text as seq, epoch, payload as json`;
  });
  statements.set(shape, made);
  return made;
}
