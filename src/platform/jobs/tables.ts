import { index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from '../db/columns';

/** Scheduled work: one row for each piece of work, claimed by one process at a time. */
export const job = pgTable(
  'job',
  {
    /** The kind of work, as named in the process's list of jobs. */
    kind: text('kind').notNull(),
    /** The subject of the work: a venue's id; empty for work that concerns the whole installation. */
    key: text('key').notNull(),
    /** The job does not run before this time. */
    runAt: instant('run_at').notNull(),
    /** Failures in a row since the last success. */
    attempts: integer('attempts').notNull().default(0),
    lastError: text('last_error'),
    /** The process that runs it, and its last heartbeat; null while no process runs it. */
    claimedBy: text('claimed_by'),
    heartbeatAt: instant('heartbeat_at'),
    /** When it last succeeded; null before the first time. */
    doneAt: instant('done_at'),
  },
  (t) => [primaryKey({ columns: [t.kind, t.key] }), index('job_run_at_idx').on(t.runAt)],
);
