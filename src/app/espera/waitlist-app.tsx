'use client';
import { Hourglass, Plus } from 'lucide-react';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { livePage } from '@/app/live/live-page';
import { LiveScreen } from '@/app/live/live-screen';
import { useLiveList } from '@/app/live/use-live-list';
import { businessDayOf, type DayRules, noonOf } from '@/modules/venues/business-day';
import { WAITLIST } from '@/modules/waitlist/client/waitlist-list';
import { isOpen } from '@/modules/waitlist/rules';
import type { WaitlistEntry } from '@/modules/waitlist/wire';
import type { ShellProps } from '@/shell/types';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { useNow } from '@/ui/use-now';
import { EntryList } from './entry-list';
import { EntrySheet } from './entry-sheet';
import { useWaits } from './use-waits';

interface WaitlistAppProps {
  businessId: string;
  rules: DayRules;
  venueName: string;
  mayWrite: boolean;
  shell: ShellProps;
}

/** Who waits for a table, tonight and on later nights: live, like every other screen. */
export const WaitlistApp = livePage(Waiting);

function Waiting({ businessId, rules, venueName, mayWrite, shell }: WaitlistAppProps) {
  const t = useTranslations('waitlist');
  const format = useFormatter();
  const read = useLiveList(WAITLIST, businessId);
  const now = useNow(1000);
  const [adding, setAdding] = useState(false);
  const rows = read.list?.rows ?? [];
  const today = now === null ? null : businessDayOf(new Date(now), rules);
  const open = rows.filter(({ state }) => isOpen(state));
  const ended = rows.filter(({ state }) => !isOpen(state)).reverse();
  const tonight = open.filter(({ businessDay }) => businessDay === today);
  const later = open.filter(({ businessDay }) => today !== null && businessDay > today);
  const waits = useWaits(businessId, tonight);
  const shared = { businessId, rules, venueName, mayWrite, now, today };
  const dayName = (day: string) =>
    format.dateTime(noonOf(day), { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' });
  return (
    <>
      <LiveScreen
        shell={shell}
        read={read}
        title={t('title')}
        lead={t('lead')}
        failed={t('failed')}
        actions={
          mayWrite && (
            <Button variant="primary" icon={<Plus aria-hidden size={18} />} onClick={() => setAdding(true)}>
              {t('add')}
            </Button>
          )
        }
      >
        {() =>
          rows.length === 0 ? (
            <EmptyState
              icon={<Hourglass size={28} />}
              title={t('empty')}
              body={t('emptyBody')}
              action={mayWrite && <Button onClick={() => setAdding(true)}>{t('addFirst')}</Button>}
            />
          ) : (
            <div className="grid gap-8 *:min-w-0">
              <EntryList
                {...shared}
                title={t('tonight', { count: tonight.length })}
                empty={t('nobodyTonight')}
                entries={tonight}
                waits={waits}
              />
              {nightsOf(later).map(([day, entries]) => (
                <EntryList {...shared} key={day} title={dayName(day)} entries={entries} />
              ))}
              {ended.length > 0 && <EntryList {...shared} title={t('ended')} entries={ended} showDay />}
            </div>
          )
        }
      </LiveScreen>
      {adding && today !== null && (
        <EntrySheet businessId={businessId} entry={null} today={today} onClose={() => setAdding(false)} />
      )}
    </>
  );
}

function nightsOf(entries: readonly WaitlistEntry[]): [string, WaitlistEntry[]][] {
  const nights = new Map<string, WaitlistEntry[]>();
  for (const entry of entries) nights.set(entry.businessDay, [...(nights.get(entry.businessDay) ?? []), entry]);
  return [...nights];
}
