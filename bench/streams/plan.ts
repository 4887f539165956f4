import type { Options, Scenario } from './options';
import { type FanOutRun, measureFanOut } from './scenarios/fan-out';
import { type HeartbeatRun, measureHeartbeat, sendsHeartbeats } from './scenarios/heartbeat';
import { measureScans, type ScansRun } from './scenarios/scans';
import { measureStorm, type StormRun } from './scenarios/storm';
import { measureTwoProcesses, type TwoProcessesRun } from './scenarios/two-processes';
import type { Dataset } from './servers/dataset';
import type { ServerKind } from './servers/server';

/** Everything that was measured, in the order in which it was. */
export interface Runs {
  readonly fanOut: FanOutRun[];
  readonly heartbeat: HeartbeatRun[];
  readonly scans: ScansRun[];
  readonly twoProcesses: TwoProcessesRun[];
  readonly storm: StormRun[];
}

/** One embedded database is enough to know it: it is measured once, PostgreSQL in every round. */
const EMBEDDED_ROUNDS = 1;

/** Rounds outside, servers inside (A B C A B C …), so that what the machine does meanwhile falls on all alike. */
export async function runAll(
  options: Options,
  kinds: readonly ServerKind[],
  dataset: () => Promise<Dataset>,
): Promise<Runs> {
  const runs: Runs = { fanOut: [], heartbeat: [], scans: [], twoProcesses: [], storm: [] };
  const wants = (scenario: Scenario) => options.scenarios.includes(scenario);
  const product = kinds.find(({ name }) => name === 'aforo');
  const most = Math.max(...options.streams);
  for (let round = 0; round < options.rounds; round++) {
    if (wants('fan-out'))
      for (const streams of options.streams)
        for (const kind of kinds) await keep(runs.fanOut, () => measureFanOut(kind, streams));
    if (wants('heartbeat'))
      for (const kind of kinds.filter(sendsHeartbeats)) {
        await keep(runs.heartbeat, () => measureHeartbeat(kind, most));
      }
    if (!product) continue;
    if (wants('scans'))
      for (const streams of options.streams) {
        await keep(runs.scans, async () => measureScans('postgres', streams, await dataset()));
        if (round < EMBEDDED_ROUNDS) {
          await keep(runs.scans, async () => measureScans('embedded', streams, await dataset()));
        }
      }
    if (wants('two-processes')) await keep(runs.twoProcesses, () => measureTwoProcesses(product, most));
    if (wants('storm')) await keep(runs.storm, async () => measureStorm(most, await dataset()));
  }
  return runs;
}

async function keep<T>(runs: T[], measure: () => Promise<T>): Promise<void> {
  const run = await measure();
  runs.push(run);
  console.log(JSON.stringify(run, (_, value) => (typeof value === 'number' ? Math.round(value * 100) / 100 : value)));
}
