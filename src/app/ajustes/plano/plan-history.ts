import type { DiningTable, Plan } from '@/modules/tables/wire';

/** What is wanted of one table, and what it was when that was begun. Null is a table that is on no plan. */
interface Placing {
  readonly was: Plan | null;
  readonly plan: Plan | null;
}

/** The tables that stand elsewhere than the server has them, by id. */
export type Draft = Readonly<Record<string, Placing>>;

export interface History {
  readonly past: readonly Draft[];
  readonly now: Draft;
  readonly future: readonly Draft[];
  /** What the last change belongs to: a drag is one step, however many places it goes through. */
  readonly gesture: string | null;
}

export type Action =
  | {
      readonly type: 'put';
      readonly placings: readonly (Placing & { readonly id: string })[];
      readonly gesture?: string;
    }
  | { readonly type: 'undo' | 'redo' }
  /** The server has the tables as they are wanted. */
  | { readonly type: 'saved'; readonly written: readonly { readonly id: string; readonly plan: Plan | null }[] }
  /** Somebody else has moved the table: their place is kept, or this one. */
  | { readonly type: 'take-theirs'; readonly id: string }
  | { readonly type: 'keep-mine'; readonly id: string; readonly was: Plan | null };

export const UNCHANGED: History = { past: [], now: {}, future: [], gesture: null };

const MOST_STEPS = 200;

/** The changes of a floor plan that are not saved yet, each of which can be undone and done again. */
export function planHistory(history: History, action: Action): History {
  const { past, now, future } = history;
  switch (action.type) {
    case 'put': {
      const draft = action.placings.reduce(putOne, now);
      if (isSameDraft(draft, now)) return history;
      const goesOn = action.gesture !== undefined && action.gesture === history.gesture;
      const steps = goesOn ? past : [...past, now].slice(-MOST_STEPS);
      return { past: steps, now: draft, future: [], gesture: action.gesture ?? null };
    }
    case 'undo': {
      const before = past[past.length - 1];
      if (!before) return history;
      return { past: past.slice(0, -1), now: before, future: [now, ...future], gesture: null };
    }
    case 'redo': {
      const [after, ...later] = future;
      return after ? { past: [...past, now], now: after, future: later, gesture: null } : history;
    }
    case 'saved':
      // What is saved is where the next steps begin.
      return { past: [], now: action.written.reduce(settleOne, now), future: [], gesture: null };
    case 'take-theirs': {
      const forget = (drafts: readonly Draft[]) => drafts.map((draft) => without(draft, action.id));
      return { past: forget(past), now: without(now, action.id), future: forget(future), gesture: null };
    }
    case 'keep-mine': {
      const mine = now[action.id];
      return mine ? { ...history, now: { ...now, [action.id]: { ...mine, was: action.was } } } : history;
    }
  }
}

function putOne(draft: Draft, { id, was, plan }: Placing & { readonly id: string }): Draft {
  const began = draft[id]?.was;
  const placing = { was: began === undefined ? was : began, plan };
  return isSamePlan(placing.was, plan) ? without(draft, id) : { ...draft, [id]: placing };
}

/** What was moved on while it was being written begins from what was written. */
function settleOne(draft: Draft, { id, plan }: { readonly id: string; readonly plan: Plan | null }): Draft {
  const placing = draft[id];
  if (!placing || isSamePlan(placing.plan, plan)) return without(draft, id);
  return { ...draft, [id]: { ...placing, was: plan } };
}

function without(draft: Draft, id: string): Draft {
  const { [id]: _, ...others } = draft;
  return others;
}

/** Where a table is shown: where it is wanted, else where the server has it. */
export function planOf({ id, plan }: Pick<DiningTable, 'id' | 'plan'>, draft: Draft): Plan | null {
  const placing = draft[id];
  return placing ? placing.plan : plan;
}

/** The tables that somebody else has moved since they were moved here. */
export function conflictsOf<Table extends Pick<DiningTable, 'id' | 'plan'>>(
  tables: readonly Table[],
  draft: Draft,
): Table[] {
  return tables.filter(({ id, plan }) => {
    const placing = draft[id];
    return placing !== undefined && !isSamePlan(plan, placing.was) && !isSamePlan(plan, placing.plan);
  });
}

const FIELDS = ['shape', 'x', 'y', 'width', 'height', 'turn'] as const;

export function isSamePlan(one: Plan | null, other: Plan | null): boolean {
  if (one === null || other === null) return one === other;
  return FIELDS.every((field) => one[field] === other[field]);
}

function isSameDraft(one: Draft, other: Draft): boolean {
  const ids = Object.keys(one);
  if (ids.length !== Object.keys(other).length) return false;
  return ids.every((id) => {
    const [mine, theirs] = [one[id], other[id]];
    return mine !== undefined && theirs !== undefined && isSamePlan(mine.plan, theirs.plan);
  });
}
