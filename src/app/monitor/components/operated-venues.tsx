'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { OperatedVenue } from '@/modules/monitor/answers';
import { monitorApi } from '@/modules/monitor/client/monitor-api';
import { monitorQueryKeys } from '@/modules/monitor/client/query-keys';
import { ListFailed, ListLoading } from '@/shell/list-states';
import { useErrorText } from '@/shell/use-error-text';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { toast } from '@/ui/toast';

const EVERY_MS = 15_000;

/** Every venue of the installation, which an operator may suspend and restore. */
export function OperatedVenues() {
  const t = useTranslations('monitor.operated');
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: monitorQueryKeys.venues(),
    queryFn: ({ signal }) => monitorApi.venues(signal),
    refetchInterval: EVERY_MS,
  });
  const readAgain = async () => {
    await refetch();
  };
  return (
    <section aria-labelledby="locales" className="mt-8">
      <h2 id="locales" className="display text-lg">
        {t('title')}
      </h2>
      <p className="mt-1 mb-3 text-ink-soft text-sm">{t('lead')}</p>
      {data ? (
        <ul data-testid="operated-venues" className="divide-y divide-line rounded-card bg-surface ring-1 ring-line">
          {data.venues.map((venue) => (
            <VenueItem key={venue.id} venue={venue} onChanged={readAgain} />
          ))}
        </ul>
      ) : error ? (
        <ListFailed title={t('failed')} error={error} busy={isFetching} onRetry={() => void refetch()} />
      ) : (
        <ListLoading />
      )}
    </section>
  );
}

function VenueItem({ venue, onChanged }: { venue: OperatedVenue; onChanged: () => Promise<void> }) {
  const t = useTranslations('monitor.operated');
  const format = useFormatter();
  const errorText = useErrorText();
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const { id, name, suspended, members, ahead, lastActivityAt } = venue;

  async function set(work: (id: string) => Promise<unknown>, done: string) {
    setBusy(true);
    try {
      await work(id);
      await onChanged();
      toast.success(done);
    } catch (error) {
      toast.error(errorText(error));
    }
    setBusy(false);
    setAsked(false);
  }

  const facts = [
    t('members', { count: members }),
    t('ahead', { count: ahead }),
    lastActivityAt === null
      ? t('never')
      : t('active', { when: format.dateTime(new Date(lastActivityAt), { dateStyle: 'medium', timeStyle: 'short' }) }),
  ];
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 sm:px-5">
      <div className="min-w-0 grow basis-60">
        <p className="flex flex-wrap items-center gap-x-2 font-semibold">
          <span className="min-w-0 break-words">{name}</span>
          {suspended && <Badge tone="warn">{t('suspended')}</Badge>}
        </p>
        <p className="text-ink-soft text-sm">{facts.join(' · ')}</p>
      </div>
      {suspended ? (
        <Button busy={busy} onClick={() => void set(monitorApi.restore, t('restoredNow', { name: isolate(name) }))}>
          {t('restore')}
        </Button>
      ) : (
        <Button onClick={() => setAsked(true)}>{t('suspend')}</Button>
      )}
      <ConfirmDialog
        open={asked}
        onOpenChange={setAsked}
        title={t('suspendTitle', { name: isolate(name) })}
        body={t('suspendBody')}
        confirmLabel={t('suspend')}
        busy={busy}
        onConfirm={() => void set(monitorApi.suspend, t('suspendedNow', { name: isolate(name) }))}
      />
    </li>
  );
}
