'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { blockWrites } from '@/modules/floor/client/floor-writes';
import { useToday } from '@/modules/reservations/client/use-today';
import { BLOCK_MODES, type BlockMode } from '@/modules/tables/rules';
import type { Block } from '@/modules/tables/wire';
import { Chips } from '@/ui/chips';
import { Select } from '@/ui/select';
import { TextField } from '@/ui/text-field';
import { changesOf } from '../changes-of';
import type { PlanView } from '../plan-settings/plan-screen';
import { PlanSheet } from '../plan-settings/plan-sheet';
import { usePlanWrite } from '../plan-settings/use-plan-write';
import { type BlockSpan, spanOf, timesOf } from './block-span';

export interface BlockSheetProps extends PlanView {
  /** Null for a new one. */
  block: Block | null;
  onClose: () => void;
}

interface Fields extends BlockSpan {
  /** `venue`, or a kind and an id. */
  readonly target: string;
  readonly mode: BlockMode;
  readonly reason: string;
}

const VENUE = 'venue';
const isTime = (text: string) => /^\d\d:\d\d$/.test(text);

/** Closes a table, a zone, a service or the whole venue for a time. */
export function BlockSheetPart({ businessId, venue, lists, readAgain, block, onClose }: BlockSheetProps) {
  const t = useTranslations('layout.tables.blocks');
  const form = useTranslations('layout.form');
  const today = useToday(venue);
  const write = usePlanWrite(venue.timeZone, readAgain);
  const [edits, setEdits] = useState<Partial<Fields>>({});
  const [isTried, setTried] = useState(false);
  const known: Fields = block
    ? { ...spanOf(block, venue), target: targetOf(block), mode: block.mode, reason: block.reason ?? '' }
    : { ...{ day: today, from: '20:00', until: '23:00', days: 0, target: VENUE }, mode: 'NO_OVERLAP', reason: '' };
  const fields: Fields = { ...known, ...edits };
  const edit = (changes: Partial<Fields>) => setEdits((before) => ({ ...before, ...changes }));
  const isDay = /^\d{4}-\d\d-\d\d$/.test(fields.day);
  const isWhole = isDay && isTime(fields.from) && isTime(fields.until);

  async function send() {
    setTried(true);
    if (!isWhole) return;
    const isMade = await write.write((decision) =>
      block
        ? blockWrites.update(businessId, block, changesOf(toRow(fields), toRow(known)), decision)
        : blockWrites.create(businessId, toRow(fields), decision),
    );
    if (isMade) onClose();
  }

  function toRow({ target, mode, reason, ...span }: Fields) {
    const [kind, id = null] = target.split(' ');
    const of = (wanted: string) => (kind === wanted ? id : null);
    return {
      ...{ tableId: of('table'), zoneId: of('zone'), serviceId: of('service') },
      ...{ ...timesOf(span, venue), mode, reason: reason.trim() || null },
    };
  }

  const options = [
    { value: VENUE, label: t('venue') },
    ...lists.zones.map(({ id, name: zone }) => ({ value: `zone ${id}`, label: t('zoneOption', { zone }) })),
    ...lists.services.map(({ id, name: service }) => ({
      value: `service ${id}`,
      label: t('serviceOption', { service }),
    })),
    ...lists.tables.map(({ id, name: table }) => ({ value: `table ${id}`, label: table })),
  ];
  const error = (isRight: boolean) => (isTried && !isRight ? t('missing') : undefined);

  return (
    <PlanSheet
      title={t(block ? 'editTitle' : 'addTitle')}
      write={write}
      submitLabel={block ? form('save') : t('submit')}
      onSubmit={() => void send()}
      onClose={onClose}
    >
      <Select label={t('what')} value={fields.target} options={options} onValueChange={(target) => edit({ target })} />
      <div className="grid gap-4 sm:grid-cols-3">
        <TextField
          label={t('day')}
          type="date"
          value={fields.day}
          error={error(isDay)}
          onChange={(event) => edit({ day: event.target.value })}
        />
        <TextField
          label={t('from')}
          type="time"
          value={fields.from}
          error={error(isTime(fields.from))}
          onChange={(event) => edit({ from: event.target.value })}
        />
        <TextField
          label={t('until')}
          type="time"
          value={fields.until}
          hint={t('untilHint')}
          error={error(isTime(fields.until))}
          onChange={(event) => edit({ until: event.target.value })}
        />
      </div>
      <Chips
        label={t('mode')}
        value={fields.mode}
        chips={BLOCK_MODES.map((value) => ({ value, label: t(`modes.${value}`) }))}
        onValueChange={(mode) => edit({ mode })}
      />
      <p className="-mt-3 text-ink-faint text-sm">{t(`modeHint.${fields.mode}`)}</p>
      <TextField
        label={t('reason')}
        aside={t('optional')}
        value={fields.reason}
        maxLength={200}
        autoComplete="off"
        onChange={(event) => edit({ reason: event.target.value })}
      />
    </PlanSheet>
  );
}

function targetOf({ tableId, zoneId, serviceId }: Block): string {
  if (tableId) return `table ${tableId}`;
  if (zoneId) return `zone ${zoneId}`;
  return serviceId ? `service ${serviceId}` : VENUE;
}
