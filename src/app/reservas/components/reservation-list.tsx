'use client';
import { useMemo, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { localTimeOf } from '@/domain/venues/business-day';
import type { Reservation } from '@/realtime/protocol/reservation';
import { useNow } from '@/ui/use-now';
import { groupByHour } from './list-view';
import { ReservationRow } from './reservation-row';
import { RowMenu } from './row-menu';
import { useRowFlash } from './use-row-flash';
import { useVenueScreen } from './venue-context';

const MINUTE = 60_000;
/** A party is shown as late after this many minutes. */
const GRACE_MINUTES = 10;
/** Later than this it is no news. */
const MOST_MINUTES = 240;

function minutesLate(row: Reservation, now: number | null): number {
  if (now === null || row.scanCount > 0 || (row.status !== 'PENDING' && row.status !== 'CONFIRMED')) return 0;
  const minutes = Math.floor((now - Date.parse(row.reservedAt)) / MINUTE);
  return minutes >= GRACE_MINUTES && minutes <= MOST_MINUTES ? minutes : 0;
}

interface ListProps {
  reservations: readonly Reservation[];
  selectedId: string | null;
}

export function ReservationList({ reservations, selectedId }: ListProps) {
  const t = useTranslations('reservas.list');
  const { rules } = useVenueScreen();
  const now = useNow(MINUTE);
  const root = useRef<HTMLDivElement>(null);
  useRowFlash(root);
  const groups = useMemo(
    () => groupByHour(reservations, (instant) => localTimeOf(instant, rules.timeZone)),
    [reservations, rules.timeZone],
  );
  return (
    <div ref={root} className="grid gap-5" data-testid="reservation-list">
      {groups.map((group) => (
        <section key={group.key} aria-labelledby={`hora-${group.key}`}>
          <header className="flex items-baseline justify-between gap-4 px-1 pb-2">
            <h2 id={`hora-${group.key}`} className="figures text-ink text-lg">
              {group.hour}
            </h2>
            <p className="text-ink-faint text-sm tabular-nums">
              {t('group', { parties: group.reservations.length, arrived: group.arrived, guests: group.guests })}
            </p>
          </header>
          <ul className="divide-y divide-line overflow-hidden rounded-card bg-surface ring-1 ring-line">
            {group.reservations.map((row) => (
              <ReservationRow key={row.id} row={row} selected={row.id === selectedId} late={minutesLate(row, now)} />
            ))}
          </ul>
        </section>
      ))}
      <RowMenu />
    </div>
  );
}
