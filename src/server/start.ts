import { sql } from 'drizzle-orm';
import { type FolderLock, lockFolder } from './db/lock';
import { migrate } from './db/migrate';
import { pruneEvents } from './db/prune-events';
import { database, db, onCommit } from './db/transaction';
import { env } from './env';
import { hub } from './hub';
import { log } from './log';
import { shared } from './shared';

const PRUNE_MS = 60 * 60_000;
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
  onCommit((entries) => hub().ring(entries));
  const pruning = setInterval(() => {
    pruneEvents().catch((error: unknown) => log().error({ err: error }, 'events not pruned'));
  }, PRUNE_MS).unref();
  state().started = true;
  return {
    async stop() {
      state().started = false;
      clearInterval(pruning);
      hub().close();
      await database().close();
      lock?.release();
    },
  };
}
