'use client';
import { CalendarDays, ChevronLeft, ChevronRight, Plus } from 'lucide-react';
import { memo, useRef } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { addDays } from '@/modules/venues/business-day';
import { Button } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';

interface DayBarProps {
  day: string;
  today: string;
  cutoffHour: number;
  onDay: (day: string) => void;
  onCreate: () => void;
}

/** Noon in UTC, so that a plain date reads the same in every zone. */
const noon = (day: string) => new Date(`${day}T12:00:00Z`);

/** Browsers without a call for it open the calendar of a field that has the focus. */
function openPicker(field: HTMLInputElement | null): void {
  try {
    field?.showPicker();
  } catch {
    field?.focus();
    field?.click();
  }
}

export const DayBar = memo(function DayBar({ day, today, cutoffHour, onDay, onCreate }: DayBarProps) {
  const t = useTranslations('reservas.day');
  const format = useFormatter();
  const picker = useRef<HTMLInputElement>(null);
  const year = day.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' as const };
  const label = format.dateTime(noon(day), { weekday: 'long', day: 'numeric', month: 'long', ...year });
  const near = [addDays(today, -1), today, addDays(today, 1)].indexOf(day);
  const when = (['yesterday', 'today', 'tomorrow'] as const)[near] ?? (day < today ? 'past' : 'future');
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
      <div className="min-w-0">
        <p className="eyebrow">{t(when, { hour: `${String(cutoffHour).padStart(2, '0')}:00` })}</p>
        <h1 className="display mt-1 text-balance text-xl first-letter:uppercase sm:text-2xl lg:text-3xl">{label}</h1>
      </div>
      <div className="flex items-center gap-2 max-sm:w-full">
        <IconButton
          label={t('previous')}
          variant="outline"
          icon={<ChevronLeft aria-hidden size={20} />}
          onClick={() => onDay(addDays(day, -1))}
        />
        <Button disabled={day === today} onClick={() => onDay(today)}>
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
        <Button
          variant="primary"
          icon={<Plus aria-hidden size={20} strokeWidth={2.5} />}
          onClick={onCreate}
          className="ml-2 max-sm:hidden"
        >
          {t('create')}
        </Button>
      </div>
    </div>
  );
});
