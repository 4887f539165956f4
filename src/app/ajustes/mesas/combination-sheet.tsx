'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { combinationWrites } from '@/modules/floor/client/floor-writes';
import { MAX_JOINED, MAX_SEATS } from '@/modules/tables/rules';
import type { Combination, DiningTable } from '@/modules/tables/wire';
import { Button } from '@/ui/button';
import { GroupShell } from '@/ui/field-shell';
import { changesOf } from '../changes-of';
import { ActiveField } from '../plan-settings/active-field';
import type { PlanView } from '../plan-settings/plan-screen';
import { PlanSheet } from '../plan-settings/plan-sheet';
import { SeatsFields } from '../plan-settings/seats-fields';
import { usePlanWrite } from '../plan-settings/use-plan-write';

type Fields = Pick<Combination, 'tableIds' | 'minSeats' | 'maxSeats' | 'active'>;

interface CombinationSheetProps extends PlanView {
  /** Null for a new one. */
  combination: Combination | null;
  onClose: () => void;
}

/** Tables that can be joined. Until someone says otherwise, they seat together what they seat apart. */
export function CombinationSheet({ businessId, venue, lists, readAgain, combination, onClose }: CombinationSheetProps) {
  const t = useTranslations('layout.tables.joined');
  const form = useTranslations('layout.form');
  const write = usePlanWrite(venue.timeZone, readAgain);
  const [edits, setEdits] = useState<Partial<Fields>>({});
  const [isTried, setTried] = useState(false);
  const known = combination ? fieldsOf(combination) : null;
  const tableIds = edits.tableIds ?? known?.tableIds ?? [];
  const isOther = known === null || edits.tableIds !== undefined;
  const fields: Fields = {
    ...(isOther || !known ? seatsOf(lists.tables, tableIds) : known),
    active: known?.active ?? true,
    ...edits,
    tableIds,
  };
  const isTooFew = tableIds.length < 2;
  const toggle = (id: string) =>
    setEdits({
      ...edits,
      tableIds: tableIds.includes(id) ? tableIds.filter((each) => each !== id) : [...tableIds, id],
    });

  async function send() {
    setTried(true);
    if (isTooFew) return;
    const isMade = await write.write((decision) =>
      combination && known
        ? combinationWrites.update(businessId, combination, changesOf(fields, known), decision)
        : combinationWrites.create(businessId, fields),
    );
    if (isMade) onClose();
  }

  async function remove(removed: Combination) {
    const isMade = await write.remove({
      title: t('removeTitle'),
      lead: t('removeLead'),
      confirmLabel: form('remove'),
      ask: (decision) => combinationWrites.remove(businessId, removed, decision),
    });
    if (isMade) onClose();
  }

  return (
    <PlanSheet
      title={t(combination ? 'editTitle' : 'addTitle')}
      description={t('hint')}
      write={write}
      onSubmit={() => void send()}
      onRemove={combination ? () => void remove(combination) : undefined}
      onClose={onClose}
    >
      <GroupShell label={t('tables')} error={isTried && isTooFew ? t('tooFew') : undefined}>
        <div className="flex flex-wrap gap-2">
          {lists.tables.map(({ id, name, maxSeats }) => {
            const isChosen = tableIds.includes(id);
            return (
              <Button
                key={id}
                aria-pressed={isChosen}
                disabled={!isChosen && tableIds.length >= MAX_JOINED}
                onClick={() => toggle(id)}
              >
                {t('table', { table: name, seats: maxSeats })}
              </Button>
            );
          })}
        </div>
      </GroupShell>
      <SeatsFields {...fields} onSeats={(seats) => setEdits({ ...edits, ...seats })} />
      <ActiveField active={fields.active} onActive={(active) => setEdits({ ...edits, active })} />
    </PlanSheet>
  );
}

function fieldsOf({ tableIds, minSeats, maxSeats, active }: Combination): Fields {
  return { tableIds, minSeats, maxSeats, active };
}

/** More than the largest of them seats alone, and not more than all of them. */
function seatsOf(tables: readonly DiningTable[], tableIds: readonly string[]) {
  const seats = tables.filter(({ id }) => tableIds.includes(id)).map(({ maxSeats }) => maxSeats);
  const most = Math.min(
    MAX_SEATS,
    Math.max(
      1,
      seats.reduce((sum, each) => sum + each, 0),
    ),
  );
  return { maxSeats: most, minSeats: Math.min(most, Math.max(0, ...seats) + 1) };
}
