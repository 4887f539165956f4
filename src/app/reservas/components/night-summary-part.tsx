'use client';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { NightSummary } from '@/modules/attendance/answers';
import { nightApi } from '@/modules/attendance/client/night-api';
import { gatesApi } from '@/modules/gates/client/gates-api';
import { reservasQueryKeys } from '@/modules/reservations/client/query-keys';
import { localTimeOf } from '@/modules/venues/business-day';
import { Button } from '@/ui/button';
import { useVenueScreen } from './venue-context';

export interface NightSummaryProps {
  day: string;
  /** People who have arrived: when it changes, the summary is read again. */
  arrived: number;
}

/** What became of a night: who came, who did not, and when people arrived. */
export function NightSummaryPart({ day, arrived }: NightSummaryProps) {
  const t = useTranslations('reservas.summary');
  const common = useTranslations('common');
  const { businessId } = useVenueScreen();
  const heading = useId();
  const summary = useQuery({
    queryKey: reservasQueryKeys.summary(businessId, day, arrived),
    queryFn: ({ signal }) => nightApi.summary(businessId, day, signal),
    placeholderData: (before) => (before?.day === day ? before : undefined),
  });
  return (
    <section aria-labelledby={heading} className="mb-3 rounded-card bg-surface p-5 ring-1 ring-line sm:px-6">
      <h2 id={heading} className="display text-lg">
        {t('title')}
      </h2>
      {summary.data ? (
        <Figures summary={summary.data} />
      ) : (
        <div role="status" className="mt-3 flex flex-wrap items-center gap-3 text-ink-soft text-sm">
          {t(summary.error ? 'failed' : 'loading')}
          {summary.error && (
            <Button size="sm" busy={summary.isFetching} onClick={() => void summary.refetch()}>
              {common('retry')}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

function Figures({ summary }: { summary: NightSummary }) {
  const t = useTranslations('reservas.summary');
  const { rules } = useVenueScreen();
  const { arrived, planned, noShows, missing, walkIns, excess, peak, flow, byGate } = summary;
  const entered = byGate.reduce((sum, gate) => sum + gate.entered, 0);
  const facts = [
    { label: t('arrived'), value: t('arrivedOf', { arrived, planned }) },
    { label: t('noShows'), value: t('parties', noShows) },
    // Parties that came in part are missing people as well.
    missing !== noShows.people && { label: t('missing'), value: t('people', { count: missing }) },
    walkIns.people > 0 && {
      label: t('walkIns'),
      value: walkIns.parties > 0 ? t('parties', walkIns) : t('people', { count: walkIns.people }),
    },
    excess > 0 && { label: t('excess'), value: t('people', { count: excess }) },
    peak && { label: t('peak'), value: t('peakOf', peak) },
    // People who came back were counted again.
    entered > arrived && { label: t('entered'), value: t('people', { count: entered }) },
    flow && { label: t('left'), value: t('people', { count: flow.left }) },
    flow && {
      label: t('most'),
      value: t('mostOf', { people: flow.most.people, time: localTimeOf(flow.most.at, rules.timeZone) }),
    },
  ];
  return (
    <div className="mt-3 grid gap-x-10 gap-y-5 lg:grid-cols-2">
      <dl className="grid content-start grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2 text-sm">
        {facts.map(
          (fact) =>
            fact && (
              <div key={fact.label} className="contents">
                <dt className="text-ink-soft">{fact.label}</dt>
                <dd className="font-semibold">{fact.value}</dd>
              </div>
            ),
        )}
      </dl>
      {summary.arrived > 0 && <Hours summary={summary} />}
      {byGate.some(({ gateId }) => gateId !== null) && <Gates byGate={byGate} />}
    </div>
  );
}

/** What each gate counted, under the names that gates have now. */
function Gates({ byGate }: Pick<NightSummary, 'byGate'>) {
  const t = useTranslations('reservas.summary');
  const format = useFormatter();
  const { businessId } = useVenueScreen();
  const gates = useQuery({
    queryKey: ['gate', businessId, 'names'],
    queryFn: ({ signal }) => gatesApi.list(businessId, signal),
  });
  const nameOf = (gateId: string | null) =>
    gateId === null ? t('noGate') : (gates.data?.gates.find(({ id }) => id === gateId)?.name ?? gateId);
  return (
    <table className="w-full self-start text-sm tabular-nums lg:col-span-2">
      <caption className="pb-1 text-left text-ink-soft">{t('byGate')}</caption>
      <thead>
        <tr className="text-left text-ink-soft">
          <th scope="col" className="py-1 pr-3 font-medium">
            {t('gate')}
          </th>
          <th scope="col" className="py-1 pr-3 text-right font-medium">
            {t('entered')}
          </th>
          <th scope="col" className="py-1 text-right font-medium">
            {t('left')}
          </th>
        </tr>
      </thead>
      <tbody>
        {byGate.map(({ gateId, entered, left }) => (
          <tr key={gateId ?? ''} className="border-line border-t">
            <th scope="row" className="break-words py-1 pr-3 text-left font-medium">
              {nameOf(gateId)}
            </th>
            <td className="py-1 pr-3 text-right font-semibold">{format.number(entered)}</td>
            <td className="py-1 text-right font-semibold">{format.number(left)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A table whose figures are drawn as bars too. */
function Hours({ summary: { byHour, withoutHour, peak } }: { summary: NightSummary }) {
  const t = useTranslations('reservas.summary');
  const format = useFormatter();
  const most = Math.max(peak?.people ?? 0, withoutHour);
  const rows = [
    ...byHour.map(({ at, hour, people }) => ({ key: at, name: hour, people })),
    ...(withoutHour === 0 ? [] : [{ key: 'without', name: t('withoutHour'), people: withoutHour }]),
  ];
  return (
    <table className="w-full text-sm tabular-nums">
      <caption className="pb-1 text-left text-ink-soft">{t('byHour')}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">{t('hour')}</th>
          <th scope="col">{t('guests')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, people }) => (
          <tr key={key}>
            <th scope="row" className="w-px whitespace-nowrap py-0.5 pr-3 text-left font-medium text-ink-soft">
              {name}
            </th>
            <td className="py-0.5">
              <span className="flex items-center gap-3">
                <span aria-hidden className="h-3 grow">
                  <span
                    className="summary-bar block h-full rounded-sm bg-accent"
                    style={{ width: `${(100 * Math.max(0, people)) / most}%` }}
                  />
                </span>
                <span className="w-10 shrink-0 text-right font-semibold">{format.number(people)}</span>
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
