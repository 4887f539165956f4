import type { Runs } from '../plan';
import type { FanOutRun } from '../scenarios/fan-out';
import type { ScansRun } from '../scenarios/scans';

export type FanOut = Pick<
  FanOutRun,
  | 'server'
  | 'streams'
  | 'p50Ms'
  | 'p99Ms'
  | 'deliveriesPerSecond'
  | 'connectsPerSecond'
  | 'kibPerStream'
  | 'cpuMicrosPerDelivery'
> & {
  /** Absent for servers without an event loop of Node. */
  readonly pauseMs?: number;
  /** The instrument's greatest share of its core in any of the measurements. */
  readonly instrumentBusy: number;
};
export type Scans = Omit<ScansRun, 'instrumentBusy'>;

/** Medians over the rounds. */
export interface Summary {
  readonly fanOut: readonly FanOut[];
  readonly scans: readonly Scans[];
  readonly heartbeat: readonly { readonly server: string; readonly streams: number; readonly cpuMs: number }[];
  readonly twoProcesses?: {
    readonly streams: number;
    readonly measured: number;
    readonly byCpu: number;
    readonly hasCoreForInstrument: boolean;
  };
  readonly storm?: {
    readonly allLiveMs: number;
    readonly caughtUpMs: number;
    readonly cpuMs: number;
    readonly transactions: number;
    readonly logReads: number;
    readonly streams: number;
  };
}

export function summarizeRuns(runs: Runs): Summary {
  const [split] = runs.twoProcesses;
  const [storm] = runs.storm;
  return {
    fanOut: groups(runs.fanOut, ({ server, streams }) => `${server} ${streams}`).map(([first, same]) => ({
      server: first.server,
      streams: first.streams,
      ...mediansOf(same, [
        'p50Ms',
        'p99Ms',
        'deliveriesPerSecond',
        'connectsPerSecond',
        'kibPerStream',
        'cpuMicrosPerDelivery',
      ]),
      ...(first.pauseMs
        ? { pauseMs: median(same.map(({ pauseMs }) => Math.max(pauseMs?.each ?? 0, pauseMs?.flight ?? 0))) }
        : {}),
      instrumentBusy: median(same.map(({ instrumentBusy: { each, flight } }) => Math.max(each, flight))),
    })),
    scans: groups(runs.scans, ({ database, streams }) => `${database} ${streams}`).map(([first, same]) => ({
      database: first.database,
      streams: first.streams,
      ...mediansOf(same, ['scansPerSecond', 'deliveriesPerSecond', 'p50Ms', 'p99Ms', 'cpuMicrosPerDelivery']),
    })),
    heartbeat: groups(runs.heartbeat, ({ server }) => server).map(([{ server, streams }, same]) => ({
      server,
      streams,
      ...mediansOf(same, ['cpuMs']),
    })),
    ...(split
      ? {
          twoProcesses: {
            ...mediansOf(runs.twoProcesses, ['measured', 'byCpu']),
            streams: split.streams,
            hasCoreForInstrument: split.hasCoreForInstrument,
          },
        }
      : {}),
    ...(storm
      ? {
          storm: {
            ...mediansOf(runs.storm, ['allLiveMs', 'caughtUpMs', 'cpuMs', 'transactions', 'logReads']),
            streams: storm.streams,
          },
        }
      : {}),
  };
}

/** The value in the middle; of an even number of values the mean of the two in the middle. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
}

function mediansOf<K extends string>(
  runs: readonly Readonly<Record<K, number>>[],
  fields: readonly K[],
): Record<K, number> {
  return Object.fromEntries(fields.map((field) => [field, median(runs.map((run) => run[field]))])) as Record<K, number>;
}

/** Runs with one key together, in the order of their first, each group after its first member. */
function groups<T>(runs: readonly T[], keyOf: (run: T) => string): [T, T[]][] {
  const found = new Map<string, T[]>();
  for (const run of runs) found.set(keyOf(run), [...(found.get(keyOf(run)) ?? []), run]);
  return [...found.values()].flatMap((same) => (same[0] === undefined ? [] : [[same[0], same] as [T, T[]]]));
}
