'use client';
import { WifiOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { AccountGuard } from '@/shell/account-guard';
import { AppShell } from '@/shell/app-shell';
import { ListFailed, ListLoading } from '@/shell/list-states';
import { Banner } from '@/ui/banner';
import { Redraw } from '@/ui/redraw';
import { Skeleton } from '@/ui/skeleton';
import { useOnline } from '@/ui/use-online';
import { AlertList } from './components/alert-list';
import { AuditList } from './components/audit-list';
import { Charts } from './components/charts';
import { DeviceList } from './components/device-list';
import { DevicePanel } from './components/device-panel';
import { Headline } from './components/headline';
import { Summary } from './components/summary';
import { VenueList } from './components/venue-list';
import type { MonitorAppProps } from './types';
import { useOverview } from './use-overview';

/** The console: how every device of a venue, or of all, stands right now. */
export function MonitorApp({ userId, ...screen }: MonitorAppProps) {
  return (
    <AccountGuard userId={userId}>
      <Redraw>
        <Console {...screen} />
      </Redraw>
    </AccountGuard>
  );
}

function Console({ venue, shell }: Omit<MonitorAppProps, 'userId'>) {
  const t = useTranslations('monitor');
  const common = useTranslations('common');
  const online = useOnline();
  const { query, ...filter } = useOverview(venue?.id);
  const [openId, setOpenId] = useState<string | null>(null);
  const { data, error } = query;
  const failed = error !== null && !data;
  return (
    <AppShell {...shell}>
      <div className="mx-auto w-full max-w-[100rem] px-4 pt-6 pb-16 sm:px-5 lg:px-8">
        {!online && (
          <div className="mb-5">
            <Banner tone="warn" icon={<WifiOff size={18} />}>
              {common('offline')}
            </Banner>
          </div>
        )}
        <Headline overview={data} failed={failed} updatedAt={query.dataUpdatedAt} />
        {failed ? (
          <ListFailed title={t('failed')} error={error} busy={query.isFetching} onRetry={() => void query.refetch()} />
        ) : (
          <div className="mt-6 grid gap-6">
            {data ? (
              <Summary totals={data.totals} alerts={data.alerts.length} />
            ) : (
              <Skeleton className="h-36 rounded-card" />
            )}
            {data ? <Charts series={data.series} totals={data.totals} /> : <Skeleton className="h-44 rounded-card" />}
            <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_23rem]">
              {data ? <DeviceList overview={data} {...filter} onOpen={setOpenId} /> : <ListLoading />}
              {data && (
                <div className="grid gap-6 md:max-xl:grid-cols-2">
                  {data.venues && <VenueList venues={data.venues} />}
                  <AlertList alerts={data.alerts} now={data.now} onOpen={setOpenId} />
                  <AuditList audits={data.audits} now={data.now} />
                </div>
              )}
            </div>
          </div>
        )}
      </div>
      {openId !== null && (
        <DevicePanel
          key={openId}
          connectionId={openId}
          businessId={venue?.id}
          timeZone={venue?.timeZone}
          onClose={() => setOpenId(null)}
        />
      )}
    </AppShell>
  );
}
