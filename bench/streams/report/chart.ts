import type { FanOut } from './summary';
import { short, thousands } from './table';

const WIDTH = 960;
const NAMES = 250;
const PANEL = (WIDTH - NAMES) / 2;
const TOP = 76;
const ROW = 34;
const BAR = 18;
/** Kept free at a bar's end for its figure. */
const FIGURE = 74;

interface Panel {
  readonly title: string;
  readonly figureOf: (row: FanOut) => number;
  readonly write: (value: number) => string;
}

const PANELS: readonly Panel[] = [
  { title: 'ms to the last receiver, p50 (less is better)', figureOf: ({ p50Ms }) => p50Ms, write: short },
  {
    title: 'deliveries per second (more is better)',
    figureOf: ({ deliveriesPerSecond }) => deliveriesPerSecond,
    write: thousands,
  },
];

/** Bars for each server, readable on light and dark pages. Values are linear from zero. */
export function drawChart(rows: readonly FanOut[], labels: ReadonlyMap<string, string>): string {
  const streams = rows[0]?.streams ?? 0;
  const height = TOP + rows.length * ROW + 12;
  const names = rows.map(
    ({ server }, i) =>
      `<text class="${isOurs(server) ? 'name ours' : 'name'}" x="${NAMES - 14}" y="${middle(i)}">${toXml(labels.get(server) ?? server)}</text>`,
  );
  const panels = PANELS.flatMap((panel, column) => drawPanel(panel, rows, NAMES + column * PANEL));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="One event to ${streams.toLocaleString('en')} streams, by server">
<style>
  text { font: 14px system-ui, -apple-system, 'Segoe UI', sans-serif; fill: #1f2328; dominant-baseline: central; }
  .head { font-size: 17px; font-weight: 600; }
  .title { font-size: 13px; fill: #59636e; }
  .name { text-anchor: end; }
  .ours { font-weight: 700; }
  .bar { fill: #afb8c1; }
  .bar.ours { fill: #0e7c66; }
  .axis { stroke: #d1d9e0; }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc; }
    .title { fill: #9198a1; }
    .bar { fill: #4d5763; }
    .bar.ours { fill: #35c3a3; }
    .axis { stroke: #3d444d; }
  }
</style>
<text class="head" x="14" y="24">One event to ${streams.toLocaleString('en')} streams, one core</text>
${[...names, ...panels].join('\n')}
</svg>
`;
}

function drawPanel({ title, figureOf, write }: Panel, rows: readonly FanOut[], x: number): string[] {
  const most = Math.max(...rows.map(figureOf));
  const bottom = TOP + rows.length * ROW;
  return [
    `<text class="title" x="${x}" y="56">${title}</text>`,
    `<line class="axis" x1="${x}" y1="${TOP - 6}" x2="${x}" y2="${bottom}"/>`,
    ...rows.flatMap((row, i) => {
      const value = figureOf(row);
      const width = Math.max(1, Math.round((value / most) * (PANEL - FIGURE)));
      const ours = isOurs(row.server) ? ' ours' : '';
      return [
        `<rect class="bar${ours}" x="${x}" y="${middle(i) - BAR / 2}" width="${width}" height="${BAR}" rx="2"/>`,
        `<text class="figure${ours}" x="${x + width + 8}" y="${middle(i)}">${write(value)}</text>`,
      ];
    }),
  ];
}

function isOurs(server: string): boolean {
  return server === 'aforo' || server.startsWith('aforo-');
}

function middle(row: number): number {
  return TOP + row * ROW + ROW / 2;
}

function toXml(text: string): string {
  return text.replaceAll('`', '').replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
