'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import clsx from 'clsx';
import { useEffect } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { PlanDays } from '@/modules/reservations/answers';
import { reservasQueryKeys } from '@/modules/reservations/client/query-keys';
import { reservasApi } from '@/modules/reservations/client/reservas-api';
import type { Service } from '@/modules/services/wire';
import { noonOf } from '@/modules/venues/business-day';
import { ListFailed, ListLoading } from '@/shell/list-states';
import { useSettled } from '@/ui/use-settled';
import { useDay } from '../reservas/components/day-context';
import { useVenueScreen } from '../reservas/components/venue-context';
import { monthOf, weekOf } from './days';
import { usePlan } from './plan-context';

type DayPlan = PlanDays['days'][number];

/** How long events may come in before the figures are read again. */
const PAUSE_MS = 1_500;

/** The figures of some days, read again when something has happened. */
function useDays(days: readonly string[]) {
  const { businessId } = useVenueScreen();
  const { live } = useDay();
  const queryClient = useQueryClient();
  const [from = ''] = days;
  const queryKey = reservasQueryKeys.planDays(businessId, from, days.length);
  const read = useQuery({
    queryKey,
    queryFn: ({ signal }) => reservasApi.planDays(businessId, from, days.length, signal),
  });
  const seq = useSettled(live.stream.cursor?.seq ?? 0, PAUSE_MS);
  useEffect(() => {
    void seq;
    void queryClient.invalidateQueries({ queryKey: [...reservasQueryKeys.all(businessId), 'plan'] });
  }, [seq, queryClient, businessId]);
  return read;
}

interface DaysProps {
  /** Opens a day. */
  onDay: (day: string) => void;
}

/** Seven days, each with its services and how many come to them. */
export function WeekView({ onDay }: DaysProps) {
  const t = useTranslations('plan');
  const format = useFormatter();
  const { day } = useDay();
  const { today } = useVenueScreen();
  const { lists } = usePlan();
  const read = useDays(weekOf(day));
  if (!read.data) return <Waiting read={read} />;
  const most = Math.max(1, ...read.data.days.map(({ covers }) => covers));
  return (
    <ul data-testid="plan-week" aria-label={t('views.week')} className="grid gap-2 lg:grid-cols-7">
      {read.data.days.map((plan) => (
        <li key={plan.day} className="min-w-0">
          <button
            type="button"
            data-day={plan.day}
            aria-current={plan.day === today ? 'date' : undefined}
            onClick={() => onDay(plan.day)}
            className={clsx(
              'grid w-full content-start gap-3 rounded-card border bg-surface p-3 text-left hover:bg-hover max-lg:grid-cols-[minmax(0,1fr)_auto] lg:h-full lg:min-h-64',
              plan.day === today ? 'border-2 border-accent' : 'border-line',
            )}
          >
            <span className="grid">
              <span className="font-semibold text-sm first-letter:uppercase">
                {format.dateTime(noonOf(plan.day), { weekday: 'long' })}
              </span>
              <span className="text-ink-soft text-sm">
                {format.dateTime(noonOf(plan.day), { day: 'numeric', month: 'short' })}
              </span>
            </span>
            <span className="grid max-lg:justify-items-end">
              <span className="figures text-2xl">{format.number(plan.covers)}</span>
              <span className="text-ink-soft text-xs">{t('load', { parties: plan.parties, covers: plan.covers })}</span>
            </span>
            <Bar share={plan.covers / most} />
            <Services plan={plan} services={lists.services} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function Bar({ share }: { share: number }) {
  return (
    <span aria-hidden className="col-span-full block h-1.5 overflow-hidden rounded-full bg-sunken">
      <span className="block h-full rounded-full bg-accent" style={{ width: `${Math.round(share * 100)}%` }} />
    </span>
  );
}

function Services({ plan, services }: { plan: DayPlan; services: readonly Service[] }) {
  const t = useTranslations('plan');
  const format = useFormatter();
  if (plan.services.length === 0) return null;
  return (
    <span className="col-span-full grid gap-1 text-sm">
      {plan.services.map(({ serviceId, covers }) => {
        const name = services.find(({ id }) => id === serviceId)?.name;
        return (
          <span key={serviceId ?? ''} className="flex justify-between gap-2">
            <span className="truncate text-ink-soft">{name ? isolate(name) : t('noService')}</span>
            <span className="font-semibold tabular-nums">{format.number(covers)}</span>
          </span>
        );
      })}
    </span>
  );
}

/** A calendar: how many people come on each day of a month. */
export function MonthView({ onDay }: DaysProps) {
  const t = useTranslations('plan');
  const format = useFormatter();
  const { day } = useDay();
  const { today } = useVenueScreen();
  const weeks = monthOf(day);
  const read = useDays(weeks.flat());
  if (!read.data) return <Waiting read={read} />;
  const plans = new Map(read.data.days.map((plan) => [plan.day, plan]));
  const most = Math.max(1, ...read.data.days.map(({ covers }) => covers));
  return (
    <table
      data-testid="plan-month"
      className="w-full table-fixed border-separate border-spacing-1 rounded-card border border-line bg-surface p-1 sm:border-spacing-1.5 sm:p-2"
    >
      <caption className="sr-only">{t('views.month')}</caption>
      <thead>
        <tr>
          {(weeks[0] ?? []).map((each) => (
            <th key={each} scope="col" className="py-1 font-medium text-ink-soft text-xs">
              <abbr title={format.dateTime(noonOf(each), { weekday: 'long' })} className="no-underline">
                {format.dateTime(noonOf(each), { weekday: 'short' })}
              </abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((each) => {
              const plan = plans.get(each);
              const isOther = each.slice(0, 7) !== day.slice(0, 7);
              return (
                <td key={each} className="p-0">
                  <button
                    type="button"
                    data-day={each}
                    aria-current={each === today ? 'date' : undefined}
                    aria-label={t('dayLoad', {
                      day: format.dateTime(noonOf(each), { weekday: 'long', day: 'numeric', month: 'long' }),
                      ...{ parties: plan?.parties ?? 0, covers: plan?.covers ?? 0 },
                    })}
                    onClick={() => onDay(each)}
                    className={clsx(
                      'relative grid h-16 w-full content-between overflow-hidden rounded-control border p-1.5 text-left hover:bg-hover sm:h-24 sm:p-2',
                      each === today ? 'border-2 border-accent' : 'border-line',
                      isOther ? 'bg-sunken text-ink-soft' : 'bg-surface',
                    )}
                  >
                    <span className="text-xs tabular-nums">{Number(each.slice(8))}</span>
                    <span className="figures text-base sm:text-xl">
                      {plan?.covers ? format.number(plan.covers) : ''}
                    </span>
                    <span
                      aria-hidden
                      className="absolute bottom-0 left-0 h-1 bg-accent"
                      style={{ width: `${Math.round(((plan?.covers ?? 0) / most) * 100)}%` }}
                    />
                  </button>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Waiting({ read }: { read: ReturnType<typeof useDays> }) {
  const t = useTranslations('plan');
  if (!read.error) return <ListLoading />;
  return (
    <ListFailed title={t('failed')} error={read.error} busy={read.isFetching} onRetry={() => void read.refetch()} />
  );
}
