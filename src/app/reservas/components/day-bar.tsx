'use client';
import { CalendarDays, ChevronLeft, ChevronRight, Footprints, Plus, Printer } from 'lucide-react';
import { memo, useRef } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { addDays } from '@/modules/venues/business-day';
import { Button } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';
import { FilesMenu } from './files-menu';
import { printDay } from './print-sheet';

interface DayBarProps {
  day: string;
  today: string;
  cutoffHour: number;
  onDay: (day: string) => void;
  /** Absent for a reader who may not book. */
  onCreate: (() => void) | undefined;
  onWalkIn: (() => void) | undefined;
}

/** Noon in UTC, so that a plain date is the same in every zone. */
const noon = (day: string) => new Date(`${day}T12:00:00Z`);

/** Browsers without `showPicker` open the calendar of a date field when the field has the focus. */
function openPicker(field: HTMLInputElement | null): void {
  try {
    field?.showPicker();
  } catch {
    field?.focus();
    field?.click();
  }
}

export const DayBar = memo(function DayBar({ day, today, cutoffHour, onDay, onCreate, onWalkIn }: DayBarProps) {
  const t = useTranslations('reservas.day');
  const print = useTranslations('reservas.print');
  const walkIn = useTranslations('reservas.walkIn');
  const format = useFormatter();
  const picker = useRef<HTMLInputElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const goToday = () => {
    onDay(today);
    // The button is of no use on that day, so the focus goes on to what has changed.
    heading.current?.focus();
  };
  const ofThisYear = day.slice(0, 4) === today.slice(0, 4);
  const year = ofThisYear ? {} : { year: 'numeric' as const };
  const label = format.dateTime(noon(day), { weekday: 'long', day: 'numeric', month: 'long', ...year });
  // A phone has room for the weekday or the year.
  const rest = ofThisYear ? { weekday: 'short' as const } : year;
  const short = format.dateTime(noon(day), { day: 'numeric', month: 'short', ...rest });
  const near = [addDays(today, -1), today, addDays(today, 1)].indexOf(day);
  const when = (['yesterday', 'today', 'tomorrow'] as const)[near] ?? (day < today ? 'past' : 'future');
  return (
    <div className="flex items-center justify-between gap-x-6 gap-y-4 max-sm:gap-x-2 sm:flex-wrap sm:items-end">
      <div className="min-w-0">
        <p className="eyebrow max-sm:truncate">{t(when, { hour: `${String(cutoffHour).padStart(2, '0')}:00` })}</p>
        <h1
          ref={heading}
          tabIndex={-1}
          className="display text-balance first-letter:uppercase max-sm:truncate max-sm:text-lg sm:mt-1 sm:text-2xl lg:text-3xl"
        >
          <span className="sm:hidden">{short}</span>
          <span className="max-sm:hidden">{label}</span>
        </h1>
      </div>
      <div className="flex shrink-0 flex-wrap items-center gap-2 max-sm:gap-1">
        <IconButton
          label={t('previous')}
          variant="outline"
          icon={<ChevronLeft aria-hidden size={20} />}
          onClick={() => onDay(addDays(day, -1))}
        />
        <Button disabled={day === today} onClick={goToday} className="max-sm:px-3 max-sm:disabled:hidden">
          {t('goToday')}
        </Button>
        <IconButton
          label={t('next')}
          variant="outline"
          icon={<ChevronRight aria-hidden size={20} />}
          onClick={() => onDay(addDays(day, 1))}
        />
        <div className="relative">
          <IconButton
            label={t('pick')}
            variant="outline"
            icon={<CalendarDays aria-hidden size={20} />}
            onClick={() => openPicker(picker.current)}
          />
          <input
            ref={picker}
            type="date"
            tabIndex={-1}
            aria-hidden
            value={day}
            onChange={(event) => event.target.value && onDay(event.target.value)}
            className="pointer-events-none absolute inset-0 opacity-0"
          />
        </div>
        <IconButton
          label={print('action')}
          variant="outline"
          icon={<Printer aria-hidden size={20} />}
          onClick={() => void printDay()}
          className="max-sm:hidden"
        />
        <FilesMenu day={day} className="max-sm:hidden" />
        <div className="ml-2 flex gap-2 max-sm:hidden">
          {onWalkIn && (
            <Button icon={<Footprints aria-hidden size={20} />} onClick={onWalkIn}>
              {walkIn('name')}
            </Button>
          )}
          {onCreate && (
            <Button variant="primary" icon={<Plus aria-hidden size={20} strokeWidth={2.5} />} onClick={onCreate}>
              {t('create')}
            </Button>
          )}
        </div>
      </div>
    </div>
  );
});
