'use client';
import { Plus } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { can } from '@/modules/access/context';
import { AppShell } from '@/shell/app-shell';
import { ScreenBar } from '@/shell/screen-bar';
import { Button } from '@/ui/button';
import { Redraw } from '@/ui/redraw';
import { toast } from '@/ui/toast';
import { useOnline } from '@/ui/use-online';
import { useScrollPadding } from '@/ui/use-scroll-padding';
import { useVenue, useVenueShell } from '../hooks/useVenue';
import type { ReservasAppProps } from '../types/reservas-app';
import { CountsChip, CountsNotice, useOwnWaiting } from './counts-notice';
import { DayProvider } from './day-context';
import { DayList } from './day-list';
import { DayDetails, DayDialogs, DayHeading, DayIndicator } from './day-parts';
import { FirstSteps } from './first-steps';
import { PrintSheet } from './print-sheet';
import { useVenueScreen } from './venue-context';

/** Long enough to read it. The indicator says it for as long as it lasts. */
const OFFLINE_NOTICE = { id: 'offline', duration: 12_000 } as const;

export function DayScreen({ shell: ofPage, guided, ...props }: ReservasAppProps) {
  const venue = useVenue(props.businessId, props.venue);
  const shell = useVenueShell(ofPage, venue);
  return (
    <DayProvider shell={shell} {...props} venue={venue}>
      <AppShell {...shell} aside={<Aside />}>
        <div className="mx-auto grid w-full max-w-[100rem] gap-x-8 px-4 clear-of-notices pt-1 sm:px-5 sm:pt-6 lg:px-8 xl:grid-cols-[minmax(0,1fr)_23rem]">
          <div className="min-w-0">
            <Notices />
            {guided && (
              <Redraw fallback={null}>
                <FirstSteps />
              </Redraw>
            )}
            <Redraw>
              <DayHeading />
            </Redraw>
            <DayList />
          </div>
          <Redraw>
            <DayDetails />
          </Redraw>
        </div>
        <Redraw>
          <DayDialogs />
        </Redraw>
        <PrintSheet venue={shell.venues.find(({ slug }) => slug === shell.current)?.name ?? ''} />
      </AppShell>
    </DayProvider>
  );
}

function Aside() {
  const t = useTranslations('reservas');
  const { businessId, counts, open, role } = useVenueScreen();
  const waiting = useOwnWaiting(counts) > 0;
  const bar = useRef<HTMLDivElement>(null);
  useScrollPadding(bar, 'bottom');
  return (
    <ScreenBar ref={bar}>
      {/* It becomes narrower before the bar takes a second line. */}
      <div className="flex max-sm:min-w-11 max-sm:grow max-sm:basis-0 max-sm:[&_[role=status]]:whitespace-normal max-sm:[&_[role=status]]:text-left max-sm:[&_[role=status]]:text-xs">
        <DayIndicator />
      </div>
      <CountsChip queue={counts} businessId={businessId} />
      {can(role, 'reservations.write') && (
        <>
          <Button onClick={() => open({ kind: 'walk-in' })} className="max-sm:px-3 sm:hidden">
            {t('walkIn.name')}
          </Button>
          <Button
            variant="primary"
            icon={<Plus aria-hidden size={20} strokeWidth={2.5} />}
            onClick={() => open({ kind: 'create' })}
            className="max-sm:px-3 sm:hidden"
          >
            {/* Counts that wait take its place, so that the indicator keeps its words. */}
            <span className={waiting ? 'sr-only' : undefined}>{t('day.createShort')}</span>
          </Button>
        </>
      )}
    </ScreenBar>
  );
}

function Notices() {
  const t = useTranslations('counts');
  const { businessId, counts } = useVenueScreen();
  const online = useOnline();
  useEffect(() => {
    if (online) return;
    toast.warning(t('offline'), OFFLINE_NOTICE);
    return () => toast.dismiss(OFFLINE_NOTICE.id);
  }, [online, t]);
  return <CountsNotice queue={counts} businessId={businessId} />;
}
