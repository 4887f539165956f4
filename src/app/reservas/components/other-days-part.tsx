'use client';
import { useFormatter, useTranslations } from 'use-intl';
import type { Reservation } from '@/modules/reservations/wire';
import { localTimeOf } from '@/modules/venues/business-day';
import { Redraw } from '@/ui/redraw';
import { StatusPill } from './status-pill';
import type { OtherDays } from './use-other-days';
import { useVenueScreen } from './venue-context';

export interface OtherDaysProps {
  found: OtherDays;
  onOpen: (row: Reservation) => void;
}

/** The hits of a search on the days that are not on screen, grouped by day. */
export function OtherDaysPart({ found: { rows, more, state }, onOpen }: OtherDaysProps) {
  const t = useTranslations('reservas.others');
  if (state === 'idle') return null;
  const said = state === 'answered' ? t('found', { count: rows.length }) : t(state);
  return (
    <section aria-label={t('title')} data-testid="other-days" className="mt-6 grid grid-cols-1 gap-4">
      <p role="status" className="px-1 text-ink-soft text-sm">
        {said}
      </p>
      {daysOf(rows).map(({ day, reservations }) => (
        <section key={day} aria-labelledby={`dia-${day}`}>
          <DayName day={day} />
          <ul className="divide-y divide-line overflow-hidden rounded-card bg-surface ring-1 ring-line">
            {reservations.map((row) => (
              <Redraw key={row.id} fallback={null} version={row}>
                <Hit row={row} onOpen={onOpen} />
              </Redraw>
            ))}
          </ul>
        </section>
      ))}
      {more && <p className="px-1 text-ink-soft text-sm">{t('more')}</p>}
    </section>
  );
}

/** Consecutive rows of one day, in the given order. */
function daysOf(rows: readonly Reservation[]) {
  const days: { day: string; reservations: Reservation[] }[] = [];
  for (const row of rows) {
    const last = days.at(-1);
    if (last?.day === row.businessDay) last.reservations.push(row);
    else days.push({ day: row.businessDay, reservations: [row] });
  }
  return days;
}

function DayName({ day }: { day: string }) {
  const format = useFormatter();
  const { today } = useVenueScreen();
  const year = day.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' as const };
  return (
    <h2 id={`dia-${day}`} className="px-1 pb-2 font-semibold text-base first-letter:uppercase">
      {format.dateTime(new Date(`${day}T12:00:00Z`), { weekday: 'long', day: 'numeric', month: 'long', ...year })}
    </h2>
  );
}

function Hit({ row, onOpen }: { row: Reservation; onOpen: (row: Reservation) => void }) {
  const t = useTranslations('reservas.details');
  const { rules } = useVenueScreen();
  return (
    <li>
      <button
        type="button"
        onClick={() => onOpen(row)}
        className="flex min-h-13 w-full items-center gap-3 px-4 py-2 text-left transition-colors hover:bg-hover focus-visible:-outline-offset-2"
      >
        <span className="figures w-12 shrink-0">{localTimeOf(row.reservedAt, rules.timeZone)}</span>
        <span className="min-w-0 grow">
          <span className="block truncate font-semibold">{row.customerName}</span>
          <span className="flex gap-x-2 text-ink-faint text-sm">
            <span className="font-medium tabular-nums tracking-wide">{row.code}</span>
            {row.tableName && <span className="truncate">{row.tableName}</span>}
          </span>
        </span>
        <span className="figures shrink-0">{row.guestCount}</span>
        <span className="sr-only">{t('guests')}</span>
        <StatusPill status={row.status} />
      </button>
    </li>
  );
}
