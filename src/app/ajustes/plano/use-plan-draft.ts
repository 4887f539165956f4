import { useEffect, useReducer, useState } from 'react';
import { tableWrites } from '@/modules/floor/client/floor-writes';
import type { DiningTable, Plan } from '@/modules/tables/wire';
import { ApiError } from '@/platform/browser/http';
import { useErrorText } from '@/shell/use-error-text';
import { conflictsOf, type History, planHistory, planOf, UNCHANGED } from './plan-history';

interface PlanDraftOptions {
  businessId: string;
  tables: readonly DiningTable[];
  readAgain: () => Promise<void>;
}

/** A table with the place at which the editor shows it. */
export type Placed = DiningTable & { readonly plan: Plan };

/** What is not saved yet, by venue, while another screen is visited. */
const kept = new Map<string, History>();

/** The plan as it is wanted, over the live one: nothing of it is dropped until the server has it, or its author decides so. */
export function usePlanDraft({ businessId, tables, readAgain }: PlanDraftOptions) {
  const errorText = useErrorText();
  const [history, dispatch] = useReducer(planHistory, UNCHANGED, (empty) => kept.get(businessId) ?? empty);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const { now } = history;
  const changed = tables.filter(({ id }) => now[id] !== undefined);
  const conflicts = conflictsOf(tables, now);
  const isDirty = changed.length > 0;

  useEffect(() => {
    kept.set(businessId, history);
  }, [businessId, history]);
  useEffect(() => {
    if (!isDirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isDirty]);

  async function save() {
    setBusy(true);
    setFailure(null);
    const written: { id: string; plan: Plan | null }[] = [];
    try {
      for (const table of changed) {
        const plan = planOf(table, now);
        await tableWrites.update(businessId, table, { plan });
        written.push({ id: table.id, plan });
      }
    } catch (error) {
      // The live list then says what the other person has changed.
      if (error instanceof ApiError && error.code === 'VERSION_CONFLICT') setFailure(null);
      else setFailure(errorText(error));
    }
    await readAgain();
    // Only now the live list has them too: before, they would be seen where they were.
    if (written.length > 0) dispatch({ type: 'saved', written });
    setBusy(false);
  }

  /** Puts tables somewhere, or takes them off the plan; one `gesture` is one step. */
  function put(placings: readonly { table: DiningTable; plan: Plan | null }[], gesture?: string) {
    const rows = placings.map(({ table, plan }) => ({ id: table.id, was: table.plan, plan }));
    dispatch({ type: 'put', placings: rows, ...(gesture === undefined ? {} : { gesture }) });
  }

  return {
    ...{ history, dispatch, put, save, busy, failure, conflicts, changed: changed.length },
    shown: tables.map((table) => ({ ...table, plan: planOf(table, now) })),
  };
}
