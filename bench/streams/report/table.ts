import type { Goal } from './goals';
import type { FanOut, Summary } from './summary';

const CELL: readonly ((row: FanOut) => string)[] = [
  ({ p50Ms, p99Ms }) => `${short(p50Ms)} / ${short(p99Ms)}`,
  ({ deliveriesPerSecond }) => thousands(deliveriesPerSecond),
];
const LAST_CELLS: readonly ((row: FanOut) => string)[] = [
  ({ kibPerStream }) => kib(kibPerStream),
  ({ connectsPerSecond }) => thousands(connectsPerSecond),
  ({ pauseMs }) => (pauseMs === undefined ? '' : short(pauseMs)),
];

/** The table of servers, the table of goals, and what the figures were measured with. */
export function markdown(
  summary: Summary,
  goals: readonly Goal[],
  labels: ReadonlyMap<string, string>,
  notes: readonly string[],
): string {
  const sizes = [...new Set(summary.fanOut.map(({ streams }) => streams))].sort((a, b) => a - b);
  const head = sizes.flatMap((n) => [`${n.toLocaleString('en')} streams: p50 / p99 ms`, 'deliveries/s']);
  const columns = ['', ...head, 'KiB per idle stream', 'connects/s', 'longest pause, ms'];
  const servers = [...new Set(summary.fanOut.map(({ server }) => server))];
  const rows = servers.map((server) => {
    const found = sizes.map((size) => summary.fanOut.find((row) => row.server === server && row.streams === size));
    const cells = found.flatMap((row) => CELL.map((cell) => (row ? cell(row) : '')));
    const largest = found.at(-1);
    return [labels.get(server) ?? server, ...cells, ...LAST_CELLS.map((cell) => (largest ? cell(largest) : ''))];
  });
  return [
    ...(rows.length > 0 ? [...table(columns, [...rows, ...scanRows(summary, sizes)]), ''] : []),
    ...table(
      ['goal', 'streams', 'wanted', 'measured', ''],
      goals.map((goal) => [
        goal.what,
        goal.streams?.toLocaleString('en') ?? '',
        goal.wanted,
        goal.got === null ? 'not measured' : `${short(goal.got)}${goal.unit}`,
        verdict(goal),
      ]),
    ),
    '',
    ...notes,
  ].join('\n');
}

/** Real scans are rows of the same table: their latency is from the scan's request. */
function scanRows({ scans }: Summary, sizes: readonly number[]): string[][] {
  return (['postgres', 'embedded'] as const).flatMap((database) => {
    const found = sizes.map((size) => scans.find((row) => row.database === database && row.streams === size));
    if (found.every((row) => !row)) return [];
    const name = database === 'postgres' ? 'PostgreSQL' : 'embedded database';
    const cells = found.flatMap((row) =>
      row ? [`${short(row.p50Ms)} / ${short(row.p99Ms)}`, thousands(row.deliveriesPerSecond)] : ['', ''],
    );
    return [[`Aforo, real scans over the API, ${name}`, ...cells, '', '', '']];
  });
}

export function verdict({ isMet, margin }: Goal): string {
  if (isMet === null || margin === null) return '';
  const by = `${Math.abs(Math.round(margin * 100))} %`;
  return isMet ? `met, ${by} to spare` : `**missed by ${by}**`;
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [columns, columns.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}

/** Three digits at most before they are cut. */
export function short(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: value < 1_000 ? 3 : 4 });
}

export function thousands(value: number): string {
  return value < 1_000 ? short(value) : `${short(value / 1_000)} k`;
}

function kib(value: number): string {
  return value < 0.05 ? '0' : value.toFixed(1);
}
