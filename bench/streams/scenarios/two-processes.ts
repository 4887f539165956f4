import { availableParallelism } from 'node:os';
import { Instrument } from '../instrument/instrument';
import { LOAD_CORE, SERVER_CORE } from '../machine';
import { PUBLISH_CONNECTIONS, type RunningServer, type ServerKind } from '../servers/server';
import { CONCURRENT_OPENS, IN_FLIGHT } from './fan-out';

const CORES_FOR_ALL = 3;
const FLIGHT_MS = 3_000;

interface Share {
  readonly deliveriesPerSecond: number;
  readonly cpuMicrosPerDelivery: number;
  readonly instrumentBusy: number;
}

export interface TwoProcessesRun {
  readonly streams: number;
  readonly one: Share;
  readonly two: Share;
  /** Total deliveries/s of two over one as the clock saw it; with fewer than three cores both processes share one. */
  readonly measured: number;
  /** Deliveries that two cores' worth of CPU bring in two processes, over one core's worth in one. */
  readonly byCpu: number;
  readonly hasCoreForInstrument: boolean;
}

/**
 * The same streams on one process, then split over two; every event goes to both. The instrument has a core of its own in each case, or
 * the servers would pay for the time in which it keeps them waiting: with two cores, both servers run on the first.
 */
export async function measureTwoProcesses(kind: ServerKind, streams: number): Promise<TwoProcessesRun> {
  const hasCoreForInstrument = availableParallelism() >= CORES_FOR_ALL;
  const instrumentCore = hasCoreForInstrument ? CORES_FOR_ALL - 1 : LOAD_CORE;
  const secondCore = hasCoreForInstrument ? SERVER_CORE + 1 : SERVER_CORE;
  const one = await measure(kind, [SERVER_CORE], streams, instrumentCore);
  const two = await measure(kind, [SERVER_CORE, secondCore], streams, instrumentCore);
  return {
    streams,
    one,
    two,
    measured: two.deliveriesPerSecond / one.deliveriesPerSecond,
    byCpu: (2 * one.cpuMicrosPerDelivery) / two.cpuMicrosPerDelivery,
    hasCoreForInstrument,
  };
}

async function measure(
  kind: ServerKind,
  cores: readonly number[],
  streams: number,
  instrumentCore: number,
): Promise<Share> {
  const servers: RunningServer[] = [];
  const load = Instrument.start(instrumentCore);
  try {
    for (const core of cores) servers.push(await kind.start({ core }));
    const share = streams / cores.length;
    for (const [i, { target, requests, publish, pids }] of servers.entries()) {
      await load.streams(target, share, requests.slice(i * share).concat(requests));
      await load.publishers(publish.target, PUBLISH_CONNECTIONS, publish.messages, publish.answers);
      await load.watch(pids);
    }
    await load.open(CONCURRENT_OPENS, 120_000);
    await load.stayAwake();
    await load.flight(IN_FLIGHT, 500);
    const flight = await load.flight(IN_FLIGHT, FLIGHT_MS);
    return {
      deliveriesPerSecond: (flight.events * streams * 1_000) / flight.ms,
      cpuMicrosPerDelivery: (flight.watchedCpuMs * 1_000) / flight.deliveries,
      instrumentBusy: flight.ownCpuMs / flight.elapsedMs,
    };
  } finally {
    load.stop();
    for (const server of servers) await server.stop();
  }
}
