import type { ReactNode } from 'react';

const WIDTH = 600;
const HEIGHT = 100;

interface FrameProps {
  /** A description of the chart, for people who cannot see it. */
  label: string;
  /** Shown under the chart, from left to right. */
  axis: readonly string[];
  /** Shown at the upper edge. */
  top: string;
  children: ReactNode;
}

function Frame({ label, axis, top, children }: FrameProps) {
  return (
    <figure role="img" aria-label={label}>
      <div aria-hidden className="relative">
        <span className="absolute -top-2.5 right-0 bg-surface pl-1.5 text-ink-faint text-xs tabular-nums">{top}</span>
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          className="block h-28 w-full overflow-visible"
        >
          <title>{label}</title>
          {[0, 0.5, 1].map((share) => (
            <line
              key={share}
              x1={0}
              x2={WIDTH}
              y1={share * HEIGHT}
              y2={share * HEIGHT}
              vectorEffect="non-scaling-stroke"
              className="stroke-line"
            />
          ))}
          {children}
        </svg>
        <div className="mt-1.5 flex justify-between text-ink-faint text-xs">
          {axis.map((text) => (
            <span key={text}>{text}</span>
          ))}
        </div>
      </div>
    </figure>
  );
}

interface BarChartProps extends Omit<FrameProps, 'children' | 'top'> {
  /** Drawn on top of one another, the first at the back; null when there is no value. */
  layers: readonly { values: readonly (number | null)[]; className: string }[];
  /** Formats the value of the upper edge. */
  unit: (value: number) => string;
}

/** Values over time as bars from one baseline, the newest at the right: a single value is as visible as many. */
export function BarChart({ layers, unit, ...frame }: BarChartProps) {
  const max = niceCeiling(Math.max(1, ...layers.flatMap(({ values }) => values.map((value) => value ?? 0))));
  return (
    <Frame {...frame} top={unit(max)}>
      {layers.map(({ values, className }) => (
        <path key={className} d={barsOf(values, max)} className={className} />
      ))}
    </Frame>
  );
}

function barsOf(values: readonly (number | null)[], max: number): string {
  const step = WIDTH / values.length;
  return values
    .map((value, index) => ({ x: index * step, height: ((value ?? 0) / max) * HEIGHT }))
    .filter(({ height }) => height > 0)
    .map(({ x, height }) => `M${x + step * 0.12} ${HEIGHT}v${-height}h${step * 0.76}v${height}z`)
    .join('');
}

/** 1, 2 or 5 times a power of ten: the upper edge does not change with each value. */
function niceCeiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5, 10].find((factor) => factor * power >= value) ?? 10) * power;
}
