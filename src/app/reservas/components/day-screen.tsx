'use client';
import { Plus, WifiOff } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useRollover, useToday } from '@/app/_client/use-today';
import { AppShell } from '@/app/_shell/app-shell';
import { isBookable } from '@/domain/reservations/rules';
import { Banner } from '@/ui/banner';
import { Button } from '@/ui/button';
import { ConnectionIndicator } from '@/ui/connection-indicator';
import { Redraw } from '@/ui/redraw';
import { useMediaQuery } from '@/ui/use-media-query';
import { useOnline } from '@/ui/use-online';
import { useReservasOptimized } from '../hooks/useReservasOptimized';
import type { ReservasAppProps } from '../types/reservas-app';
import { CountsChip, CountsNotice } from './counts-notice';
import { DayBar } from './day-bar';
import { DayList } from './day-list';
import { DetailsColumn } from './details-column';
import { Dialogs } from './dialogs';
import type { OpenDialog } from './open-dialog';
import { StatsStrip } from './stats-strip';
import { useDayParam } from './use-day-param';
import { useListCounts } from './use-list-counts';
import { useReservationActions } from './use-reservation-actions';
import { VenueScreenProvider } from './venue-context';

const WIDE = '(min-width: 80rem)';

export function DayScreen(props: Omit<ReservasAppProps, 'sseEnabled'>) {
  const { businessId, timeZone, cutoffHour, role, userId, shell } = props;
  const t = useTranslations('reservas');
  const countTexts = useTranslations('counts');
  const rules = useMemo(() => ({ timeZone, cutoffHour }), [timeZone, cutoffHour]);
  const today = useToday(rules);
  const { day: asked, setDay } = useDayParam(props.day, today);
  const live = useReservasOptimized({ businessId, enabled: true, includeStats: true, day: asked });
  useRollover(today, asked === undefined ? live.day : undefined, live.refetchReservas);
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const open = useCallback((next: OpenDialog) => {
    if (next.kind === 'details') setSelectedId(next.id);
    // What is deleted has no dialog to come back to.
    setDialog((current) => (next.kind === 'correct' && current?.kind !== 'delete' ? { ...next, back: current } : next));
  }, []);
  const close = () => setDialog(dialog?.kind === 'correct' ? (dialog.back ?? null) : null);
  const writes = useReservationActions(live, open);
  const { queue: counts, count } = useListCounts({
    businessId,
    venue: shell.venues.find(({ slug }) => slug === shell.current)?.name ?? '',
    account: { id: userId, name: shell.userName },
    send: live.countAttendance.mutateAsync,
    undo: writes.undo,
  });
  const online = useOnline();
  const wide = useMediaQuery(WIDE);
  const screen = useMemo(
    () => ({ businessId, role, rules, today, counts, open, actions: { ...writes, count } }),
    [businessId, role, rules, today, counts, open, writes, count],
  );

  const day = asked ?? live.day ?? today;
  const find = (id: string | null) => (id === null ? null : (live.reservas.find((row) => row.id === id) ?? null));
  const selected = wide ? find(selectedId) : null;
  const loaded = live.dataUpdatedAt > 0;

  return (
    <VenueScreenProvider value={screen}>
      <AppShell
        {...shell}
        aside={
          // On a phone a bar under the thumb; at the right of the header elsewhere.
          <div className="flex items-center gap-2 max-sm:fixed max-sm:inset-x-0 max-sm:bottom-0 max-sm:border-line max-sm:border-t max-sm:bg-canvas max-sm:px-4 max-sm:pt-2 max-sm:pb-[max(0.5rem,env(safe-area-inset-bottom))]">
            <ConnectionIndicator
              available={live.isRealtimeAvailable}
              status={online ? live.status : 'reconnecting'}
              freshness={live.freshnessStore}
              reconnectAttempts={live.reconnectAttempts}
              onReconnect={live.reconnect}
            />
            <CountsChip queue={counts} businessId={businessId} />
            <Button
              variant="primary"
              icon={<Plus aria-hidden size={20} strokeWidth={2.5} />}
              onClick={() => open({ kind: 'create' })}
              className="ml-auto sm:hidden"
            >
              {t('day.createShort')}
            </Button>
          </div>
        }
      >
        <div className="mx-auto grid w-full max-w-[100rem] gap-x-8 px-4 pt-6 pb-24 sm:px-5 lg:px-8 xl:grid-cols-[minmax(0,1fr)_23rem]">
          <div className="min-w-0">
            {!online && (
              <div className="mb-5">
                <Banner tone="warn" icon={<WifiOff size={18} />}>
                  {countTexts('offline')}
                </Banner>
              </div>
            )}
            <CountsNotice queue={counts} businessId={businessId} />
            <Redraw>
              <DayBar
                day={day}
                today={today}
                cutoffHour={cutoffHour}
                onDay={setDay}
                onCreate={() => open({ kind: 'create' })}
              />
              <div className="mt-6 mb-3">
                {(loaded || !live.error) && <StatsStrip stats={loaded ? live.stats : null} />}
              </div>
            </Redraw>
            <DayList live={live} loaded={loaded} selectedId={selected?.id ?? null} />
          </div>
          <Redraw>
            <DetailsColumn
              row={selected}
              tonight={loaded && day === today && live.reservas.length > 0 ? live.reservas : null}
              onClose={() => {
                setSelectedId(null);
                setDialog(null);
              }}
            />
          </Redraw>
        </div>
        <Redraw>
          <Dialogs
            dialog={dialog}
            row={dialog && 'id' in dialog ? find(dialog.id) : null}
            bookingDay={isBookable(day, today) ? day : today}
            wide={wide}
            writes={live}
            onClose={close}
            onDone={(row) => {
              setDialog(null);
              setSelectedId(row.id);
              if (row.businessDay !== day) setDay(row.businessDay);
            }}
          />
        </Redraw>
      </AppShell>
    </VenueScreenProvider>
  );
}
