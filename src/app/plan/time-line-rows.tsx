'use client';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { type Frame, hoursOf, timeText } from './frame';
import { blocksOf } from './lines';
import { LABEL, type PlacedLine } from './placed-lines';
import type { Plan } from './plan-context';
import type { InView } from './use-in-view';
import { VisitBar } from './visit-bar';

/** Half of the width of the time now, in pixels: at the start of the line it stands beside the names. */
const NOW = 24;

interface TimeHeadProps {
  frame: Frame;
  timeZone: string;
  xOf: (at: number) => number;
  height: number;
  /** Null where now is not in the frame. */
  now: number | null;
}

/** The hours above the lines, which stay in sight. */
export function TimeHead({ frame, timeZone, xOf, height, now }: TimeHeadProps) {
  return (
    <div aria-hidden className="sticky top-0 z-10 border-line border-b bg-surface" style={{ height }}>
      {hoursOf(frame, timeZone).map(({ at, label }) => (
        <span
          key={at}
          className="absolute top-2 -translate-x-1/2 whitespace-nowrap bg-surface px-1 text-ink-soft text-xs tabular-nums"
          style={{ left: xOf(at) }}
        >
          {label}
        </span>
      ))}
      {now !== null && (
        <span
          className="absolute top-1.5 -translate-x-1/2 rounded-full bg-accent px-1.5 py-0.5 font-semibold text-accent-ink text-xs tabular-nums"
          style={{ left: Math.max(xOf(now), LABEL + NOW) }}
        >
          {timeText(now, timeZone)}
        </span>
      )}
      <span className="sticky left-0 block h-full bg-surface" style={{ width: LABEL - 1 }} />
    </div>
  );
}

interface LineRowProps {
  placed: PlacedLine;
  plan: Plan;
  view: InView;
  xOf: (at: number) => number;
  /** Pixels of one party's height. */
  lane: number;
  help: string | undefined;
}

/** A zone's name, or a table with who has it and when it is closed. Of its parties only those in sight are there. */
export function LineRow({ placed: { line, top, height, laned }, plan, view, xOf, lane, help }: LineRowProps) {
  const t = useTranslations('plan');
  const { lists, namesOf, selectedId, frame } = plan;
  if (line.kind === 'zone') {
    return (
      <div
        className="absolute top-0 right-0 left-0 border-line border-b bg-sunken"
        style={{ transform: `translateY(${top}px)`, height }}
      >
        <h2 className="sticky left-0 inline-block px-3 py-1.5 font-semibold text-ink-soft text-xs">
          {line.name === null ? t('noZone') : isolate(line.name)}{' '}
          <span className="font-normal">{t('seats', { count: line.seats })}</span>
        </h2>
      </div>
    );
  }
  const { table, isOff } = line;
  const isSeen = (from: number, until: number) => xOf(until) >= view.left && xOf(from) <= view.right;
  const blocked = blocksOf(lists.blocks, table)
    .map(({ id, startsAt, endsAt, reason }) => ({
      ...{ id, reason, from: Math.max(frame.from, Date.parse(startsAt)) },
      until: Math.min(frame.until, Date.parse(endsAt)),
    }))
    .filter(({ from, until }) => from < until && isSeen(from, until));
  return (
    <div
      data-empty=""
      data-line={table.id}
      className="absolute top-0 right-0 left-0 border-line border-b"
      style={{ transform: `translateY(${top}px)`, height }}
    >
      <div
        className={clsx(
          'sticky left-0 z-3 flex h-full flex-col justify-center border-line border-r bg-surface px-2 leading-tight',
          isOff && 'text-ink-faint line-through',
        )}
        style={{ width: LABEL }}
      >
        <span className="line-clamp-2 break-words font-semibold text-sm">{table.name}</span>
        <span className="text-ink-soft text-xs">{t('seats', { count: table.maxSeats })}</span>
      </div>
      {blocked.map(({ id, reason, from, until }) => (
        <div
          key={id}
          data-testid="plan-block"
          className="absolute top-0.5 bottom-0.5 overflow-hidden rounded-[0.5rem] border border-line-strong border-dashed bg-[image:repeating-linear-gradient(135deg,var(--sunken)_0_6px,transparent_6px_12px)] px-2 py-1 text-ink-soft text-xs"
          style={{ left: xOf(from), width: xOf(until) - xOf(from) }}
        >
          <span className="rounded bg-surface px-1">{reason ? isolate(reason) : t('blocked')}</span>
        </div>
      ))}
      {laned.map(({ visit, lane: at }) => {
        const [from, until] = [Math.max(frame.from, visit.from), Math.min(frame.until, visit.until)];
        if (!isSeen(from, until)) return null;
        return (
          <VisitBar
            key={visit.row.id}
            visit={visit}
            tableId={table.id}
            tables={namesOf(visit.tableIds)}
            {...{
              left: xOf(from),
              top: at * lane + 2,
              height: lane - 2,
              width: Math.max(12, xOf(until) - xOf(from) - 1),
            }}
            isSelected={visit.row.id === selectedId}
            help={help}
          />
        );
      })}
    </div>
  );
}
