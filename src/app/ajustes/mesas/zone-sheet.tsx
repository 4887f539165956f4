'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { zoneWrites } from '@/modules/floor/client/floor-writes';
import type { Zone } from '@/modules/tables/wire';
import { TextField } from '@/ui/text-field';
import { changesOf } from '../changes-of';
import { ActiveField } from '../plan-settings/active-field';
import { PlanSheet } from '../plan-settings/plan-sheet';
import { usePlanWrite } from '../plan-settings/use-plan-write';

interface ZoneSheetProps {
  businessId: string;
  timeZone: string;
  /** Null for a new one. */
  zone: Zone | null;
  /** That of a new zone. */
  place: number;
  onChanged: () => Promise<void>;
  onClose: () => void;
}

type Fields = Pick<Zone, 'name' | 'active'>;

/** The name of a zone, and whether its tables can be booked. */
export function ZoneSheet({ businessId, timeZone, zone, place, onChanged, onClose }: ZoneSheetProps) {
  const t = useTranslations('layout.tables.zones');
  const form = useTranslations('layout.form');
  const write = usePlanWrite(timeZone, onChanged);
  const [edits, setEdits] = useState<Partial<Fields>>({});
  const [isTried, setTried] = useState(false);
  const known: Fields = { name: zone?.name ?? '', active: zone?.active ?? true };
  const { name, active } = { ...known, ...edits };
  const isMissing = name.trim() === '';

  async function send() {
    setTried(true);
    if (isMissing) return;
    const wanted: Fields = { name: name.trim(), active };
    const isMade = await write.write((decision) =>
      zone
        ? zoneWrites.update(businessId, zone, changesOf(wanted, known), decision)
        : zoneWrites.create(businessId, { ...wanted, place }),
    );
    if (isMade) onClose();
  }

  async function remove(removed: Zone) {
    const isMade = await write.remove({
      title: t('removeTitle', { name: isolate(removed.name) }),
      lead: t('removeLead'),
      confirmLabel: form('remove'),
      ask: (decision) => zoneWrites.remove(businessId, removed, decision),
    });
    if (isMade) onClose();
  }

  return (
    <PlanSheet
      title={t(zone ? 'editTitle' : 'addTitle')}
      write={write}
      onSubmit={() => void send()}
      onRemove={zone ? () => void remove(zone) : undefined}
      onClose={onClose}
    >
      <TextField
        label={form('name')}
        hint={t('nameHint')}
        error={isTried && isMissing ? form('nameMissing') : undefined}
        value={name}
        maxLength={40}
        autoComplete="off"
        onChange={(event) => setEdits({ ...edits, name: event.target.value })}
      />
      <ActiveField active={active} onActive={(is) => setEdits({ ...edits, active: is })} />
    </PlanSheet>
  );
}
