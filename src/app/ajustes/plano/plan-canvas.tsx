import { ZoomIn, ZoomOut } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, type SVGProps, useId, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { middleOf, TableShape } from '@/modules/tables/ui/table-shape';
import type { Combination, Plan } from '@/modules/tables/wire';
import { IconButton } from '@/ui/icon-button';
import { GRID, movedBy, resizedTo, roomOf, TURN, turnedBy } from './plan-geometry';
import type { Placed } from './use-plan-draft';
import { usePlanDrag } from './use-plan-drag';

interface PlanCanvasProps {
  tables: readonly Placed[];
  combinations: readonly Combination[];
  /** The id of a table. */
  selected: string | null;
  onSelect: (id: string | null) => void;
  /** Null takes the table off the plan. */
  onChange: (id: string, plan: Plan | null, gesture?: string) => void;
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ...{ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] },
};

/** An SVG has no elements of its own for these. */
const GROUP = { role: 'group' };
const BUTTON = { role: 'button', tabIndex: 0 };

/** Pixels for each 10 cm: as much as fits, and closer. At the second one, a table for two is as large as a finger. */
const ZOOMS = [0, 5.5, 9, 14];

/** What a key makes of a table; undefined where it means nothing. */
function planAfter(event: KeyboardEvent, plan: Plan): Plan | null | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const arrow = ARROWS[event.key];
  if (arrow && event.shiftKey) return resizedTo(plan, plan.width + arrow[0], plan.height + arrow[1]);
  if (arrow) return movedBy(plan, ...arrow);
  if (event.key.toLowerCase() === 'r') return turnedBy(plan, event.shiftKey ? -TURN : TURN);
  return event.key === 'Delete' || event.key === 'Backspace' ? null : undefined;
}

/** One zone as seen from above. */
export function PlanCanvas({ tables, combinations, selected, onSelect, onChange }: PlanCanvasProps) {
  const t = useTranslations('layout.editor');
  const gridId = useId();
  const svg = useRef<SVGSVGElement>(null);
  const [zoom, setZoom] = useState(1);
  const drag = usePlanDrag({ svg, onSelect, onChange });
  const now = roomOf(tables.map(({ plan }) => plan));
  // The room does not grow under a table that is being dragged.
  const [room, setRoom] = useState(now);
  const isGrown = now.width !== room.width || now.height !== room.height;
  if (isGrown && !drag.isDragging) setRoom(now);
  const { width, height } = room;
  const scale = ZOOMS[zoom] ?? 0;
  const chosen = tables.find(({ id }) => id === selected);

  function onKeyDown(event: KeyboardEvent, { id, plan }: Placed) {
    const after = planAfter(event, plan);
    if (after === undefined) return;
    event.preventDefault();
    onChange(id, after);
  }

  return (
    <div className="relative overflow-hidden rounded-card bg-surface ring-1 ring-line lg:sticky lg:top-20">
      <div className="max-h-[70vh] overflow-auto">
        <svg
          ref={svg}
          {...GROUP}
          aria-label={t('canvas')}
          data-testid="plan"
          viewBox={`0 0 ${width} ${height}`}
          style={{ width: `max(100%, ${Math.round(width * scale)}px)` }}
          className="block h-auto"
          onPointerDown={() => onSelect(null)}
          {...drag.handlers}
        >
          <defs>
            <pattern id={gridId} width={GRID} height={GRID} patternUnits="userSpaceOnUse">
              <circle cx={GRID / 2} cy={GRID / 2} r={0.25} className="fill-line" />
            </pattern>
          </defs>
          <rect width={width} height={height} fill={`url(#${gridId})`} />
          {combinations.map(({ id, tableIds }) => (
            <Link key={id} tables={tables.filter((table) => tableIds.includes(table.id))} />
          ))}
          {tables.map((table) => (
            <PlanTable
              key={table.id}
              table={table}
              isSelected={table.id === selected}
              on={{
                onFocus: () => onSelect(table.id),
                onKeyDown: (event) => onKeyDown(event, table),
                onPointerDown: (event) => drag.start(event, table, 'move'),
              }}
            />
          ))}
          {chosen && <Grip table={chosen} onPointerDown={(event) => drag.start(event, chosen, 'resize')} />}
        </svg>
      </div>
      <div className="absolute right-2 bottom-2 flex gap-1">
        <IconButton
          variant="outline"
          label={t('zoomOut')}
          icon={<ZoomOut aria-hidden size={18} />}
          disabled={zoom === 0}
          onClick={() => setZoom(zoom - 1)}
        />
        <IconButton
          variant="outline"
          label={t('zoomIn')}
          icon={<ZoomIn aria-hidden size={18} />}
          disabled={zoom === ZOOMS.length - 1}
          onClick={() => setZoom(zoom + 1)}
        />
      </div>
    </div>
  );
}

interface PlanTableProps {
  table: Placed;
  isSelected: boolean;
  on: Pick<SVGProps<SVGGElement>, 'onFocus' | 'onKeyDown' | 'onPointerDown'>;
}

/** A table that takes the focus, the keys and the pointer. */
function PlanTable({ table, isSelected, on }: PlanTableProps) {
  const t = useTranslations('layout.editor');
  const button = {
    ...{ ...BUTTON, ...on, 'aria-pressed': isSelected },
    'aria-label': t('table', { table: isolate(table.name), seats: table.maxSeats }),
  };
  return (
    <g {...button} data-table={table.name} className="cursor-move touch-none outline-none">
      <TableShape table={table} tone={table.active ? 'free' : 'off'} selected={isSelected} />
    </g>
  );
}

/** Tables that can be joined. */
function Link({ tables }: { tables: readonly Placed[] }) {
  if (tables.length < 2) return null;
  const points = tables.map(({ plan }) => middleOf(plan)).map(({ x, y }) => `${x},${y}`);
  return (
    <polyline
      points={points.join(' ')}
      strokeWidth={1.2}
      strokeLinecap="round"
      strokeDasharray="0.1 2.4"
      className="fill-none stroke-accent"
    />
  );
}

/** At the corner of the chosen table: it drags its size. */
function Grip({
  table: { plan },
  onPointerDown,
}: {
  table: Placed;
  onPointerDown: (event: PointerEvent<SVGElement>) => void;
}) {
  const { x, y, width, height, turn } = plan;
  return (
    <g
      data-testid="grip"
      transform={`translate(${x} ${y}) rotate(${turn} ${width / 2} ${height / 2}) translate(${width} ${height})`}
      onPointerDown={onPointerDown}
      className="cursor-nwse-resize touch-none"
    >
      <circle r={3.5} className="fill-transparent" />
      <circle r={1.3} strokeWidth={0.4} className="fill-accent stroke-surface" />
    </g>
  );
}
