'use client';
import { useQuery } from '@tanstack/react-query';
import { MonitorSmartphone } from 'lucide-react';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { accountApi } from '@/modules/access/client/account-api';
import { ListFailed, ListLoading } from '@/shell/list-states';
import { useErrorText } from '@/shell/use-error-text';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { toast } from '@/ui/toast';

/** Where the account is signed in; each place can be signed out from here. */
export function SessionSection() {
  const t = useTranslations('account.sessions');
  const format = useFormatter();
  const errorText = useErrorText();
  const [busyId, setBusyId] = useState<string | null>(null);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['sessions'],
    queryFn: ({ signal }) => accountApi.sessions(signal),
  });

  async function end(id: string, work: () => Promise<unknown>) {
    setBusyId(id);
    try {
      await work();
      toast.success(t('ended'));
    } catch (failure) {
      toast.error(errorText(failure));
    }
    await refetch();
    setBusyId(null);
  }

  const others = data?.sessions.filter(({ isCurrent }) => !isCurrent) ?? [];
  return (
    <section aria-labelledby="sesiones">
      <div className="mb-3 flex flex-wrap items-end justify-between gap-3">
        <h2 id="sesiones" className="display text-lg">
          {t('title')}
        </h2>
        {others.length > 0 && (
          <Button busy={busyId === 'all'} onClick={() => void end('all', accountApi.endOthers)}>
            {t('endOthers')}
          </Button>
        )}
      </div>
      {data ? (
        <ul data-testid="sessions" className="divide-y divide-line rounded-card bg-surface ring-1 ring-line">
          {data.sessions.map(({ id, device, isCurrent, createdAt, usedAt }) => (
            <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 sm:px-5">
              <MonitorSmartphone aria-hidden size={20} className="shrink-0 text-ink-faint" />
              <div className="min-w-0 grow basis-52">
                <p className="font-semibold">{device === '?' ? t('unknown') : device}</p>
                <p className="text-ink-soft text-sm">
                  {t('times', {
                    since: format.dateTime(new Date(createdAt), { dateStyle: 'medium' }),
                    used: format.dateTime(new Date(usedAt), { dateStyle: 'medium', timeStyle: 'short' }),
                  })}
                </p>
              </div>
              {isCurrent ? (
                <Badge tone="ok">{t('current')}</Badge>
              ) : (
                <Button busy={busyId === id} onClick={() => void end(id, () => accountApi.endSession(id))}>
                  {t('end')}
                </Button>
              )}
            </li>
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
