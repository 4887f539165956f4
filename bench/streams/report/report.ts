import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { replaceBetweenMarkers } from '../../../scripts/lib/markers.mjs';
import { type Figure, writeResults } from '../../lib';
import { Instrument } from '../instrument/instrument';
import type { describeMachine } from '../machine';
import type { Runs } from '../plan';
import type { ServerKind } from '../servers/server';
import { drawChart } from './chart';
import { type Goal, judge } from './goals';
import { type Summary, summarizeRuns } from './summary';
import { markdown, short, thousands } from './table';

const CHART = 'docs/img/streams.svg';
/** Above this share of its core, the instrument and not the server may bound a figure. */
const BUSY = 0.9;

export interface Measured {
  readonly runs: Runs;
  readonly kinds: readonly ServerKind[];
  readonly machine: ReturnType<typeof describeMachine>;
  /** What could not run here, and why. */
  readonly absent: readonly string[];
  readonly rounds: number;
}

export interface Report extends Measured {
  readonly summary: Summary;
  readonly goals: readonly Goal[];
  readonly text: string;
}

export function report(measured: Measured): Report {
  const summary = summarizeRuns(measured.runs);
  const goals = judge(summary);
  const text = markdown(summary, goals, labelsOf(measured.kinds), notes(measured, summary));
  return { ...measured, summary, goals, text };
}

/** Everything into bench/results/streams.json, the tables into bench/README.md, the picture beside it. */
export function keep({ summary, goals, text, runs, kinds, machine, absent, rounds }: Report): void {
  const instrument = Instrument.language;
  writeResults('streams', headlines(summary), { machine, instrument, absent, rounds, summary, goals, runs });
  replaceBetweenMarkers('bench/README.md', 'bench:streams', text);
  const most = Math.max(...summary.fanOut.map(({ streams }) => streams));
  const rows = summary.fanOut.filter(({ streams }) => streams === most);
  if (rows.length === 0) return;
  mkdirSync(dirname(CHART), { recursive: true });
  writeFileSync(CHART, drawChart(rows, labelsOf(kinds)));
}

function labelsOf(kinds: readonly ServerKind[]): Map<string, string> {
  return new Map(kinds.map(({ name, label }) => [name, label]));
}

function headlines({ fanOut }: Summary): Figure[] {
  return fanOut
    .filter(({ server, streams }) => server === 'aforo' && streams >= 10_000)
    .map(({ streams, p50Ms, p99Ms, deliveriesPerSecond }) => ({
      what: `One event to the last of ${streams.toLocaleString('en')} streams, p50 / p99; deliveries per second`,
      value: `${short(p50Ms)} / ${short(p99Ms)} ms; ${thousands(deliveriesPerSecond)}`,
    }));
}

function notes({ machine, absent, rounds }: Measured, { fanOut }: Summary): string[] {
  const bound = fanOut.filter(({ instrumentBusy }) => instrumentBusy > BUSY);
  return [
    `Medians of ${rounds} rounds in turn, 200-byte events, Node ${machine.node}, ${machine.kernel}, ${machine.cores} cores; instrument in ${Instrument.language}; \`npm run bench:streams\` ([how](#how-the-streams-are-measured)).`,
    ...absent.map((line) => `Not measured: ${line}.`),
    ...bound.map(
      ({ server, streams, instrumentBusy }) =>
        `The instrument was ${Math.round(instrumentBusy * 100)} % busy with ${server} at ${streams.toLocaleString('en')} streams: that server may do better.`,
    ),
  ];
}
