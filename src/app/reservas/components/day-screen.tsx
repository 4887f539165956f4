'use client';
import { Plus, WifiOff } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { AppShell } from '@/shell/app-shell';
import { Banner } from '@/ui/banner';
import { Button } from '@/ui/button';
import { Redraw } from '@/ui/redraw';
import { useOnline } from '@/ui/use-online';
import type { ReservasAppProps } from '../types/reservas-app';
import { CountsChip, CountsNotice } from './counts-notice';
import { DayProvider } from './day-context';
import { DayList } from './day-list';
import { DayDetails, DayDialogs, DayHeading, DayIndicator } from './day-parts';
import { useVenueScreen } from './venue-context';

export function DayScreen({ shell, ...props }: Omit<ReservasAppProps, 'sseEnabled'>) {
  return (
    <DayProvider shell={shell} {...props}>
      <AppShell {...shell} aside={<Aside />}>
        <div className="mx-auto grid w-full max-w-[100rem] gap-x-8 px-4 pt-6 pb-24 sm:px-5 lg:px-8 xl:grid-cols-[minmax(0,1fr)_23rem]">
          <div className="min-w-0">
            <Notices />
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
      </AppShell>
    </DayProvider>
  );
}

/** On a phone a bar under the thumb; at the right of the header elsewhere. */
function Aside() {
  const t = useTranslations('reservas.day');
  const { businessId, counts, open } = useVenueScreen();
  return (
    <div className="flex items-center gap-2 max-sm:fixed max-sm:inset-x-0 max-sm:bottom-0 max-sm:border-line max-sm:border-t max-sm:bg-canvas max-sm:px-4 max-sm:pt-2 max-sm:pb-[max(0.5rem,env(safe-area-inset-bottom))]">
      <DayIndicator />
      <CountsChip queue={counts} businessId={businessId} />
      <Button
        variant="primary"
        icon={<Plus aria-hidden size={20} strokeWidth={2.5} />}
        onClick={() => open({ kind: 'create' })}
        className="ml-auto sm:hidden"
      >
        {t('createShort')}
      </Button>
    </div>
  );
}

function Notices() {
  const t = useTranslations('counts');
  const { businessId, counts } = useVenueScreen();
  const online = useOnline();
  return (
    <>
      {!online && (
        <div className="mb-5">
          <Banner tone="warn" icon={<WifiOff size={18} />}>
            {t('offline')}
          </Banner>
        </div>
      )}
      <CountsNotice queue={counts} businessId={businessId} />
    </>
  );
}
