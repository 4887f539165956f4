'use client';
import { Clock, Phone, Users } from 'lucide-react';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { DayRules } from '@/modules/venues/business-day';
import { noonOf } from '@/modules/venues/business-day';
import type { WaitlistEntry } from '@/modules/waitlist/wire';
import { Badge, type Tone } from '@/ui/badge';
import { EntryActions } from './entry-actions';
import type { Wait } from './use-waits';

const TONES: Record<WaitlistEntry['state'], Tone> = {
  ...{ WAITING: 'neutral', OFFERED: 'accent', ACCEPTED: 'ok' },
  ...{ EXPIRED: 'warn', DECLINED: 'warn', CANCELLED: 'neutral' },
};

interface EntryRowProps {
  entry: WaitlistEntry;
  place: number;
  businessId: string;
  rules: DayRules;
  venueName: string;
  mayWrite: boolean;
  now: number | null;
  today: string | null;
  wait: Wait | undefined;
  showDay?: boolean;
}

/** One party: who it is, since when and how long it waits, what it is offered, and what can be done. */
export function EntryRow({ entry, place, wait, now, today, rules, showDay = false, ...actions }: EntryRowProps) {
  const t = useTranslations('waitlist');
  const format = useFormatter();
  const { customerName, customerPhone, guestCount, notes, state, offer, source, priority, createdAt } = entry;
  const clock = (at: string) =>
    format.dateTime(new Date(at), { timeZone: rules.timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const isTonight = entry.businessDay === today;
  const isOver = state === 'OFFERED' && offer !== null && now !== null && new Date(offer.expiresAt).getTime() <= now;
  const shown = isOver ? 'EXPIRED' : state;
  const [isOffering, setOffering] = useState(false);
  return (
    <li data-testid="entry" data-state={shown} className="grid gap-3 px-4 py-4 sm:px-5">
      <div className="flex items-start gap-3">
        {(state === 'WAITING' || state === 'OFFERED') && (
          <span
            aria-hidden
            className="flex size-9 shrink-0 items-center justify-center rounded-full bg-sunken font-semibold tabular-nums"
          >
            {place}
          </span>
        )}
        <div className="min-w-0 grow">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-semibold">
            <span className="min-w-0 break-words">{customerName}</span>
            {priority > 0 && (
              <Badge small tone="info">
                {t('first')}
              </Badge>
            )}
            {state !== 'WAITING' && (
              <Badge small tone={TONES[shown]}>
                {t(`state.${shown}`)}
              </Badge>
            )}
          </p>
          <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-soft text-sm">
            <span className="inline-flex items-center gap-1">
              <Users aria-hidden size={15} />
              {t('party', { count: guestCount })}
            </span>
            <span>{windowOf(t, entry)}</span>
            <span>{t(`source.${source}`, { hour: clock(createdAt) })}</span>
            {showDay && (
              <span>
                {format.dateTime(noonOf(entry.businessDay), { timeZone: 'UTC', day: 'numeric', month: 'short' })}
              </span>
            )}
            {customerPhone && (
              <a href={`tel:${customerPhone}`} className="-my-3 inline-flex min-h-11 items-center gap-1 underline">
                <Phone aria-hidden size={15} />
                {customerPhone}
              </a>
            )}
          </p>
          {notes && <p className="mt-1 whitespace-pre-line break-words text-sm">{notes}</p>}
          {state === 'OFFERED' && offer && (
            <p className="mt-2 text-sm">
              {offer.tableName
                ? t('offered', { hour: clock(offer.at), table: offer.tableName })
                : t('offeredNoTable', { hour: clock(offer.at) })}{' '}
              <strong className="tabular-nums">
                {isOver ? t('offerOver') : t('offerLeft', { time: leftOf(offer.expiresAt, now) })}
              </strong>
            </p>
          )}
        </div>
        {isTonight && state === 'WAITING' && wait !== undefined && (
          <p
            data-testid="wait"
            className="flex shrink-0 items-center gap-1.5 text-right font-semibold text-sm tabular-nums"
          >
            <Clock aria-hidden size={16} />
            {waitText(t, wait)}
          </p>
        )}
      </div>
      {actions.mayWrite && (
        <EntryActions
          {...actions}
          entry={entry}
          today={today}
          state={shown}
          rules={rules}
          isOffering={isOffering}
          onOffering={setOffering}
        />
      )}
    </li>
  );
}

type Words = ReturnType<typeof useTranslations<'waitlist'>>;

function windowOf(t: Words, { wishFrom: from, wishUntil: until }: WaitlistEntry): string {
  if (from !== null && from === until) return t('at', { from });
  if (from !== null && until !== null) return t('between', { from, until });
  if (from !== null) return t('after', { from });
  return until === null ? t('any') : t('before', { until });
}

/** Nobody knows more than a range. */
function waitText(t: Words, wait: Wait): string {
  if (wait === null) return t('unknown');
  return wait.most === 0 ? t('freeNow') : t('wait', { least: wait.least, most: wait.most });
}

/** Minutes and seconds. */
function leftOf(end: string, now: number | null): string {
  const seconds = now === null ? 0 : Math.max(0, Math.ceil((new Date(end).getTime() - now) / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
