'use client';
import { Moon, Users } from 'lucide-react';
import { useId, useLayoutEffect, useMemo, useRef } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { addDays, noonOf } from '@/modules/venues/business-day';
import { ChipRadio } from '@/ui/chips';
import { TextField } from '@/ui/text-field';
import { isAfterMidnight } from '../components/form-model';
import { useVenueScreen } from '../components/venue-context';
import { hoursOfNight } from './quarter-hours';
import { type Fullness, useHours } from './use-hours';

interface TimeFieldProps {
  /** A business day, YYYY-MM-DD; empty while no date is typed. */
  day: string;
  /** HH:MM of the venue's wall clock. */
  value: string;
  onValueChange: (time: string) => void;
  error: string | undefined;
  className?: string;
}

/** The time of a reservation, typed or chosen among the quarter hours of its night, with how full each hour is. */
export function TimeField({ day: typed, value, onValueChange, error, className }: TimeFieldProps) {
  const t = useTranslations('reservas');
  const format = useFormatter();
  const { businessId, rules } = useVenueScreen();
  // A date field also gives years of five digits, which no calendar here knows.
  const day = /^\d{4}-\d\d-\d\d$/.test(typed) ? typed : '';
  const name = useId();
  const box = useRef<HTMLFieldSetElement>(null);
  const full = useHours(businessId, day);
  const hours = useMemo(() => (day ? hoursOfNight(day, rules) : []), [day, rules]);
  const chosen = value.slice(0, 2);
  const clock = (time: string) =>
    format.dateTime(new Date(`2000-01-01T${time}:00Z`), { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });

  // The chosen hour is in sight, with the one before it; hours that are already in sight stay where they are.
  useLayoutEffect(() => {
    const list = box.current;
    const row = list?.querySelector<HTMLElement>(`[data-hour="${chosen}"]`);
    if (!list || !row) return;
    const isSeen =
      row.offsetTop >= list.scrollTop && row.offsetTop + row.offsetHeight <= list.scrollTop + list.clientHeight;
    if (!isSeen) list.scrollTop = row.offsetTop - row.offsetHeight;
  }, [chosen]);

  return (
    <div className={className}>
      <TextField
        label={t('fields.time')}
        type="time"
        required
        value={value}
        onChange={(event) => onValueChange(event.target.value)}
        error={error}
      />
      <fieldset
        ref={box}
        aria-label={t('form.quarters')}
        className="relative mt-2 grid max-h-61 min-w-0 gap-1 overflow-y-auto overscroll-contain rounded-control border border-line p-1.5"
      >
        {hours.map(({ hour, times }) => (
          <div key={hour} data-hour={hour} className="flex items-center gap-2">
            <div className="grid grow grid-cols-[repeat(auto-fit,minmax(2.875rem,1fr))] gap-1">
              {times.map((time) => (
                <ChipRadio key={time} name={name} checked={time === value} onChoose={() => onValueChange(time)}>
                  {clock(time)}
                </ChipRadio>
              ))}
            </div>
            <Guests full={full?.get(hour)} />
          </div>
        ))}
      </fieldset>
      {day && value && !error && (
        <Summary day={day} time={value} shown={clock(value)} full={full && (full.get(chosen) ?? EMPTY)} />
      )}
    </div>
  );
}

const EMPTY: Fullness = { reservations: 0, guests: 0 };

/** The planned guests of an hour, beside its quarters. */
function Guests({ full = EMPTY }: { full: Fullness | undefined }) {
  const t = useTranslations('reservas.form');
  return (
    <p className="flex w-12 shrink-0 items-center justify-end gap-1 pr-1 text-ink-soft text-sm tabular-nums">
      {full.guests > 0 && (
        <>
          <Users aria-hidden size={14} className="shrink-0 text-ink-faint" />
          {full.guests}
          <span className="sr-only">{` ${t('people', { count: full.guests })}`}</span>
        </>
      )}
    </p>
  );
}

interface SummaryProps {
  day: string;
  time: string;
  /** The time as it is read. */
  shown: string;
  /** Null while it is not known. */
  full: Fullness | null;
}

/** The chosen time in words, with its date by the calendar, and how full its hour is. */
function Summary({ day, time, shown, full }: SummaryProps) {
  const t = useTranslations('reservas.form');
  const format = useFormatter();
  const { rules } = useVenueScreen();
  const night = isAfterMidnight(time, rules);
  const date = format.dateTime(noonOf(night ? addDays(day, 1) : day), {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  });
  return (
    <div role="status" className="mt-2 text-sm">
      <p className={night ? 'flex items-center gap-2 text-info-text' : 'font-semibold text-ink first-letter:uppercase'}>
        {night && <Moon aria-hidden size={16} className="shrink-0" />}
        {t(night ? 'night' : 'when', { time: shown, date })}
      </p>
      {full && <p className="text-ink-soft">{t('full', { ...full })}</p>}
    </div>
  );
}
