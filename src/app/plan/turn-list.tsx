'use client';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { EmptyState } from '@/ui/empty-state';
import { useTop } from '@/ui/use-top';
import { Tags } from '../reservas/components/tags';
import { useVenueScreen } from '../reservas/components/venue-context';
import { type Entry, entriesOf } from './entries';
import { timeText } from './frame';
import { usePlan } from './plan-context';
import { SittingButton } from './sitting-button';
import { TurnBadge } from './turn-look';
import type { Visit } from './turns';

/** Pixels before a line has been measured. */
const HEIGHTS = { time: 40, visit: 76 };

/** The parties of the day by time, each with its tables and what comes next for it. Of a long list only what is near the view is there. */
export function TurnList() {
  const t = useTranslations('plan');
  const { visits } = usePlan();
  const { rules } = useVenueScreen();
  const entries = useMemo(() => entriesOf(visits, (at) => timeText(at, rules.timeZone)), [visits, rules]);
  const list = useRef<HTMLUListElement>(null);
  const virtualizer = useWindowVirtualizer<HTMLLIElement>({
    count: entries.length,
    getItemKey: (index) => entries[index]?.key ?? index,
    estimateSize: (index) => HEIGHTS[entries[index]?.kind ?? 'visit'],
    scrollMargin: useTop(list),
    overscan: 6,
  });
  if (visits.length === 0) return <EmptyState title={t('empty.title')} body={t('empty.body')} />;
  return (
    <ul
      ref={list}
      data-testid="plan-list"
      aria-label={t('views.list')}
      className="relative rounded-card border border-line bg-surface"
      style={{ height: virtualizer.getTotalSize() }}
    >
      {virtualizer.getVirtualItems().map(({ index, start, key }) => {
        const entry = entries[index];
        return (
          entry && (
            <li
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${start - virtualizer.options.scrollMargin}px)` }}
            >
              <EntryLine entry={entry} />
            </li>
          )
        );
      })}
    </ul>
  );
}

function EntryLine({ entry }: { entry: Entry }) {
  const t = useTranslations('plan');
  if (entry.kind === 'visit') return <VisitLine visit={entry.visit} />;
  return (
    <h2 className="flex items-baseline gap-2 border-line border-b bg-sunken px-4 py-2 text-sm">
      <span className="font-semibold tabular-nums">{entry.time}</span>
      <span className="text-ink-soft">{t('load', { parties: entry.parties, covers: entry.guests })}</span>
    </h2>
  );
}

function VisitLine({ visit }: { visit: Visit }) {
  const t = useTranslations('plan');
  const { select, selectedId, namesOf } = usePlan();
  const { row, turn, tableIds } = visit;
  const tables = namesOf(tableIds) || row.tableName;
  return (
    <div
      data-visit-line={row.id}
      data-turn={turn}
      className="flex items-center gap-3 border-line border-b px-4 py-2.5 data-[selected]:bg-accent-soft"
      data-selected={row.id === selectedId ? '' : undefined}
    >
      <button
        type="button"
        onClick={() => select(row.id)}
        className="grid min-h-11 min-w-0 grow content-center gap-1 rounded-control text-left"
      >
        <span className="flex min-w-0 items-baseline gap-2">
          <span className="truncate font-semibold">{row.customerName}</span>
          <span className="shrink-0 text-ink-soft text-sm">{t('people', { count: row.guestCount })}</span>
        </span>
        <span className="flex flex-wrap items-center gap-1.5">
          <span
            className={
              tables
                ? 'rounded-full bg-sunken px-2 font-semibold text-xs leading-5'
                : 'rounded-full border border-line-strong border-dashed px-2 text-ink-soft text-xs leading-5'
            }
          >
            {tables ? isolate(tables) : t('noTable')}
          </span>
          <TurnBadge turn={turn} small />
          <Tags tags={row.tags} look="small" />
        </span>
      </button>
      <SittingButton row={row} isShort />
    </div>
  );
}
