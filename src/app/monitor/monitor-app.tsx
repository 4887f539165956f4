'use client';
import { ChevronRight, WifiOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Overview } from '@/modules/monitor/answers';
import { AccountGuard } from '@/shell/account-guard';
import { AppShell } from '@/shell/app-shell';
import { ListFailed } from '@/shell/list-states';
import { Banner } from '@/ui/banner';
import { Redraw } from '@/ui/redraw';
import { useOnline } from '@/ui/use-online';
import { AlertList } from './components/alert-list';
import { AuditList } from './components/audit-list';
import { Charts } from './components/charts';
import { DeviceList } from './components/device-list';
import { DevicePanel } from './components/device-panel';
import { Glance } from './components/glance';
import { JobList } from './components/job-list';
import { MailLine } from './components/mail-line';
import { OperatedVenues } from './components/operated-venues';
import { Summary } from './components/summary';
import { VenueList } from './components/venue-list';
import type { MonitorAppProps } from './types';
import { useDetailOpen } from './use-detail-open';
import { useOverview } from './use-overview';

/** The console: the current state of every device of one venue, or of all. */
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
  const detail = useDetailOpen();
  const retry = () => void query.refetch();
  return (
    <AppShell {...shell}>
      <div className="mx-auto w-full max-w-[100rem] clear-of-notices px-4 pt-6 sm:px-5 lg:px-8">
        {!online && (
          <div className="mb-5">
            <Banner tone="warn" icon={<WifiOff size={18} />}>
              {common('offline')}
            </Banner>
          </div>
        )}
        <Glance
          overview={data}
          failed={failed}
          updatedAt={query.dataUpdatedAt}
          businessId={venue?.id}
          timeZone={venue?.timeZone}
          onRetry={retry}
          onSee={() => detail.setOpen(true)}
        />
        {failed && <ListFailed title={t('failed')} error={error} busy={query.isFetching} onRetry={retry} />}
        {venue === null && <OperatedVenues />}
        {data && (
          <details
            open={detail.open}
            onToggle={({ currentTarget }) => detail.setOpen(currentTarget.open)}
            className="mt-6"
          >
            <summary
              data-testid="technical-detail"
              className="flex min-h-11 w-fit list-none items-center gap-2 rounded-control pr-3 font-semibold text-ink-soft hover:text-ink [&::-webkit-details-marker]:hidden"
            >
              <ChevronRight
                aria-hidden
                size={18}
                className="transition-transform [[open]>summary>&]:[transform:rotate(90deg)]"
              />
              {t('detail')}
            </summary>
            {detail.open && <Detail data={data} filter={filter} onOpen={setOpenId} />}
          </details>
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

interface DetailProps {
  data: Overview;
  filter: Omit<ReturnType<typeof useOverview>, 'query'>;
  onOpen: (connectionId: string) => void;
}

/** Everything that an engineer reads: figures, charts, devices, alerts, checks and jobs. */
function Detail({ data, filter, onOpen }: DetailProps) {
  return (
    <div className="mt-3 grid gap-6">
      <Summary totals={data.totals} alerts={data.alerts.length} />
      <Charts series={data.series} totals={data.totals} />
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_23rem]">
        <DeviceList overview={data} {...filter} onOpen={onOpen} />
        <div className="grid gap-6 md:max-xl:grid-cols-2">
          {data.venues && <VenueList venues={data.venues} />}
          <AlertList alerts={data.alerts} now={data.now} onOpen={onOpen} />
          <AuditList audits={data.audits} now={data.now} />
          {data.mail && <MailLine mail={data.mail} now={data.now} />}
          {data.jobs && <JobList jobs={data.jobs} now={data.now} />}
        </div>
      </div>
    </div>
  );
}
