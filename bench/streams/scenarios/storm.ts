import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Instrument } from '../instrument/instrument';
import { nextPort, SERVER_CORE } from '../machine';
import { startProduct, streamRequests } from '../servers/aforo';
import type { Dataset } from '../servers/dataset';
import { createPasses, scanRequests } from '../servers/venue';
import { CONCURRENT_OPENS } from './fan-out';

const PRODUCT = join('build', 'server.mjs');
/** What each stream has missed when it comes back. */
const MISSED = 20;
/** PostgreSQL counts what a connection has done when it ends, which it notices at once. */
const STATISTICS_MS = 500;

export interface StormRun {
  readonly streams: number;
  /** kill −9 to the new process's first accepted connection. */
  readonly restartMs: number;
  /** From then: every stream open again. */
  readonly allLiveMs: number;
  /** From then: every stream has what it missed. */
  readonly caughtUpMs: number;
  readonly caughtUpEvents: number;
  /** Connects that were refused or cut, and tried again. */
  readonly retries: number;
  /** CPU of the server from its first accepted connection until every stream was open. */
  readonly cpuMs: number;
  /**
   * In the database, from the first connect until the last event had arrived; a statement outside a transaction is one.
   * The process's own look at the log (each 2 s) and at the sessions (each 0.75 s) are among them.
   */
  readonly transactions: number;
  /** How often the events' table was read for catching up. */
  readonly logReads: number;
}

/** All streams lose their server at once and come back, all at once, to the process that replaces it. */
export async function measureStorm(streams: number, dataset: Dataset): Promise<StormRun> {
  const port = await nextPort();
  const target = { host: '127.0.0.1', port };
  const options = { core: SERVER_CORE };
  let program = await startProduct(PRODUCT, port, dataset.env, options);
  const load = Instrument.start();
  try {
    const { owner, passes } = await createPasses(`http://127.0.0.1:${port}`);
    const { businessId } = owner;
    await load.streams(target, streams, streamRequests(businessId, dataset.cookies));
    await load.publishers(target, 4, scanRequests(owner, passes, 1_000), true);
    await load.open(CONCURRENT_OPENS, 180_000);
    await load.each(MISSED * 2, 60_000);
    const [epoch = '', head = ''] = (await owner.list()).cursor.split(':');
    await program.stop();
    const killed = performance.now();
    await load.forget();
    await load.streams(
      target,
      streams,
      streamRequests(businessId, dataset.cookies, `${epoch}:${Number(head) - MISSED}`),
    );
    program = await startProduct(PRODUCT, port, dataset.env, options, async () => true);
    await load.watch([program.pid]);
    await load.listener(target, 60_000);
    const restartMs = performance.now() - killed;
    const before = await statistics(dataset);
    const opened = await load.open(streams, 300_000);
    const caughtUp = await load.marks(MISSED * streams, 60_000);
    await program.stop();
    await sleep(STATISTICS_MS);
    const after = await statistics(dataset);
    return {
      streams,
      restartMs,
      allLiveMs: opened.ms,
      caughtUpMs: caughtUp.ms,
      caughtUpEvents: caughtUp.marks,
      retries: opened.refused,
      cpuMs: opened.watchedCpuMs,
      transactions: after.transactions - before.transactions,
      logReads: after.logReads - before.logReads,
    };
  } finally {
    load.stop();
    await program.stop();
  }
}

async function statistics({ query }: Dataset): Promise<{ transactions: number; logReads: number }> {
  const [found] = await query<{ transactions: string; reads: string }>(
    `select d.xact_commit + d.xact_rollback as transactions, t.seq_scan + t.idx_scan as reads
     from pg_stat_database d, pg_stat_user_tables t
     where d.datname = current_database() and t.relname = 'reservation_event'`,
  );
  return { transactions: Number(found?.transactions), logReads: Number(found?.reads) };
}
