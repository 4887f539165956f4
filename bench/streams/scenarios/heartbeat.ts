import { percentile } from '../../lib';
import { Instrument } from '../instrument/instrument';
import { SERVER_CORE } from '../machine';
import { MARK } from '../programs/event';
import type { ServerKind } from '../servers/server';
import { CONCURRENT_OPENS } from './fan-out';

const HEARTBEAT_MS = 1_000;
const SWEEPS = 6;
/** Occurs once in a heartbeat of the product: the `y` of `type`. */
const HEARTBEAT_MARKS: Readonly<Record<string, string>> = { aforo: 'y', nchan: MARK };

export interface HeartbeatRun {
  readonly server: string;
  readonly streams: number;
  /** Of the server, from the first stream that hears one heartbeat to the last: median of the sweeps. */
  readonly cpuMs: number;
  readonly sweepMs: number;
  readonly sweeps: readonly number[];
}

export const sendsHeartbeats = ({ name }: ServerKind) => name in HEARTBEAT_MARKS;

/** What it costs to tell every idle stream that the server is there. */
export async function measureHeartbeat(kind: ServerKind, streams: number): Promise<HeartbeatRun> {
  const server = await kind.start({ core: SERVER_CORE, heartbeatMs: HEARTBEAT_MS });
  const load = Instrument.start();
  try {
    await load.mark(HEARTBEAT_MARKS[kind.name] ?? MARK);
    await load.streams(server.target, streams, server.requests);
    await load.watch(server.pids);
    await load.open(CONCURRENT_OPENS, 120_000);
    await load.stayAwake();
    // The first sweeps after the opening reach only some streams, or each at its own time.
    await load.rounds(2, 30_000);
    const { cpuMs, ms } = await load.rounds(SWEEPS, 60_000);
    const sweeps = cpuMs.slice(1);
    return {
      server: kind.name,
      streams,
      cpuMs: percentile(sweeps, 0.5),
      sweepMs: percentile(ms.slice(1), 0.5),
      sweeps,
    };
  } finally {
    load.stop();
    await server.stop();
  }
}
