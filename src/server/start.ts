import { sql } from 'drizzle-orm';
import { canOpenPassKeys } from '@/domain/passes/keys';
import { closeDueDays } from '@/domain/reservations/close-day';
import { type FolderLock, lockFolder } from './db/lock';
import { migrate } from './db/migrate';
import { pruneEvents } from './db/prune-events';
import { database, db, onCommit } from './db/transaction';
import { EnvError, env } from './env';
import { hub } from './hub';
import { log } from './log';
import { shared } from './shared';

const PRUNE_MS = 60 * 60_000;
const CLOSE_MS = 60_000;
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

/** Whether requests can be served: started, not draining, and the database answers in time. */
export async function isReady(): Promise<boolean> {
  if (!state().started || hub().draining) return false;
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
  onCommit((entries) => hub().ring(entries));
  const jobs = [every(PRUNE_MS, 'prune events', pruneEvents), every(CLOSE_MS, 'close days', closeDueDays)];
  state().started = true;
  return {
    async stop() {
      state().started = false;
      for (const job of jobs) clearInterval(job);
      hub().close();
      await database().close();
      lock?.release();
    },
  };
}

/** Runs `work` now and then; a failure is logged and the next run tries again. */
function every(ms: number, job: string, work: () => Promise<unknown>): NodeJS.Timeout {
  const run = () => {
    work().catch((error: unknown) => log().error({ err: error, job }, 'job failed'));
  };
  return setInterval(run, ms).unref();
}
