'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { tableWrites } from '@/modules/floor/client/floor-writes';
import { CHANNELS } from '@/modules/tables/rules';
import type { DiningTable } from '@/modules/tables/wire';
import { Select } from '@/ui/select';
import { Stepper } from '@/ui/stepper';
import { TextField } from '@/ui/text-field';
import { changesOf } from '../changes-of';
import { ActiveField } from '../plan-settings/active-field';
import type { PlanView } from '../plan-settings/plan-screen';
import { PlanSheet } from '../plan-settings/plan-sheet';
import { SeatsFields } from '../plan-settings/seats-fields';
import { usePlanWrite } from '../plan-settings/use-plan-write';
import { ZoneChoice } from './zone-choice';

type Fields = Pick<DiningTable, 'name' | 'zoneId' | 'minSeats' | 'maxSeats' | 'priority' | 'channel' | 'active'>;

const NEW_TABLE: Fields = {
  ...{ name: '', zoneId: null, minSeats: 1, maxSeats: 4, priority: 0, channel: 'ONLINE', active: true },
};

interface TableSheetProps extends PlanView {
  /** Null for a new one. */
  table: DiningTable | null;
  onClose: () => void;
}

/** One table: whom it seats, who may book it, and when it is chosen. */
export function TableSheet({ businessId, venue, lists, readAgain, table, onClose }: TableSheetProps) {
  const t = useTranslations('layout.tables');
  const form = useTranslations('layout.form');
  const write = usePlanWrite(venue.timeZone, readAgain);
  const [edits, setEdits] = useState<Partial<Fields>>({});
  const [isTried, setTried] = useState(false);
  const known = table ? fieldsOf(table) : { ...NEW_TABLE, zoneId: lists.zones[0]?.id ?? null };
  const fields: Fields = { ...known, ...edits };
  const edit = (changes: Partial<Fields>) => setEdits((before) => ({ ...before, ...changes }));
  const isMissing = fields.name.trim() === '';

  async function send() {
    setTried(true);
    if (isMissing) return;
    const wanted = { ...fields, name: fields.name.trim() };
    const isMade = await write.write((decision) =>
      table
        ? tableWrites.update(businessId, table, changesOf(wanted, known), decision)
        : tableWrites.create(businessId, wanted),
    );
    if (isMade) onClose();
  }

  async function remove(removed: DiningTable) {
    const isMade = await write.remove({
      title: t('removeTitle', { name: isolate(removed.name) }),
      lead: t('removeLead'),
      confirmLabel: form('remove'),
      ask: (decision) => tableWrites.remove(businessId, removed, decision),
    });
    if (isMade) onClose();
  }

  return (
    <PlanSheet
      title={t(table ? 'editTitle' : 'addTitle')}
      write={write}
      onSubmit={() => void send()}
      onRemove={table ? () => void remove(table) : undefined}
      onClose={onClose}
    >
      <TextField
        label={form('name')}
        error={isTried && isMissing ? form('nameMissing') : undefined}
        value={fields.name}
        maxLength={20}
        autoComplete="off"
        onChange={(event) => edit({ name: event.target.value })}
      />
      <ZoneChoice zones={lists.zones} zoneId={fields.zoneId} onZone={(zoneId) => edit({ zoneId })} />
      <SeatsFields {...fields} onSeats={edit} />
      <Select
        label={t('channel')}
        hint={t('channelHint')}
        value={fields.channel}
        options={CHANNELS.map((value) => ({ value, label: t(`channels.${value}`) }))}
        onValueChange={(channel) => edit({ channel })}
      />
      <Stepper
        label={t('priority')}
        hint={t('priorityHint')}
        value={fields.priority}
        min={0}
        max={100}
        decrementLabel={form('fewer', { of: t('priority') })}
        incrementLabel={form('more', { of: t('priority') })}
        onValueChange={(priority) => edit({ priority })}
      />
      <ActiveField active={fields.active} onActive={(active) => edit({ active })} />
    </PlanSheet>
  );
}

function fieldsOf({ name, zoneId, minSeats, maxSeats, priority, channel, active }: DiningTable): Fields {
  return { name, zoneId, minSeats, maxSeats, priority, channel, active };
}
