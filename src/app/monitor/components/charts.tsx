'use client';
import type { ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { Overview } from '@/modules/monitor/answers';
import { BarChart } from '@/ui/time-chart';

/** The last fifteen minutes: how many changes were sent, and how long they took. */
export function Charts({ series, totals }: Pick<Overview, 'series' | 'totals'>) {
  const t = useTranslations('monitor.charts');
  const format = useFormatter();
  const ms = useTranslations('monitor.summary');
  const events = series.map((point) => point.events);
  const total = events.reduce((sum, count) => sum + count, 0);
  const max = Math.max(...events);
  const inMs = (value: number | null) => (value === null ? ms('none') : ms('ms', { value }));
  const axis = [t('ago'), t('mid'), t('now')];
  return (
    <div className="grid gap-6 max-md:order-last md:grid-cols-2">
      <Card title={t('events')} hint={t('eventsHint')}>
        {total === 0 ? (
          <Nothing text={t('empty')} />
        ) : (
          <BarChart
            layers={[{ values: events, className: 'fill-accent' }]}
            label={t('eventsText', { total, max })}
            axis={axis}
            unit={(value) => format.number(value)}
          />
        )}
      </Card>
      <Card
        title={t('latency')}
        hint={t('latencyHint')}
        legend={
          <>
            <Key className="bg-accent" text={t('p50')} />
            <Key className="bg-info" text={t('p99')} />
          </>
        }
      >
        {total === 0 ? (
          <Nothing text={t('empty')} />
        ) : (
          <BarChart
            layers={[
              { values: series.map((point) => point.p99), className: 'fill-info' },
              { values: series.map((point) => point.p50), className: 'fill-accent' },
            ]}
            label={t('latencyText', { p50: inMs(totals.p50), p99: inMs(totals.p99) })}
            axis={axis}
            unit={(value) => ms('ms', { value })}
          />
        )}
      </Card>
    </div>
  );
}

interface CardProps {
  title: string;
  hint: string;
  legend?: ReactNode;
  children: ReactNode;
}

function Card({ title, hint, legend, children }: CardProps) {
  return (
    <section className="min-w-0 rounded-card bg-surface p-5 ring-1 ring-line sm:px-6">
      <div className="mb-4 flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h2 className="display text-base">{title}</h2>
        <p className="text-ink-soft text-sm">{hint}</p>
        {legend && <p className="ml-auto flex gap-4 text-ink-soft text-sm">{legend}</p>}
      </div>
      {children}
    </section>
  );
}

function Key({ className, text }: { className: string; text: string }) {
  return (
    <span className="flex items-center gap-1.5">
      <span aria-hidden className={`h-1 w-4 rounded-full ${className}`} />
      {text}
    </span>
  );
}

function Nothing({ text }: { text: string }) {
  return <p className="grid h-34 place-items-center text-ink-soft text-sm">{text}</p>;
}
