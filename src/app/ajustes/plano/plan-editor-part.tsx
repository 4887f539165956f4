'use client';
import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { tableWrites } from '@/modules/floor/client/floor-writes';
import type { DiningTable, Plan } from '@/modules/tables/wire';
import { useErrorText } from '@/shell/use-error-text';
import { Banner } from '@/ui/banner';
import { Button } from '@/ui/button';
import { Segmented } from '@/ui/segmented';
import { toast } from '@/ui/toast';
import { nextName } from '../mesas/table-names';
import type { PlanView } from '../plan-settings/plan-screen';
import { PlanCanvas } from './plan-canvas';
import { placeBeside, placeFor } from './plan-geometry';
import { PlanPanel } from './plan-panel';
import { PlanToolbar } from './plan-toolbar';
import { UnplacedTables } from './unplaced-tables';
import { type Placed, usePlanDraft } from './use-plan-draft';
import { useUndoKeys } from './use-undo-keys';

const NO_ZONE = 'none';

/** The editor of a floor plan: each zone by itself, by mouse, finger and keyboard. */
export function PlanEditorPart({ businessId, lists, readAgain }: PlanView) {
  const t = useTranslations('layout.editor');
  const errorText = useErrorText();
  const { zones, tables, combinations } = lists;
  const draft = usePlanDraft({ businessId, tables, readAgain });
  const { history, dispatch, put } = draft;
  const step = (type: 'undo' | 'redo') => dispatch({ type });
  useUndoKeys(step);
  const [chosen, setZone] = useState<string | null>(null);
  const [selected, setSelected] = useState<string | null>(null);
  const groups = [
    ...zones.map(({ id, name }) => ({ value: id, label: name })),
    ...(tables.some(({ zoneId }) => zoneId === null) ? [{ value: NO_ZONE, label: t('noZone') }] : []),
  ];
  const zone = groups.find(({ value }) => value === chosen)?.value ?? groups[0]?.value ?? NO_ZONE;
  const here = draft.shown.filter(({ zoneId }) => (zoneId ?? NO_ZONE) === zone);
  const placed = here.filter((table): table is Placed => table.plan !== null);
  const unplaced = here.filter(({ plan }) => plan === null);
  const current = placed.find(({ id }) => id === selected);
  /** As the server has it. */
  const rowOf = (id: string) => tables.find((table) => table.id === id);

  function change(id: string, plan: Plan | null, gesture?: string) {
    const table = rowOf(id);
    if (table) put([{ table, plan }], gesture);
  }

  function place(added: readonly DiningTable[]) {
    const plans: Plan[] = placed.map(({ plan }) => plan);
    const placings = added.flatMap(({ id, maxSeats }) => {
      const table = rowOf(id);
      const plan = placeFor(maxSeats, plans);
      plans.push(plan);
      return table ? [{ table, plan }] : [];
    });
    put(placings);
    setSelected(added[added.length - 1]?.id ?? null);
  }

  /** Another table of the same kind, which exists at once. */
  async function duplicate(table: Placed) {
    const { id: _, version: __, ...fields } = table;
    const made = nextName(table.name, tables);
    const beside = placeBeside(
      table.plan,
      placed.map(({ plan }) => plan),
    );
    try {
      const { row } = await tableWrites.create(businessId, { ...fields, name: made, plan: beside });
      await readAgain();
      setSelected(row.id);
      toast.success(t('duplicated', { name: isolate(made) }));
    } catch (error) {
      toast.error(errorText(error));
    }
  }

  return (
    <div className="grid gap-4 *:min-w-0">
      {groups.length > 1 && (
        <Segmented
          label={t('zones')}
          value={zone}
          segments={groups}
          onValueChange={(value) => {
            setZone(value);
            setSelected(null);
          }}
        />
      )}
      <PlanToolbar
        history={history}
        changed={draft.changed}
        busy={draft.busy}
        isBlocked={draft.conflicts.length > 0}
        onStep={step}
        onSave={() => void draft.save()}
      />
      {draft.failure && (
        <Banner role="alert" tone="bad" icon={<CircleAlert size={18} />}>
          {draft.failure}
        </Banner>
      )}
      {draft.conflicts.map(({ id, name: table, plan }) => (
        <Banner
          key={id}
          role="alert"
          tone="warn"
          icon={<CircleAlert size={18} />}
          action={
            <div className="flex flex-wrap gap-2 px-3">
              <Button size="sm" onClick={() => dispatch({ type: 'keep-mine', id, was: plan })}>
                {t('keepMine')}
              </Button>
              <Button size="sm" onClick={() => dispatch({ type: 'take-theirs', id })}>
                {t('takeTheirs')}
              </Button>
            </div>
          }
        >
          {t('conflict', { table: isolate(table) })}
        </Banner>
      ))}
      <div className="grid items-start gap-4 *:min-w-0 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <PlanCanvas
          key={zone}
          tables={placed}
          combinations={combinations.filter(({ active }) => active)}
          selected={selected}
          onSelect={setSelected}
          onChange={change}
        />
        <div className="grid gap-4">
          {current && (
            <PlanPanel
              key={current.id}
              table={current}
              onChange={(plan, gesture) => change(current.id, plan, gesture)}
              onDuplicate={() => duplicate(current)}
            />
          )}
          <UnplacedTables tables={unplaced} isFirst={placed.length === 0} onPlace={place} />
        </div>
      </div>
    </div>
  );
}
