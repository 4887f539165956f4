import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '../../lib';
import { Instrument } from '../instrument/instrument';
import { memoryOf, SERVER_CORE } from '../machine';
import { PUBLISH_CONNECTIONS, type RunningServer, type ServerKind } from '../servers/server';

export const CONCURRENT_OPENS = 256;
export const IN_FLIGHT = 8;
const WARM_STREAMS = 200;
const SETTLE_MS = 1_000;
const OPEN_TIMEOUT_MS = 180_000;

export interface FanOutRun {
  readonly server: string;
  readonly streams: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly samples: number;
  readonly deliveriesPerSecond: number;
  readonly connectsPerSecond: number;
  /** Per idle stream, after a garbage collection where there is one. */
  readonly kibPerStream: number;
  /** CPU of the server for one delivery, eight publishes in flight. */
  readonly cpuMicrosPerDelivery: number;
  /** CPU of the server for one event alone to all streams, its timers and the pauses between events included. */
  readonly cpuMsPerEvent: number;
  readonly cpuMicrosPerConnect: number;
  /** Longest and 99th pause of a Node server's event loop, and during which measurement. */
  readonly pauseMs?: { readonly each: number; readonly flight: number; readonly p99: number };
  /** Share of its core that the instrument used: near 1, a figure says more of it than of the server. */
  readonly instrumentBusy: { readonly open: number; readonly each: number; readonly flight: number };
}

/** One fresh server, `streams` streams: memory, connects, latency with one publish at a time, then throughput. */
export async function measureFanOut(kind: ServerKind, streams: number): Promise<FanOutRun> {
  const server = await kind.start({ core: SERVER_CORE });
  const load = Instrument.start();
  try {
    await warmUp(load, server);
    const before = await memory(server);
    await load.streams(server.target, streams, server.requests);
    const { target, messages, answers } = server.publish;
    await load.publishers(target, PUBLISH_CONNECTIONS, messages, answers);
    await load.watch(server.pids);
    const opened = await load.open(CONCURRENT_OPENS, OPEN_TIMEOUT_MS);
    await sleep(SETTLE_MS);
    const after = await memory(server);
    await load.stayAwake();
    await load.flight(IN_FLIGHT, 300);
    await server.program?.loopDelay();
    const each = await load.each(300, streams > 1_000 ? 4_000 : 2_000);
    const eachPause = await server.program?.loopDelay();
    const flight = await load.flight(IN_FLIGHT, streams > 1_000 ? 2_500 : 1_500);
    const flightPause = await server.program?.loopDelay();
    return {
      server: kind.name,
      streams,
      p50Ms: percentile(each.ms, 0.5),
      p99Ms: percentile(each.ms, 0.99),
      samples: each.ms.length,
      deliveriesPerSecond: (flight.events * streams * 1_000) / flight.ms,
      connectsPerSecond: (streams * 1_000) / opened.ms,
      kibPerStream: (after - before) / streams,
      cpuMicrosPerDelivery: (flight.watchedCpuMs * 1_000) / flight.deliveries,
      cpuMsPerEvent: each.watchedCpuMs / each.ms.length,
      cpuMicrosPerConnect: (opened.watchedCpuMs * 1_000) / streams,
      ...(eachPause && flightPause
        ? { pauseMs: { each: eachPause.max, flight: flightPause.max, p99: flightPause.p99 } }
        : {}),
      instrumentBusy: {
        open: opened.ownCpuMs / opened.elapsedMs,
        each: each.ownCpuMs / each.ms.reduce((sum, ms) => sum + ms, 0),
        flight: flight.ownCpuMs / flight.elapsedMs,
      },
    };
  } finally {
    load.stop();
    await server.stop();
  }
}

/** A few streams that come and go, so that what a process allocates once is not counted for the streams. */
async function warmUp(load: Instrument, { target, requests, publish }: RunningServer): Promise<void> {
  await load.streams(target, WARM_STREAMS, requests);
  await load.publishers(publish.target, PUBLISH_CONNECTIONS, publish.messages, publish.answers);
  await load.open(CONCURRENT_OPENS);
  await load.each(20, 1_000);
  await load.forget();
  await sleep(300);
}

async function memory({ pids, program }: RunningServer): Promise<number> {
  await program?.collectGarbage();
  await sleep(200);
  return memoryOf(pids);
}
