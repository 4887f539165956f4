'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { tableWrites } from '@/modules/floor/client/floor-writes';
import { TextField } from '@/ui/text-field';
import type { PlanView } from '../plan-settings/plan-screen';
import { PlanSheet } from '../plan-settings/plan-sheet';
import { SeatsFields } from '../plan-settings/seats-fields';
import { usePlanWrite } from '../plan-settings/use-plan-write';
import { MOST_AT_ONCE, namesOf, splitNames } from './table-names';
import { ZoneChoice } from './zone-choice';

interface ManyTablesSheetProps extends PlanView {
  onClose: () => void;
}

/** Many tables of one kind at once: `Mesa 1` to `Mesa 12`, of four. Those that are there already stay as they are. */
export function ManyTablesSheet({ businessId, venue, lists, readAgain, onClose }: ManyTablesSheetProps) {
  const t = useTranslations('layout.tables.many');
  const write = usePlanWrite(venue.timeZone, readAgain);
  const [prefix, setPrefix] = useState(t('prefixDefault'));
  const [first, setFirst] = useState('1');
  const [last, setLast] = useState('12');
  const [zoneId, setZoneId] = useState(lists.zones[0]?.id ?? null);
  const [seats, setSeats] = useState({ minSeats: 1, maxSeats: 4 });
  const [progress, setProgress] = useState({ made: 0, all: 0 });
  const names = namesOf({ prefix, first: Number(first || Number.NaN), last: Number(last || Number.NaN) });
  const { fresh, taken } = splitNames(names, lists.tables);
  const isNone = names.length === 0;

  async function send() {
    if (fresh.length === 0) return;
    setProgress({ made: 0, all: fresh.length });
    const isMade = await write.write(async () => {
      try {
        for (const [i, name] of fresh.entries()) {
          await tableWrites.create(businessId, { name, zoneId, ...seats });
          setProgress({ made: i + 1, all: fresh.length });
        }
      } catch (error) {
        // What was made until then is in the list, and is not made again.
        await readAgain();
        throw error;
      }
    });
    if (isMade) onClose();
  }

  const number = (label: string, value: string, onValue: (value: string) => void) => (
    <TextField
      label={label}
      inputMode="numeric"
      value={value}
      maxLength={4}
      autoComplete="off"
      onChange={(event) => onValue(event.target.value.replace(/\D/g, ''))}
    />
  );

  return (
    <PlanSheet
      title={t('title')}
      description={t('lead')}
      write={write}
      submitLabel={t('submit', { count: fresh.length })}
      onSubmit={() => void send()}
      onClose={onClose}
    >
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,1fr)]">
        <TextField
          className="max-sm:col-span-2"
          label={t('prefix')}
          value={prefix}
          maxLength={14}
          autoComplete="off"
          onChange={(event) => setPrefix(event.target.value)}
        />
        {number(t('first'), first, setFirst)}
        {number(t('last'), last, setLast)}
      </div>
      <SeatsFields {...seats} onSeats={setSeats} />
      <ZoneChoice zones={lists.zones} zoneId={zoneId} onZone={setZoneId} />
      <div role="status" className="rounded-control bg-sunken px-3 py-2.5 text-sm">
        {write.busy ? (
          t('making', progress)
        ) : isNone ? (
          t('none', { most: MOST_AT_ONCE })
        ) : (
          <>
            {fresh.length > 0 && (
              <p>
                {t('named', { count: fresh.length, first: isolate(fresh[0] ?? ''), last: isolate(fresh.at(-1) ?? '') })}
              </p>
            )}
            {taken.length > 0 && <p>{t('taken', { count: taken.length })}</p>}
          </>
        )}
      </div>
    </PlanSheet>
  );
}
