'use client';
import { type KeyboardEvent, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { TableShape } from '@/modules/tables/ui/table-shape';
import type { DiningTable, Plan as TablePlan } from '@/modules/tables/wire';
import { useVenueScreen } from '../reservas/components/venue-context';
import { timeText } from './frame';
import { blocksOf, type Line, type Occupancy, occupancyOf, type Tone, toneOf } from './lines';
import { usePlan } from './plan-context';
import type { Visit } from './turns';

type TableLine = Extract<Line, { kind: 'table' }>;
type Placed = DiningTable & { readonly plan: TablePlan };

interface Area {
  readonly key: string;
  readonly name: string | null;
  readonly tables: readonly TableLine[];
}

/** Units of 10 cm around the outermost tables: a chair, and what marks a choice. */
const MARGIN = 6;
const NO_VISITS: readonly Visit[] = [];
const hasPlan = (table: DiningTable): table is Placed => table.plan !== null;

function areasOf(lines: readonly Line[]): Area[] {
  const areas: { key: string; name: string | null; tables: TableLine[] }[] = [];
  for (const line of lines) {
    if (line.kind === 'zone') areas.push({ key: line.key, name: line.name, tables: [] });
    else areas.at(-1)?.tables.push(line);
  }
  return areas;
}

/** Who sits where now: the tables of each zone as they stand, and those that are on no plan. */
export function FloorView() {
  const t = useTranslations('plan');
  const { lines } = usePlan();
  const areas = useMemo(() => areasOf(lines), [lines]);
  return (
    <section aria-label={t('views.floor')} data-testid="plan-floor" className="grid items-start gap-4 lg:grid-cols-2">
      {areas.map((area) => (
        <Zone key={area.key} area={area} />
      ))}
    </section>
  );
}

function Zone({ area: { name, tables } }: { area: Area }) {
  const t = useTranslations('plan');
  const drawn = tables.flatMap(({ table, isOff }) => (hasPlan(table) ? [{ table, isOff }] : []));
  const others = tables.filter(({ table }) => !hasPlan(table));
  return (
    <section className="grid min-w-0 gap-3 rounded-card border border-line bg-surface p-3 sm:p-4">
      <h2 className="font-semibold">{name === null ? t('noZone') : isolate(name)}</h2>
      {drawn.length > 0 && (
        <svg viewBox={boxOf(drawn.map(({ table }) => table))} className="h-auto max-h-[32rem] w-full">
          <title>{name ?? t('noZone')}</title>
          {drawn.map(({ table, isOff }) => (
            <DrawnTable key={table.id} table={table} isOff={isOff} />
          ))}
        </svg>
      )}
      {others.length > 0 && (
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(9rem,1fr))] gap-2">
          {others.map(({ table, isOff }) => (
            <li key={table.id}>
              <ListedTable table={table} isOff={isOff} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function boxOf(tables: readonly Placed[]): string {
  // A table that is turned may reach as far as its longer side.
  const boxes = tables.map(({ plan: { x, y, width, height, turn } }) => {
    const reach =
      turn % 180 === 0 ? { width, height } : { width: Math.max(width, height), height: Math.max(width, height) };
    const [mx, my] = [x + width / 2, y + height / 2];
    return [mx - reach.width / 2, my - reach.height / 2, mx + reach.width / 2, my + reach.height / 2] as const;
  });
  const [left, top] = [Math.min(...boxes.map((box) => box[0])), Math.min(...boxes.map((box) => box[1]))];
  const [right, bottom] = [Math.max(...boxes.map((box) => box[2])), Math.max(...boxes.map((box) => box[3]))];
  // Few tables are not drawn larger than they can be read.
  const width = Math.max(right - left + 2 * MARGIN, 60);
  return `${(left + right - width) / 2} ${top - MARGIN} ${width} ${bottom - top + 2 * MARGIN}`;
}

/** What a table says: who is there until when, or who comes, and what pressing it does. */
function useTable(table: DiningTable, isOff: boolean) {
  const t = useTranslations('plan');
  const { byTable, now, select, book, mayMove, selectedId, lists, frame } = usePlan();
  const { rules } = useVenueScreen();
  const at = Math.min(Math.max(now ?? frame.from, frame.from), frame.until);
  const occupancy = occupancyOf(byTable.get(table.id) ?? NO_VISITS, at);
  const isBlocked = blocksOf(lists.blocks, table).some(
    ({ startsAt, endsAt }) => Date.parse(startsAt) <= at && at < Date.parse(endsAt),
  );
  const tone = toneOf(occupancy, isOff || isBlocked, at);
  const shown = occupancy.present ?? occupancy.next;
  const time = (value: number) => timeText(value, rules.timeZone);
  const when = shown ? labelOf(shown, occupancy, time, t) : t(`tones.${tone}`);
  return {
    tone,
    label: when,
    isSelected: shown !== null && shown.row.id === selectedId,
    name: t('tableNow', {
      ...{ table: isolate(table.name), count: table.maxSeats, tone: t(`tones.${tone}`) },
      party: shown ? `${isolate(shown.row.customerName)}, ${when}` : t('nobody'),
    }),
    isActive: shown !== null || (mayMove && !isOff),
    press: () => (shown ? select(shown.row.id) : mayMove && !isOff && book(null, table.id)),
  };
}

function labelOf(
  { turn, from, until, row }: Visit,
  { present }: Occupancy,
  time: (at: number) => string,
  t: ReturnType<typeof useTranslations<'plan'>>,
): string {
  if (!present) return t('comesAt', { time: time(from) });
  if (turn === 'seated') return t('untilTime', { time: time(until) });
  if (turn === 'over') return t('sinceTime', { time: time(Date.parse(row.seatedAt ?? row.reservedAt)) });
  return time(from);
}

/** What makes a part of a picture, which has no button of its own, one: for pointers and for the keyboard. */
function buttonOf(press: () => void) {
  const type = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    press();
  };
  return { role: 'button', tabIndex: 0, onClick: press, onKeyDown: type };
}

function DrawnTable({ table, isOff }: { table: Placed; isOff: boolean }) {
  const { tone, label, isSelected, name, isActive, press } = useTable(table, isOff);
  return (
    <g
      {...buttonOf(press)}
      aria-label={name}
      aria-disabled={!isActive}
      data-floor-table={table.id}
      data-tone={tone}
      className="cursor-pointer outline-none focus-visible:[&_rect]:stroke-accent focus-visible:[&_rect]:[stroke-width:1]"
    >
      <TableShape table={table} tone={tone} label={label} selected={isSelected} />
    </g>
  );
}

const TONES: Record<Tone, string> = {
  free: 'border-line-strong bg-surface text-ink',
  due: 'border-info border-dashed bg-info-soft text-info-text',
  seated: 'border-ok border-2 bg-ok-soft text-ok-text',
  late: 'border-bad bg-bad-soft text-bad-text',
  off: 'border-line-strong border-dotted bg-sunken text-ink-faint',
};

function ListedTable({ table, isOff }: { table: DiningTable; isOff: boolean }) {
  const { tone, label, isSelected, name, press } = useTable(table, isOff);
  return (
    <button
      type="button"
      aria-label={name}
      aria-pressed={isSelected}
      data-floor-table={table.id}
      data-tone={tone}
      onClick={press}
      className={`grid min-h-14 w-full content-center rounded-control border px-3 py-1.5 text-left ${TONES[tone]} ${isSelected ? 'ring-2 ring-accent' : ''}`}
    >
      <span className="truncate font-semibold text-sm">{table.name}</span>
      <span className="truncate text-xs">{label}</span>
    </button>
  );
}
