import { ne, sql } from 'drizzle-orm';
import type { Tx } from '../db/client';
import { type Claimer, nowOf } from './claims';
import type { JobKind } from './kind';
import { job } from './tables';

/**
 * Schedules a job at `runAt`, or leaves it when it is due earlier already. Part of the caller's transaction: rolled back with it.
 * A job that is scheduled while it runs will run again.
 */
export async function scheduleJob(tx: Tx, kind: string, key: string, runAt: Date): Promise<void> {
  await tx
    .insert(job)
    .values({ kind, key, runAt })
    .onConflictDoUpdate({ target: [job.kind, job.key], set: { runAt: earlier() } });
}

/** Makes the rows of the kinds that always exist, in one statement. */
export async function planJobs(claimer: Claimer, kinds: readonly JobKind[]): Promise<void> {
  const rows = kinds.flatMap(({ kind, startsInMs }) =>
    startsInMs === undefined
      ? []
      : [{ kind, key: '', runAt: sql`${nowOf(claimer)} + ${startsInMs} * interval '1 ms'` }],
  );
  if (rows.length === 0) return;
  await claimer.db
    .insert(job)
    .values(rows)
    .onConflictDoUpdate({ target: [job.kind, job.key], set: { runAt: earlier() } });
}

/** Removes every job that belongs to a part of the installation, such as a venue. */
export async function cancelKeyedJobs(tx: Tx): Promise<void> {
  await tx.delete(job).where(ne(job.key, ''));
}

function earlier() {
  return sql`least(${job.runAt}, excluded.run_at)`;
}
