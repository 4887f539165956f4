'use client';
import { skipToken, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { useToday } from '@/modules/reservations/client/use-today';
import type { Availability } from '@/modules/services/answers';
import { readSlots } from '@/modules/services/client/availability-api';
import { CHANNELS, type Channel } from '@/modules/tables/rules';
import { localTimeOf } from '@/modules/venues/business-day';
import { useErrorText } from '@/shell/use-error-text';
import { Button } from '@/ui/button';
import { Select } from '@/ui/select';
import { Spinner } from '@/ui/spinner';
import { Stepper } from '@/ui/stepper';
import { TextField } from '@/ui/text-field';
import { labelIn } from '../plan-settings/label-in';
import { Part } from '../plan-settings/part';
import type { PlanView } from '../plan-settings/plan-screen';
import { whyNone } from './why-none';

/** What could be booked on a day: the answer that every booking is judged by, under the rules as they are saved. */
export function BookablePreview({ businessId, venue, lists }: PlanView) {
  const t = useTranslations('layout.services.preview');
  const form = useTranslations('layout.form');
  const channels = useTranslations('layout.asked');
  const errorText = useErrorText();
  const today = useToday(venue);
  const [chosen, setDay] = useState<string | null>(null);
  const [party, setParty] = useState(2);
  const [channel, setChannel] = useState<Channel>('ONLINE');
  const day = chosen ?? today;
  const isDay = /^20\d\d-\d\d-\d\d$/.test(day);
  const asked = { day, party, channel };
  // Any change of the plan may change the answer.
  const plan = [lists.services, lists.tables, lists.zones, lists.combinations, lists.blocks]
    .map((rows) => `${rows.length}:${rows.reduce((newest, { version }) => Math.max(newest, version), 0)}`)
    .join(' ');
  const query = useQuery({
    queryKey: ['bookable', businessId, asked, plan],
    queryFn: isDay ? ({ signal }) => readSlots(businessId, asked, signal) : skipToken,
    placeholderData: (before) => before,
    staleTime: 0,
    gcTime: 0,
  });
  const answer = query.data;
  return (
    <Part title={t('title')} lead={t('lead')}>
      <div className="mt-4 grid gap-4 sm:grid-cols-3">
        <TextField label={t('day')} type="date" value={day} onChange={(event) => setDay(event.target.value)} />
        <Stepper
          label={t('party')}
          value={party}
          decrementLabel={form('fewer', { of: t('party') })}
          incrementLabel={form('more', { of: t('party') })}
          onValueChange={setParty}
        />
        <Select
          label={t('channel')}
          value={channel}
          options={CHANNELS.map((value) => ({ value, label: channels(value) }))}
          onValueChange={setChannel}
        />
      </div>
      <div role="status" aria-busy={query.isFetching} data-testid="bookable" className="mt-4">
        {query.error ? (
          <div className="flex flex-wrap items-center gap-3 text-bad-text text-sm">
            {errorText(query.error)}
            <Button size="sm" onClick={() => void query.refetch()}>
              {t('retry')}
            </Button>
          </div>
        ) : !isDay ? (
          <p className="text-ink-soft text-sm">{t('noDay')}</p>
        ) : !answer ? (
          <Spinner />
        ) : answer.slots.length > 0 ? (
          <Slots slots={answer.slots} lists={lists} timeZone={venue.timeZone} />
        ) : (
          <>
            <p className="font-medium">{t(`why.${whyNone(lists, asked, today)}`)}</p>
            {answer.nearest.length > 0 && <Nearest times={answer.nearest} timeZone={venue.timeZone} />}
          </>
        )}
      </div>
    </Part>
  );
}

interface SlotsProps {
  slots: Availability['slots'];
  lists: PlanView['lists'];
  timeZone: string;
}

/** Each time with the table that would be given, and how many others would do. */
function Slots({ slots, lists, timeZone }: SlotsProps) {
  const t = useTranslations('layout.services.preview');
  const times = slots.map(({ at }) => localTimeOf(at, timeZone));
  return (
    <>
      <p className="mb-2 text-ink-soft text-sm">{t('count', { count: slots.length })}</p>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(9.5rem,1fr))] gap-2">
        {slots.map(({ at, offset, options }, i) => {
          const [first, ...others] = options;
          const label = first && labelIn(lists.tables, first.tableIds);
          return (
            <li key={at} className="rounded-control bg-sunken px-3 py-2">
              <p className="figures text-lg">
                {times[i]}
                {times.filter((time) => time === times[i]).length > 1 && (
                  <span className="ml-1.5 text-ink-soft text-sm">{t('offset', { offset })}</span>
                )}
              </p>
              <p className="break-words text-ink-soft text-sm">
                {label ? t('tables', { tables: isolate(label), others: others.length }) : t('noTable')}
              </p>
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** Where there is something, on other days. */
function Nearest({ times, timeZone }: { times: Availability['nearest']; timeZone: string }) {
  const t = useTranslations('layout.services.preview');
  const format = useFormatter();
  const shown = times.map(({ at }) =>
    format.dateTime(new Date(at), {
      ...{ weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', timeZone },
    }),
  );
  return <p className="mt-1 text-ink-soft text-sm">{t('nearest', { times: format.list(shown) })}</p>;
}
