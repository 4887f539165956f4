'use client';
import { RefreshCw, TriangleAlert } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { compileSearch, searchRows } from '@/modules/reservations/search';
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
import { goToHour, ReservationList } from './reservation-list';
import { Toolbar } from './toolbar';
import { useVenueScreen } from './venue-context';

const MINUTE = 60_000;

export function DayList() {
  const { live, loaded, wide, selectedId } = useDay();
  const t = useTranslations('reservas.list');
  const common = useTranslations('common');
  const errorText = useErrorText();
  const { open, rules } = useVenueScreen();
  const [query, setQuery] = useState('');
  const [filter, setFilter] = useState<Filter>('all');
  const wanted = useDeferredValue(query);
  const search = useMemo(() => compileSearch(wanted), [wanted]);
  const found = useMemo(() => searchRows(live.reservas, search), [search, live.reservas]);
  const counts = useShared(useMemo(() => countByFilter(found), [found]));
  const shown = useMemo(() => filterReservations(found, filter), [found, filter]);
  const now = useNow(MINUTE);
  const clock = useMemo(() => quarterClock((instant) => localTimeOf(instant, rules.timeZone)), [rules.timeZone]);
  const groups = useShared(
    useMemo(() => groupByHour(shown, clock), [shown, clock]),
    shareGroups,
  );
  const present = useMemo(() => (now === null ? null : presentHour(groups, now)), [groups, now]);
  const goToNow = useMemo(() => (present === null ? undefined : () => goToHour(present)), [present]);
  const retry = () => void live.refetchReservas();

  if (!loaded) {
    return live.error ? (
      <ListFailed title={t('failed')} error={live.error} busy={live.isFetching} onRetry={retry} />
    ) : (
      <ListLoading />
    );
  }
  if (live.reservas.length === 0) return <DayEmpty onCreate={() => open({ kind: 'create' })} />;
  return (
    <>
      <Toolbar query={query} onQuery={setQuery} filter={filter} onFilter={setFilter} counts={counts} onNow={goToNow} />
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
      ) : (
        <NothingFound
          onClear={() => {
            setQuery('');
            setFilter('all');
          }}
        />
      )}
    </>
  );
}
