'use client';
import { useTranslations } from 'use-intl';
import { livePage } from '@/app/live/live-page';
import { AppShell } from '@/shell/app-shell';
import { ListFailed, ListLoading } from '@/shell/list-states';
import { ScreenBar } from '@/shell/screen-bar';
import { ConnectionIndicator } from '@/ui/connection-indicator';
import { LatePlace } from '@/ui/late-place';
import { lateComponent } from '@/ui/later';
import { Redraw } from '@/ui/redraw';
import { DayProvider, useDay } from '../reservas/components/day-context';
import { useVenue, useVenueShell } from '../reservas/hooks/useVenue';
import type { ReservasAppProps } from '../reservas/types/reservas-app';
import type { PlanBodyProps } from './plan-body';
import { PlanHeading } from './plan-heading';
import { useFloorLists } from './use-floor-lists';
import { useViewParam } from './use-view-param';
import type { View } from './views';

interface PlanAppProps extends Omit<ReservasAppProps, 'guided' | 'history'> {
  /** Of the address. */
  view: View | null;
}

/** Who sits where, and when. */
export const PlanApp = livePage(PlanScreen);

/** The views know zones and their clocks, which the frame of the screen does not wait for. */
const PlanBody = lateComponent<PlanBodyProps>(
  () => import('./plan-body').then(({ PlanBody }) => PlanBody),
  ({ waiting }) => <LatePlace waiting={waiting} className="h-96" />,
  () => true,
  true,
);

function PlanScreen({ shell: ofPage, view, ...props }: PlanAppProps) {
  const venue = useVenue(props.businessId, props.venue);
  const shell = useVenueShell(ofPage, venue);
  return (
    <DayProvider shell={shell} {...props} venue={venue}>
      <PlanFrame shell={shell} initial={view} businessId={props.businessId} />
    </DayProvider>
  );
}

interface PlanFrameProps {
  shell: PlanAppProps['shell'];
  initial: View | null;
  businessId: string;
}

function PlanFrame({ shell, initial, businessId }: PlanFrameProps) {
  const t = useTranslations('plan');
  const { live, loaded } = useDay();
  const { view, setView } = useViewParam(initial);
  const floor = useFloorLists(businessId, live.stream);
  const isLive = live.isRealtimeEnabled && floor.live;
  const { stream } = live;
  const isLoaded = loaded && floor.lists !== null;
  const error = isLoaded ? null : (live.error ?? floor.error);
  return (
    <AppShell
      {...shell}
      aside={
        <ScreenBar>
          <ConnectionIndicator
            available={stream.isRealtimeAvailable}
            status={isLive || !stream.isConnected ? stream.status : isLoaded ? 'reconnecting' : 'connecting'}
            freshness={live.freshnessStore}
            reconnectAttempts={live.reconnectAttempts}
            onReconnect={live.reconnect}
          />
        </ScreenBar>
      }
    >
      <div className="mx-auto grid w-full max-w-[110rem] gap-4 px-4 clear-of-notices pt-3 *:min-w-0 sm:px-5 sm:pt-5 lg:px-8">
        <PlanHeading view={view} onView={setView} />
        {floor.lists && loaded ? (
          <Redraw>
            <PlanBody view={view} onView={setView} lists={floor.lists} />
          </Redraw>
        ) : error ? (
          <ListFailed
            title={t('failed')}
            error={error}
            busy={live.isFetching}
            onRetry={() => {
              void live.refetchReservas();
              void floor.readAgain();
            }}
          />
        ) : (
          <ListLoading />
        )}
      </div>
    </AppShell>
  );
}
