import { sql } from 'drizzle-orm';
import { pruneAccessChanges } from '@/modules/access/access-changes';
import { pruneMonitor } from '@/modules/monitor/prune-monitor';
import { canOpenPassKeys } from '@/modules/passes/keys';
import { closeDueDays } from '@/modules/reservations/close-day';
import { pruneEvents } from '@/modules/retention/prune-events';
import { pruneNights } from '@/modules/retention/prune-nights';
import { pruneAttempts, pruneAudit, pruneExpired, pruneIdempotencyKeys } from '@/modules/retention/prune-old-rows';
import { type FolderLock, lockFolder } from '@/platform/db/lock';
import { migrate } from '@/platform/db/migrate';
import { database, db, onCommit } from '@/platform/db/transaction';
import { EnvError, env } from '@/platform/env';
import { pruneLimits } from '@/platform/http/limits';
import { log } from '@/platform/log';
import { shared } from '@/platform/shared';
import { connectBus } from './bus';
import { fleet } from './fleet/process';
import { hub } from './hub';
import { registerMetrics } from './metrics/scrape';
import { AUDIT_TICK_MS, auditDevices } from './monitor/auditor';
import { offerLocalStreams } from './presence';

const PRUNE_MS = 60 * 60_000;
const CLOSE_MS = 60_000;
const LIMITS_MS = 60_000;
const READY_TIMEOUT_MS = 2_000;

const state = () => shared('runtime.state', () => ({ started: false }));

export interface Runtime {
  /** Ends what startRuntime began; streams must have been drained. */
  stop(): Promise<void>;
}

/** Locks the folder, migrates, and connects commits to streams: once per process, however often it is called. */
export function startRuntime(): Promise<Runtime> {
  return shared('runtime', boot);
}

export function isStarted(): boolean {
  return state().started;
}

/** Whether requests can be served: started, not draining, and the database answers in time. */
export async function isReady(): Promise<boolean> {
  if (!isStarted() || hub().draining) return false;
  const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), READY_TIMEOUT_MS).unref());
  const answer = db()
    .execute(sql`select 1`)
    .then(() => true)
    .catch(() => false);
  return Promise.race([answer, late]);
}

async function boot(): Promise<Runtime> {
  const { DATABASE_URL, DATA_DIR } = env();
  const lock: FolderLock | null = DATABASE_URL ? null : await lockFolder(DATA_DIR);
  await migrate(database(), DATABASE_URL);
  if (!(await canOpenPassKeys(db()))) {
    throw new EnvError(
      'AFORO_SECRET (or the secret kept in DATA_DIR) is not the one that this database was set up with',
    );
  }
  const bus = connectBus();
  onCommit((entries) => {
    hub().ring(entries);
    for (const entry of entries) bus?.publish(entry);
  });
  registerMetrics();
  offerLocalStreams();
  await fleet()?.start();
  const jobs = [
    every(PRUNE_MS, 'prune events', pruneEvents),
    every(PRUNE_MS, 'prune monitor', pruneMonitor),
    every(PRUNE_MS, 'prune access changes', pruneAccessChanges),
    every(PRUNE_MS, 'prune nights', pruneNights),
    every(PRUNE_MS, 'prune attempts', pruneAttempts),
    every(PRUNE_MS, 'prune idempotency keys', pruneIdempotencyKeys),
    every(PRUNE_MS, 'prune audit', pruneAudit),
    every(PRUNE_MS, 'prune expired', pruneExpired),
    every(CLOSE_MS, 'close days', closeDueDays),
    every(LIMITS_MS, 'prune limits', pruneLimits),
    every(AUDIT_TICK_MS, 'audit devices', auditDevices),
  ];
  state().started = true;
  return {
    async stop() {
      state().started = false;
      for (const job of jobs) clearInterval(job);
      hub().close();
      await bus?.close();
      await fleet()?.leave();
      await database().close();
      lock?.release();
    },
  };
}

/**
 * Runs `work` now and then, never twice at once in this process; a failure is logged and the next run tries again. Every
 * process runs every job: each job is written so that several at once do its work once.
 */
function every(ms: number, job: string, work: () => Promise<unknown>): NodeJS.Timeout {
  let isRunning = false;
  const run = async () => {
    if (isRunning) return;
    isRunning = true;
    await work().catch((error: unknown) => log().error({ err: error, job }, 'job failed'));
    isRunning = false;
  };
  return setInterval(() => void run(), ms).unref();
}
