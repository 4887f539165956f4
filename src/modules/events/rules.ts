import type { View, Visibility } from '@/modules/access/audience';
import { pickShown, type ShownFields } from '@/modules/access/shown';

/** An event as it is stored in the log. */
export interface LoggedEvent {
  readonly type: string;
  readonly businessId: string;
  readonly timestamp: string;
  readonly seq: number;
}

/** The visibility rules for some event types. */
export interface EventRules {
  readonly types: readonly string[];
  /** The event as a reader with this view may see it; null when they may not see it at all. */
  project(event: LoggedEvent, view: View): LoggedEvent | null;
}

/** Decides for any event what a reader may see of it. An event whose type has no rule is shown to nobody. */
export type Projector = (event: LoggedEvent, view: View) => LoggedEvent | null;

export function projectorOf(rules: readonly EventRules[]): Projector {
  const byType = new Map(rules.flatMap((each) => each.types.map((type) => [type, each] as const)));
  return (event, view) => byType.get(event.type)?.project(event, view) ?? null;
}

/** The only event of a kind with small rows: the whole row after the change, or null when the row is deleted. */
export interface RowEvent<T> extends LoggedEvent {
  readonly type: `${string}-changed`;
  readonly id: string;
  readonly row: T | null;
}

interface RowRules<T> {
  readonly noun: string;
  /** Who may see these events: whoever has the permission, or one of them. */
  readonly permission: Visibility | readonly Visibility[];
  readonly fields: ShownFields<T>;
}

/** The rules for a noun's events, `<noun>-changed`. */
export function rowEvents<T extends object>({ noun, permission, fields }: RowRules<T>): EventRules {
  const seers = [permission].flat();
  return {
    types: [`${noun}-changed`],
    project(event, { visible }) {
      if (!seers.some((each) => visible.has(each))) return null;
      const { type, businessId, timestamp, seq, id, row } = event as RowEvent<T>;
      return { type, businessId, timestamp, seq, id, row: row && pickShown(fields, row, visible) } as RowEvent<T>;
    },
  };
}
