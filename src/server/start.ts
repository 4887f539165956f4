import { sql } from 'drizzle-orm';
import { auth } from '@/modules/access/auth';
import { canOpenPassKeys } from '@/modules/passes/keys';
import { type FolderLock, lockFolder } from '@/platform/db/lock';
import { migrate } from '@/platform/db/migrate';
import { database, db, onCommit } from '@/platform/db/transaction';
import { EnvError, env } from '@/platform/env';
import { log } from '@/platform/log';
import { shared } from '@/platform/shared';
import { connectBus } from './bus';
import { refuseMoved } from './cli/moved';
import { startConsumers } from './consumers';
import { serveCopy } from './copies/serve-copy';
import { fleet } from './fleet/process';
import { hub } from './hub';
import { jobRunner } from './jobs';
import { registerMetrics } from './metrics/scrape';
import { AUDIT_TICK_MS, auditDevices } from './monitor/auditor';
import { offerLocalStreams } from './presence';
import { CONSUMERS } from './registry';

const READY_TIMEOUT_MS = 2_000;
/** Background work starts after this delay, so that it takes no processor time from requests that waited for the start. */
const LATER_MS = 2_000;

const state = () => shared('runtime.state', () => ({ started: false }));

export interface Runtime {
  /**
   * Starts the background work, a moment from now. A server calls it once when it serves; a command that ends by itself
   * does not.
   */
  startBackground(): void;
  /** Ends what startRuntime began; the streams must have been drained before. */
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
  const lock: FolderLock | null = DATABASE_URL ? null : await lockFolder(DATA_DIR, serveCopy);
  if (lock) refuseMoved(DATA_DIR);
  await migrate(database(), DATABASE_URL);
  if (!(await canOpenPassKeys(db()))) {
    throw new EnvError(
      'AFORO_SECRET (or the secret kept in DATA_DIR) is not the one that this database was set up with',
    );
  }
  const bus = await connectBus();
  const listening = [
    onCommit((entries) => hub().ring(entries)),
    onCommit((entries) => {
      for (const entry of entries) bus?.publish(entry);
    }),
  ];
  const stopConsumers = await startConsumers(CONSUMERS);
  registerMetrics();
  offerLocalStreams();
  await fleet()?.start();
  const jobs = jobRunner();
  let later: NodeJS.Timeout | undefined;
  const auditing = setInterval(() => void auditOnce(), AUDIT_TICK_MS).unref();
  state().started = true;
  return {
    startBackground() {
      later ??= setTimeout(() => {
        jobs.start();
        auth().catch((error: unknown) => log().error({ err: error }, 'sign-in not loaded'));
      }, LATER_MS).unref();
    },
    async stop() {
      state().started = false;
      clearTimeout(later);
      clearInterval(auditing);
      await jobs.stop();
      await stopConsumers();
      for (const stop of listening) stop();
      hub().close();
      await bus?.close();
      await fleet()?.leave();
      await database().close();
      lock?.release();
    },
  };
}

let isAuditing = false;

/**
 * Checks the devices of this process's own streams, never twice at once; a failure is logged and the next tick tries
 * again.
 */
async function auditOnce(): Promise<void> {
  if (isAuditing) return;
  isAuditing = true;
  await auditDevices().catch((error: unknown) => log().error({ err: error }, 'audit failed'));
  isAuditing = false;
}
