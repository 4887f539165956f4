import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { percentile } from '../../lib';
import { Instrument } from '../instrument/instrument';
import { nextPort, SERVER_CORE } from '../machine';
import { startProduct, streamRequests } from '../servers/aforo';
import type { Dataset } from '../servers/dataset';
import { createPasses, scanRequests } from '../servers/venue';
import { CONCURRENT_OPENS } from './fan-out';

/** Scans under way at once, each on a connection that is kept alive. */
export const SCANS_IN_FLIGHT = 32;
/** More than are sent while it is measured; each has a nonce of its own. */
const PREPARED = 20_000;
const PRODUCT = join('build', 'server.mjs');

export interface ScansRun {
  readonly database: 'postgres' | 'embedded';
  readonly streams: number;
  readonly scansPerSecond: number;
  readonly deliveriesPerSecond: number;
  /** From a scan's request to the last stream that has its event, one scan at a time. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly cpuMicrosPerDelivery: number;
  readonly instrumentBusy: number;
}

/** The product itself: every event is a scan over the API, committed, then delivered. */
export async function measureScans(
  database: ScansRun['database'],
  streams: number,
  dataset: Dataset,
): Promise<ScansRun> {
  const port = await nextPort();
  const dataDir = mkdtempSync(join(tmpdir(), 'aforo-bench-'));
  const own = database === 'embedded' ? { DATABASE_URL: '', DATA_DIR: join(dataDir, 'data') } : {};
  const program = await startProduct(PRODUCT, port, { ...dataset.env, ...own }, { core: SERVER_CORE });
  const load = Instrument.start();
  try {
    const target = { host: '127.0.0.1', port };
    const { owner, passes } = await createPasses(`http://127.0.0.1:${port}`);
    // The embedded database belongs to its process: there, all streams are of the one session that can be opened from outside.
    const cookies = database === 'embedded' ? [owner.cookie] : dataset.cookies;
    await load.streams(target, streams, streamRequests(owner.businessId, cookies));
    await load.publishers(target, SCANS_IN_FLIGHT, scanRequests(owner, passes, PREPARED), true);
    await load.watch([program.pid]);
    await load.open(CONCURRENT_OPENS, 180_000);
    await load.flight(SCANS_IN_FLIGHT, 1_000);
    const each = await load.each(100, 2_000);
    const flight = await load.flight(SCANS_IN_FLIGHT, 4_000);
    return {
      database,
      streams,
      scansPerSecond: (flight.events * 1_000) / flight.ms,
      deliveriesPerSecond: (flight.events * streams * 1_000) / flight.ms,
      p50Ms: percentile(each.ms, 0.5),
      p99Ms: percentile(each.ms, 0.99),
      cpuMicrosPerDelivery: (flight.watchedCpuMs * 1_000) / flight.deliveries,
      instrumentBusy: flight.ownCpuMs / flight.elapsedMs,
    };
  } finally {
    load.stop();
    await program.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
