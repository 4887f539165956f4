'use client';
import { type RefObject, useEffect, useId, useLayoutEffect, useMemo, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { useDay } from '../reservas/components/day-context';
import { useVenueScreen } from '../reservas/components/venue-context';
import { type Carried, type Ground, watchCarrying } from './carry';
import { QUARTER, snap, stepAt, timeText } from './frame';
import { HEAD, LABEL, LANE, PER_QUARTER, type PlacedLine, placeLines } from './placed-lines';
import { type Plan, usePlan } from './plan-context';
import { LineRow, TimeHead } from './time-line-rows';
import { Tray } from './tray';
import type { Visit } from './turns';
import { useInView } from './use-in-view';

const HOUR = 4 * QUARTER;
const NO_VISITS: readonly Visit[] = [];
/** What scrolls is reached by the keyboard, also where nobody has a table. */
const SCROLLED = { tabIndex: 0 };

/** Tables by time: who has which, and when. Parties are carried to another time or table by mouse, finger and arrow keys. */
export function TimeLine() {
  const t = useTranslations('plan');
  const plan = usePlan();
  const { frame, lines, byTable, now, isTonight, mayMove } = plan;
  const { rules } = useVenueScreen();
  const helpId = useId();
  const root = useRef<HTMLElement>(null);
  const scroller = useRef<HTMLElement>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const mark = useRef<HTMLDivElement>(null);
  const voice = useRef<HTMLParagraphElement>(null);
  const view = useInView(scroller);
  const placed = useMemo(() => placeLines(lines, byTable), [lines, byTable]);
  const xOf = (at: number) => LABEL + ((at - frame.from) / QUARTER) * PER_QUARTER;
  const width = xOf(frame.until);
  const last = placed.at(-1);
  const height = last ? last.top + last.height : HEAD;
  const ground = useGround(plan, placed, xOf);
  useEffect(() => {
    const [within, scrolled, drawn, shown, said] = [root, scroller, canvas, mark, voice].map(({ current }) => current);
    if (!within || !scrolled || !drawn || !shown || !said) return;
    return watchCarrying(
      { root: within, scroller: scrolled, canvas: drawn, mark: shown, voice: said },
      () => ground.current,
    );
  }, [ground]);
  useFirstSight(scroller, plan, xOf);
  const waiting = useMemo(() => (byTable.get('') ?? NO_VISITS).filter(({ turn }) => turn !== 'left'), [byTable]);
  const help = mayMove ? helpId : undefined;
  const isNowSeen = isTonight && now !== null && now >= frame.from && now <= frame.until;
  return (
    <section
      ref={root}
      aria-label={t('views.line')}
      data-testid="plan-line"
      className="min-w-0 overflow-hidden rounded-card border border-line bg-surface"
    >
      <Tray visits={waiting} help={help} />
      <section
        ref={scroller}
        {...SCROLLED}
        aria-label={t('scroll')}
        data-testid="plan-scroller"
        className="relative max-h-[max(24rem,calc(100dvh-17rem))] overflow-auto"
      >
        <div
          ref={canvas}
          className="relative bg-[image:linear-gradient(to_right,var(--line)_1px,transparent_1px)]"
          style={{
            ...{ width, height, backgroundSize: `${4 * PER_QUARTER}px 100%` },
            backgroundPositionX: xOf(Math.ceil(frame.from / HOUR) * HOUR),
          }}
        >
          <TimeHead frame={frame} timeZone={rules.timeZone} xOf={xOf} height={HEAD} now={isNowSeen ? now : null} />
          {placed.map((each) =>
            each.top > view.bottom || each.top + each.height < view.top ? null : (
              <LineRow key={each.line.key} placed={each} plan={plan} view={view} xOf={xOf} lane={LANE} help={help} />
            ),
          )}
          {isNowSeen && (
            <div
              aria-hidden
              data-testid="plan-now"
              className="pointer-events-none absolute top-0 bottom-0 z-2 w-0.5 bg-accent"
              style={{ left: xOf(now) }}
            />
          )}
          <div
            ref={mark}
            hidden
            aria-hidden
            data-testid="plan-mark"
            className="pointer-events-none absolute top-0 left-0 z-20 overflow-hidden whitespace-nowrap rounded-[0.5rem] border-2 border-accent border-dashed bg-accent-soft px-2 font-semibold text-accent-text text-sm"
          />
        </div>
      </section>
      <p ref={voice} role="status" className="sr-only" />
      <p id={helpId} className="sr-only">
        {t('moveHelp')}
      </p>
    </section>
  );
}

/** What the carrier asks, always by the plan that was drawn last. */
function useGround(plan: Plan, placed: readonly PlacedLine[], xOf: (at: number) => number) {
  const { rules } = useVenueScreen();
  const { frame, visits, mayMove, moves, namesOf, select, book } = plan;
  const tables = placed.flatMap(({ line, top, height }) =>
    line.kind === 'table' ? [{ tableId: line.table.id, top, height }] : [],
  );
  const visitOf = (id: string) => visits.find(({ row }) => row.id === id);
  const ground: Ground = {
    carriedOf(id, tableId): Carried | null {
      const visit = visitOf(id);
      if (!visit || !mayMove || visit.turn === 'left') return null;
      const { from, until, row } = visit;
      return { id, tableId, from, until, mayChangeTime: row.seatedAt === null };
    },
    xOf,
    timeAt: (x) => frame.from + ((x - LABEL) / PER_QUARTER) * QUARTER,
    snap: (at) => snap(frame.windows, at),
    stepAt: (at) => stepAt(frame.windows, at),
    lineAt: (y) => tables.find(({ top, height }) => top <= y && y < top + height) ?? null,
    lineOf: (tableId) => tables.find((line) => line.tableId === tableId) ?? null,
    nextTable(tableId, by) {
      const at = tables.findIndex((line) => line.tableId === tableId);
      return (at === -1 ? tables[0] : (tables[at + by] ?? tables[at]))?.tableId ?? null;
    },
    textOf: ({ at, tableId }) => `${timeText(at, rules.timeZone)} · ${namesOf([tableId])}`,
    drop(carried, { at, tableId }) {
      const visit = visitOf(carried.id);
      if (!visit) return;
      const { row } = visit;
      // A party at joined tables leaves the one from which it was taken.
      const kept = visit.tableIds.filter((id) => id !== carried.tableId && id !== tableId);
      const tableIds = carried.tableId === null ? [tableId] : [...kept, tableId];
      const isLater = carried.mayChangeTime && at !== carried.from;
      void moves.give(row, { tableIds, at: isLater ? new Date(at).toISOString() : undefined });
    },
    giveUp: () => undefined,
    open: select,
    book({ at, tableId }) {
      if (mayMove) book(snap(frame.windows, at - stepAt(frame.windows, at) / 2), tableId);
    },
  };
  const held = useRef(ground);
  useLayoutEffect(() => {
    held.current = ground;
  });
  return held;
}

/** A day is first seen where something goes on: an hour before now tonight, at its first party or opening on another day. */
function useFirstSight(
  scroller: RefObject<HTMLElement | null>,
  { frame, visits, isTonight, now }: Plan,
  xOf: (at: number) => number,
): void {
  const isKnown = now !== null;
  const first = visits.reduce((least, { from }) => Math.min(least, from), frame.until);
  const start = visits.length === 0 ? frame.from : Math.max(frame.from, first);
  const wanted = isTonight && now !== null ? Math.max(now - HOUR, start) : start;
  const { day } = useDay();
  const x = Math.max(0, xOf(Math.floor(wanted / HOUR) * HOUR) - LABEL);
  const seen = useRef<{ readonly day: string; readonly from: number } | null>(null);
  useEffect(() => {
    const last = seen.current;
    const element = scroller.current;
    if (!isKnown || !element || (last?.day === day && last.from === frame.from)) return;
    seen.current = { day, from: frame.from };
    // Where an earlier party makes the line longer, what is in sight stays.
    if (last?.day === day) element.scrollLeft += ((last.from - frame.from) / QUARTER) * PER_QUARTER;
    else element.scrollLeft = x;
  }, [isKnown, day, frame.from, scroller, x]);
}
