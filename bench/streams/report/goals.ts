import type { FanOut, Summary } from './summary';

export interface Goal {
  readonly what: string;
  readonly streams?: number;
  readonly wanted: string;
  /** In the unit of `wanted`; null when this run did not measure it. */
  readonly got: number | null;
  readonly unit: string;
  readonly isMet: boolean | null;
  /** How far on the good side of the bound, as a share of it; negative when missed. */
  readonly margin: number | null;
}

type Bound = { readonly atMost: number } | { readonly atLeast: number };

/** Each goal of the product's delivery against the medians of one run. */
export function judge(summary: Summary): Goal[] {
  const of = (server: string, streams: number) =>
    summary.fanOut.find((row) => row.server === server && row.streams === streams);
  const against = (other: string, streams: number, field: 'p50Ms' | 'deliveriesPerSecond') =>
    ratio(of('aforo', streams)?.[field], of(other, streams)?.[field]);
  const scans = (streams: number) =>
    ratio(
      summary.scans.find((row) => row.database === 'postgres' && row.streams === streams)?.deliveriesPerSecond,
      of('nchan', streams)?.deliveriesPerSecond,
    );
  const many: FanOut | undefined = of('aforo', 10_000);
  const plain: FanOut | undefined = of('node-write', 10_000);
  const sweep = (server: string) => summary.heartbeat.find((row) => row.server === server);
  const [ours, theirs] = [sweep('aforo'), sweep('nchan')];
  const { storm } = summary;
  return [
    goal('p50 to the last receiver, against nchan', against('nchan', 1_000, 'p50Ms'), { atMost: 0.9 }, '×', 1_000),
    goal('p50 to the last receiver, against nchan', against('nchan', 10_000, 'p50Ms'), { atMost: 0.7 }, '×', 10_000),
    goal('deliveries/s, against nchan', against('nchan', 1_000, 'deliveriesPerSecond'), { atLeast: 3 }, '×', 1_000),
    goal('deliveries/s, against nchan', against('nchan', 10_000, 'deliveriesPerSecond'), { atLeast: 6 }, '×', 10_000),
    goal('deliveries/s from real scans, against nchan', scans(1_000), { atLeast: 1 }, '×', 1_000),
    goal('deliveries/s from real scans, against nchan', scans(10_000), { atLeast: 5 }, '×', 10_000),
    goal('memory per idle stream', many?.kibPerStream, { atMost: 6 }, ' KiB', 10_000),
    goal('heartbeat sweep, CPU, against nchan', ratio(ours?.cpuMs, theirs?.cpuMs), { atMost: 1 }, '×', ours?.streams),
    goal(
      'longest pause, against `response.write`',
      ratio(many?.pauseMs, plain?.pauseMs),
      { atMost: 0.05 },
      '×',
      10_000,
    ),
    goal(
      'deliveries/s, against naive',
      against('naive-next', 1_000, 'deliveriesPerSecond'),
      { atLeast: 10 },
      '×',
      1_000,
    ),
    goal('restart: all streams open again', storm?.allLiveMs, { atMost: 5_000 }, ' ms', storm?.streams),
    goal('restart: reads of the log', storm?.logReads, { atMost: 1 }, '', storm?.streams),
    goal(
      'restart: queries per stream',
      ratio(storm?.transactions, storm?.streams),
      { atMost: 0.1 },
      '',
      storm?.streams,
    ),
  ];
}

function goal(what: string, got: number | undefined, bound: Bound, unit: string, streams?: number): Goal {
  const [limit, sign] = 'atMost' in bound ? [bound.atMost, '≤'] : [bound.atLeast, '≥'];
  const wanted = `${sign} ${limit.toLocaleString('en')}${unit}`;
  const about = { what, wanted, unit, ...(streams === undefined ? {} : { streams }) };
  if (got === undefined || Number.isNaN(got)) return { ...about, got: null, isMet: null, margin: null };
  const margin = 'atMost' in bound ? 1 - got / limit : got / limit - 1;
  return { ...about, got, isMet: margin >= 0, margin };
}

function ratio(ours: number | undefined, theirs: number | undefined): number | undefined {
  return ours === undefined || theirs === undefined ? undefined : ours / theirs;
}
