'use client';
import { RefreshCw, TriangleAlert } from 'lucide-react';
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { can } from '@/modules/access/context';
import { compileSearch, searchRows } from '@/modules/reservations/search';
import type { Reservation } from '@/modules/reservations/wire';
import { localTimeOf } from '@/modules/venues/business-day';
import { ListFailed, ListLoading } from '@/shell/list-states';
import { useErrorText } from '@/shell/use-error-text';
import { Banner } from '@/ui/banner';
import { Button } from '@/ui/button';
import { Redraw } from '@/ui/redraw';
import { useNow } from '@/ui/use-now';
import { useShared } from '@/ui/use-shared';
import { useDay } from './day-context';
import { DayEmpty, NothingFound } from './list-states';
import {
  countByFilter,
  type Filter,
  filterReservations,
  groupByHour,
  presentHour,
  quarterClock,
  shareGroups,
} from './list-view';
import { OtherDaysFound } from './other-days';
import { goToHour, ReservationList } from './reservation-list';
import { hitOf } from './search-hit';
import { Toolbar } from './toolbar';
import { useKeptFocus } from './use-kept-focus';
import { useOtherDays } from './use-other-days';
import { useVenueScreen } from './venue-context';

const MINUTE = 60_000;

export function DayList() {
  const { live, day, setDay, loaded, wide, dialog, selectedId } = useDay();
  const t = useTranslations('reservas.list');
  const elsewhere = useTranslations('reservas.others');
  const common = useTranslations('common');
  const errorText = useErrorText();
  const { businessId, open, rules, lateToleranceMinutes: tolerance, role } = useVenueScreen();
  const [query, setQuery] = useState('');
  const [filter, setFilter] = useState<Filter>('all');
  const wanted = useDeferredValue(query);
  const search = useMemo(() => compileSearch(wanted), [wanted]);
  const found = useMemo(() => searchRows(live.reservas, search), [search, live.reservas]);
  const now = useNow(MINUTE);
  const counts = useShared(useMemo(() => countByFilter(found, now, tolerance), [found, now, tolerance]));
  const shown = useMemo(() => filterReservations(found, filter, now, tolerance), [found, filter, now, tolerance]);
  const others = useOtherDays(businessId, query, day);
  useKeptFocus(shown, dialog);
  const clock = useMemo(() => quarterClock((instant) => localTimeOf(instant, rules.timeZone)), [rules.timeZone]);
  const groups = useShared(
    useMemo(() => groupByHour(shown, clock), [shown, clock]),
    shareGroups,
  );
  const present = useMemo(() => (now === null ? null : presentHour(groups, now)), [groups, now]);
  const goToNow = useMemo(() => (present === null ? undefined : () => goToHour(present)), [present]);
  const retry = () => void live.refetchReservas();
  const openHit = (row: Reservation) => {
    if (row.businessDay !== day) setDay(row.businessDay);
    open({ kind: 'details', id: row.id });
  };
  // What is typed may be newer than what is drawn.
  const openTyped = () => {
    if (query.trim() === '') return;
    const typed = compileSearch(query);
    const hit = hitOf(filterReservations(searchRows(live.reservas, typed), filter, now, tolerance), others, typed);
    if (hit) openHit(hit);
  };
  const enter = useRef(openTyped);
  useEffect(() => {
    enter.current = openTyped;
  });
  const onEnter = useCallback(() => enter.current(), []);

  if (!loaded) {
    return live.error ? (
      <ListFailed title={t('failed')} error={live.error} busy={live.isFetching} onRetry={retry} />
    ) : (
      <ListLoading />
    );
  }
  const isElsewhere = others.state === 'asking' || others.rows.length > 0;
  return (
    <>
      <Toolbar
        day={day}
        query={query}
        onQuery={setQuery}
        onEnter={onEnter}
        filter={filter}
        onFilter={setFilter}
        counts={counts}
        onNow={goToNow}
      />
      {live.error && (
        <div className="mb-4">
          <Banner
            tone="warn"
            icon={<TriangleAlert size={18} />}
            action={
              <Button
                size="sm"
                variant="quiet"
                busy={live.isFetching}
                icon={<RefreshCw aria-hidden size={16} />}
                onClick={retry}
              >
                {common('retry')}
              </Button>
            }
          >
            {t('stale', { reason: errorText(live.error) })}
          </Banner>
        </div>
      )}
      <p role="status" className="sr-only">
        {t('shown', { count: shown.length })}
      </p>
      {shown.length > 0 ? (
        <Redraw>
          <ReservationList groups={groups} selectedId={wide ? selectedId : null} />
        </Redraw>
      ) : query === '' && live.reservas.length === 0 ? (
        <DayEmpty onCreate={can(role, 'reservations.write') ? () => open({ kind: 'create' }) : undefined} />
      ) : isElsewhere ? (
        <p className="px-1 py-2 text-ink-soft">{elsewhere('none')}</p>
      ) : (
        <NothingFound
          onClear={() => {
            setQuery('');
            setFilter('all');
          }}
        />
      )}
      <OtherDaysFound found={others} onOpen={openHit} />
    </>
  );
}
