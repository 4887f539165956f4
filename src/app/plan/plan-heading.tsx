'use client';
import { CalendarDays, ChevronLeft, ChevronRight, Plus } from 'lucide-react';
import { useRef } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { can } from '@/modules/access/context';
import { addDays, noonOf } from '@/modules/venues/business-day';
import { Button } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';
import { Segmented } from '@/ui/segmented';
import { useDay } from '../reservas/components/day-context';
import { useVenueScreen } from '../reservas/components/venue-context';
import { monthAfter, weekOf } from './days';
import { VIEW_NAMES, type View } from './views';

interface PlanHeadingProps {
  view: View;
  onView: (view: View) => void;
}

/** What is shown, and the way to another day, week, month or view. */
export function PlanHeading({ view, onView }: PlanHeadingProps) {
  const t = useTranslations('plan');
  const day = useTranslations('reservas.day');
  const { day: shown, setDay } = useDay();
  const { today, role, open } = useVenueScreen();
  const picker = useRef<HTMLInputElement>(null);
  const span = view === 'week' || view === 'month' ? view : 'day';
  const moved = (by: 1 | -1) =>
    span === 'month' ? monthAfter(shown, by) : addDays(shown, by * (span === 'week' ? 7 : 1));
  const openPicker = () => {
    try {
      picker.current?.showPicker();
    } catch {
      // Older browsers open the calendar of a field that has the focus.
      picker.current?.focus();
      picker.current?.click();
    }
  };
  return (
    <div className="grid gap-3 *:min-w-0">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <Title span={span} shown={shown} />
        <div className="flex items-center gap-2 max-sm:gap-1">
          <IconButton
            label={t(`previous.${span}`)}
            variant="outline"
            icon={<ChevronLeft aria-hidden size={20} />}
            onClick={() => setDay(moved(-1))}
          />
          <Button disabled={shown === today} onClick={() => setDay(today)} className="max-sm:px-3">
            {day('goToday')}
          </Button>
          <IconButton
            label={t(`next.${span}`)}
            variant="outline"
            icon={<ChevronRight aria-hidden size={20} />}
            onClick={() => setDay(moved(1))}
          />
          <div className="relative">
            <IconButton
              label={day('pick')}
              variant="outline"
              icon={<CalendarDays aria-hidden size={20} />}
              onClick={openPicker}
            />
            <input
              ref={picker}
              type="date"
              tabIndex={-1}
              aria-hidden
              value={shown}
              onChange={(event) => event.target.value && setDay(event.target.value)}
              className="pointer-events-none absolute inset-0 opacity-0"
            />
          </div>
          {can(role, 'reservations.write') && (
            <>
              <Button
                variant="primary"
                icon={<Plus aria-hidden size={20} strokeWidth={2.5} />}
                onClick={() => open({ kind: 'create' })}
                className="max-sm:hidden"
              >
                {day('create')}
              </Button>
              <IconButton
                label={day('create')}
                variant="solid"
                icon={<Plus aria-hidden size={20} strokeWidth={2.5} />}
                onClick={() => open({ kind: 'create' })}
                className="sm:hidden"
              />
            </>
          )}
        </div>
      </div>
      <Segmented
        label={t('view')}
        value={view}
        segments={VIEW_NAMES.map((value) => ({ value, label: t(`views.${value}`) }))}
        onValueChange={onView}
      />
    </div>
  );
}

function Title({ span, shown }: { span: 'day' | 'week' | 'month'; shown: string }) {
  const t = useTranslations('plan');
  const format = useFormatter();
  const { today } = useVenueScreen();
  const week = weekOf(shown);
  const [first = shown] = week;
  const year = shown.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' as const };
  const text =
    span === 'month'
      ? format.dateTime(noonOf(shown), { month: 'long', year: 'numeric' })
      : span === 'week'
        ? format.dateTimeRange(noonOf(first), noonOf(week.at(-1) ?? first), { day: 'numeric', month: 'short', ...year })
        : format.dateTime(noonOf(shown), { weekday: 'long', day: 'numeric', month: 'long', ...year });
  return (
    <div className="min-w-0">
      <p className="eyebrow">{t('title')}</p>
      <h1 className="display text-balance text-xl first-letter:uppercase sm:text-2xl">{text}</h1>
    </div>
  );
}
