import type { DiningTable, Plan } from '../wire';
import { chairsOf } from './chairs';

/** What is going on at a table: nobody, somebody comes soon, somebody sits there, somebody is late or stays too long; or it is not in use. */
export type TableTone = 'free' | 'due' | 'seated' | 'late' | 'off';

export interface TableShapeProps {
  table: Pick<DiningTable, 'name' | 'maxSeats'> & { readonly plan: Plan };
  tone: TableTone;
  /** A second line under the name, as the party or its time. */
  label?: string | undefined;
  selected?: boolean;
}

/** Each tone has a line and a mark of its own besides its colour. */
const TONES: Record<TableTone, { body: string; text: string; chair: string; dashes?: string }> = {
  free: { body: 'fill-surface stroke-line-strong', text: 'fill-ink', chair: 'fill-line-strong' },
  due: { body: 'fill-info-soft stroke-info', text: 'fill-info-text', chair: 'fill-info', dashes: '1.6 0.9' },
  seated: { body: 'fill-ok-soft stroke-ok', text: 'fill-ok-text', chair: 'fill-ok' },
  late: { body: 'fill-bad-soft stroke-bad', text: 'fill-bad-text', chair: 'fill-bad' },
  off: { body: 'fill-sunken stroke-line-strong', text: 'fill-ink-faint', chair: 'fill-line', dashes: '0.4 0.8' },
};

/** The middle of a table, which it turns around. */
export const middleOf = ({ x, y, width, height }: Plan) => ({ x: x + width / 2, y: y + height / 2 });

/**
 * A table as a group of an SVG whose unit is 10 cm, with its chairs and its name, which stays level when the table is turned. It
 * is a picture only: whoever makes a button of it gives that its name.
 */
export function TableShape({ table: { name, maxSeats, plan }, tone, label, selected = false }: TableShapeProps) {
  const { x, y, width, height, turn, shape } = plan;
  const { body, text, chair, dashes } = TONES[tone];
  const middle = middleOf(plan);
  const corner = shape === 'ROUND' ? { rx: width / 2, ry: height / 2 } : { rx: 1, ry: 1 };
  const room = Math.abs(Math.sin((turn * Math.PI) / 180)) > 0.7 ? height : width;
  const least = Math.min(width, height);
  const reach = turn % 180 === 0 ? plan : { width: least, height: least };
  const nameSize = sizeOf(name, room, label === undefined ? 3.2 : 2.8);
  return (
    <g aria-hidden data-tone={tone}>
      <g transform={`translate(${x} ${y}) rotate(${turn} ${width / 2} ${height / 2})`}>
        {chairsOf(plan, maxSeats).map((at) => (
          <circle key={`${at.x} ${at.y}`} cx={at.x} cy={at.y} r={1.1} className={chair} />
        ))}
        {selected && (
          <rect
            {...{ x: -1, y: -1, width: width + 2, height: height + 2 }}
            {...{ rx: corner.rx + 1, ry: corner.ry + 1 }}
            strokeWidth={0.6}
            className="fill-none stroke-accent"
          />
        )}
        <rect
          {...{ width, height, ...corner }}
          strokeWidth={tone === 'seated' ? 0.8 : 0.4}
          strokeDasharray={dashes}
          className={body}
        />
        {tone === 'off' && (
          <path
            d={`M${width * 0.15} ${height * 0.15}L${width * 0.85} ${height * 0.85}`}
            strokeWidth={0.3}
            className="stroke-line-strong"
          />
        )}
      </g>
      <text
        {...{ x: middle.x, y: middle.y - (label === undefined ? 0 : 1.5), fontSize: nameSize }}
        textAnchor="middle"
        dominantBaseline="central"
        className={`pointer-events-none select-none font-semibold ${text}`}
      >
        {name}
      </text>
      {label !== undefined && (
        <text
          {...{ x: middle.x, y: middle.y + 1.7, fontSize: sizeOf(label, room, 2.2) }}
          textAnchor="middle"
          dominantBaseline="central"
          className={`pointer-events-none select-none ${text}`}
        >
          {label}
        </text>
      )}
      <Mark tone={tone} x={middle.x + reach.width / 2 - 0.6} y={middle.y - reach.height / 2 + 0.6} />
    </g>
  );
}

/** Letters are about six tenths as wide as they are high. */
function sizeOf(text: string, room: number, most: number): number {
  return Math.max(1, Math.min(most, (room * 0.9) / (0.6 * Math.max(text.length, 1))));
}

/** At the corner of a table: a clock's hands, a full disc, an exclamation mark. */
function Mark({ tone, x, y }: { tone: TableTone; x: number; y: number }) {
  if (tone === 'free' || tone === 'off') return null;
  const { body, text } = TONES[tone];
  return (
    <g transform={`translate(${x} ${y})`}>
      <circle r={1.5} strokeWidth={0.35} className={tone === 'seated' ? 'fill-ok stroke-surface' : body} />
      {tone === 'due' && <path d="M0-.8V0L.7.4" strokeWidth={0.35} className="fill-none stroke-info-text" />}
      {tone === 'late' && (
        <text textAnchor="middle" dominantBaseline="central" fontSize={2.2} className={`font-bold ${text}`}>
          !
        </text>
      )}
    </g>
  );
}
