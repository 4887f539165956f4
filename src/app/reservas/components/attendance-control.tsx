'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Reservation } from '@/modules/reservations/wire';
import { Button } from '@/ui/button';
import { Stepper } from '@/ui/stepper';
import { CountWaiting } from './count-waiting';
import { countingOf } from './list-view';
import { PartyPips } from './party-pips';
import { useRowCounts } from './row-counts';
import { useNight, useVenueScreen } from './venue-context';

/** Shows how many of the party are in, and counts people in or out by hand. */
export function AttendanceControl({ row }: { row: Reservation }) {
  const t = useTranslations('reservas.attendance');
  const { actions, open, role } = useVenueScreen();
  const night = useNight(row);
  const counting = countingOf(row, role, night);
  const [chosen, setChosen] = useState<number | null>(null);
  const { waiting, sending } = useRowCounts(row.id);
  const missing = Math.max(1, row.guestCount - row.scanCount);
  const people = chosen ?? missing;
  const excess = row.scanCount - row.guestCount;

  function count(delta: number) {
    setChosen(null);
    if (counting === 'free') return actions.count(row, delta);
    const send = async (reason: string) => {
      actions.count(row, delta, reason);
      return true;
    };
    open({ kind: 'correct', party: row.customerName, send });
  }

  return (
    <section aria-label={t('label')} className="grid gap-4 rounded-card bg-canvas p-4 ring-1 ring-line">
      <div className="flex items-end justify-between gap-4">
        <p>
          <span className="figures text-figure">{row.scanCount}</span>
          <span className="figures text-2xl text-ink-faint">{` / ${row.guestCount}`}</span>
          <span className="sr-only">{t('people')}</span>
        </p>
        <div className="flex flex-col items-end gap-1.5 pb-1.5">
          <PartyPips inside={row.scanCount} planned={row.guestCount} />
          <span className="text-ink-soft text-sm">
            {excess > 0 ? (
              <span className="font-semibold text-warn-text">{t('excess', { count: excess })}</span>
            ) : (
              t('missing', { count: -excess })
            )}
          </span>
        </div>
      </div>
      {waiting !== null && (
        <div className="grid gap-1">
          <CountWaiting people={waiting} />
          <p className="text-pretty text-ink-soft text-sm">{t('waiting')}</p>
        </div>
      )}
      {counting === 'none' ? (
        night !== 'running' && <p className="text-pretty text-ink-soft text-sm">{t(`night.${night}`)}</p>
      ) : (
        <div className="grid grid-cols-2 items-end gap-3">
          <Stepper
            label={t('howMany')}
            value={people}
            onValueChange={setChosen}
            decrementLabel={t('less')}
            incrementLabel={t('more')}
            className="col-span-2"
          />
          <Button disabled={row.scanCount < people} busy={sending} onClick={() => count(-people)}>
            {t('out', { count: people })}
          </Button>
          <Button variant="primary" busy={sending} onClick={() => count(people)}>
            {t('in', { count: people })}
          </Button>
        </div>
      )}
    </section>
  );
}
