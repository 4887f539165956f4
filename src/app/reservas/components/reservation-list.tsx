'use client';
import { useMemo, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { localTimeOf } from '@/domain/venues/business-day';
import type { Reservation } from '@/realtime/protocol/reservation';
import { useNow } from '@/ui/use-now';
import { groupByHour, minutesLate } from './list-view';
import { ReservationRow } from './reservation-row';
import { RowMenu } from './row-menu';
import { useRowFlash } from './use-row-flash';
import { useVenueScreen } from './venue-context';

const MINUTE = 60_000;

/** Scrolls to the hour of one row. */
export function goToHourOf(id: string): void {
  const row = document.querySelector(`[data-reservation-id="${CSS.escape(id)}"]`);
  row?.closest('section')?.scrollIntoView({ behavior: 'smooth', block: 'start' });
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
    <div ref={root} className="grid grid-cols-1 gap-5" data-testid="reservation-list">
      {groups.map((group) => (
        <section key={group.key} className="scroll-mt-44 md:scroll-mt-32" aria-labelledby={`hora-${group.key}`}>
          <header className="flex items-baseline justify-between gap-4 px-1 pb-2">
            <h2 id={`hora-${group.key}`} className="figures text-ink text-lg">
              {group.hour}
            </h2>
            <p className="text-ink-faint text-sm tabular-nums">
              {t('group', { parties: group.parties, arrived: group.arrived, guests: group.guests })}
            </p>
          </header>
          <ul className="divide-y divide-line overflow-hidden rounded-card bg-surface ring-1 ring-line">
            {group.reservations.map((row) => (
              <ReservationRow
                key={row.id}
                row={row}
                selected={row.id === selectedId}
                late={now === null ? 0 : minutesLate(row, now)}
              />
            ))}
          </ul>
        </section>
      ))}
      <RowMenu />
    </div>
  );
}
