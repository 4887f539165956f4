import { eq, sql } from 'drizzle-orm';
import type { Database } from '../db/client';
import { LEASE_MS } from './claims';
import { job } from './tables';

/** The state of the jobs of one kind. */
export interface JobSummary {
  readonly kind: string;
  readonly jobs: number;
  readonly running: number;
  /** Jobs whose last run failed. */
  readonly failing: number;
  /** When the first of the jobs that are not running is due. */
  readonly nextAt: Date | null;
  readonly doneAt: Date | null;
  /** Failures in a row, and the last error, of the job that has failed most often. */
  readonly attempts: number;
  readonly lastError: string | null;
}

/** Summarises every kind of job, or only the jobs for `key`. */
export async function summariseJobs(db: Database, key: string | 'all'): Promise<JobSummary[]> {
  const isRunning = sql`${job.heartbeatAt} >= now() - ${LEASE_MS} * interval '1 ms'`;
  const rows = await db
    .select({
      kind: job.kind,
      jobs: sql<number>`count(*)::integer`,
      running: sql<number>`(count(*) filter (where ${isRunning}))::integer`,
      failing: sql<number>`(count(*) filter (where ${job.attempts} > 0))::integer`,
      // Infinity marks a running job.
      nextAt: sql`min(${job.runAt}) filter (where ${job.runAt} < 'infinity')`.mapWith(job.runAt),
      doneAt: sql`max(${job.doneAt})`.mapWith(job.doneAt),
      attempts: sql<number>`max(${job.attempts})`,
      lastError: sql<
        string | null
      >`(array_agg(${job.lastError} order by ${job.attempts} desc) filter (where ${job.lastError} is not null))[1]`,
    })
    .from(job)
    .where(key === 'all' ? undefined : eq(job.key, key))
    .groupBy(job.kind)
    .orderBy(job.kind);
  return rows;
}
