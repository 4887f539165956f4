import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../db/client';
import { job } from './tables';

/** A claim without a heartbeat for this long belongs to no process. Measured by the database's clock. */
export const LEASE_MS = 60_000;
const FIRST_RETRY_MS = 30_000;
const LAST_RETRY_MS = 15 * 60_000;

/** While a job runs, its `run_at` is infinity, so that a time scheduled meanwhile is still there when it ends. */
const RUNNING = sql`'infinity'::timestamptz`;

export interface ClaimedJob {
  readonly kind: string;
  readonly key: string;
  /** Failures in a row before this run. */
  readonly attempts: number;
}

export interface Claim {
  readonly jobs: readonly ClaimedJob[];
  readonly now: Date;
  /** When the next job that no process runs is due; null when there is none. */
  readonly nextAt: Date | null;
  /** The number of due jobs that no process runs, without those of this claim. */
  readonly waiting: number;
  readonly oldestAt: Date | null;
}

/** The process that claims, and the kinds of jobs that it claims. */
export interface Claimer {
  readonly db: Database;
  readonly id: string;
  readonly kinds: readonly string[];
  /** Replaces the database's clock when deciding what is due and when it is due again. */
  readonly clock?: () => Date;
}

/** The current time, by the claimer's clock. */
export function nowOf({ clock }: Claimer): SQL {
  return clock ? sql`${clock().toISOString()}::timestamptz` : sql`now()`;
}

/**
 * Claims up to `limit` due jobs for this process, in one statement whatever the number of venues and processes: rows that another
 * process claims at the same time are skipped.
 */
export async function claimJobs(claimer: Claimer, limit: number): Promise<Claim> {
  const now = nowOf(claimer);
  const isOurs = inArray(job.kind, [...claimer.kinds]);
  const isFree = sql`(${job.claimedBy} is null or ${job.heartbeatAt} < now() - ${LEASE_MS} * interval '1 ms')`;
  const { rows } = (await claimer.db.execute(sql`
    with due as (
      select ${job.kind}, ${job.key} from ${job}
      where ${isOurs} and (${job.runAt} <= ${now} or ${job.runAt} = ${RUNNING}) and ${isFree}
      order by ${job.runAt} limit ${limit} for update skip locked
    ), claimed as (
      update ${job} set claimed_by = ${claimer.id}, heartbeat_at = now(), run_at = ${RUNNING}
      from due where ${job.kind} = due.kind and ${job.key} = due.key
      returning ${job.kind}, ${job.key}, ${job.attempts}
    ), waiting as (
      select count(*)::integer as waiting, min(${job.runAt}) as oldest from ${job}
      where ${isOurs} and ${job.runAt} <= ${now} and ${isFree}
        and not exists (select from due where due.kind = ${job.kind} and due.key = ${job.key})
    ), ahead as (
      select min(${job.runAt}) as next from ${job} where ${isOurs} and ${job.runAt} > ${now} and ${job.runAt} < ${RUNNING}
    )
    select claimed.kind, claimed.key, claimed.attempts, waiting.waiting, ${millis(now)} as now,
      ${millis(sql`waiting.oldest`)} as oldest, ${millis(sql`ahead.next`)} as next
    from waiting cross join ahead left join claimed on true`)) as unknown as { rows: ClaimRow[] };
  const [first] = rows;
  if (!first) throw new Error('claimJobs: no answer');
  return {
    jobs: rows.flatMap(({ kind, key, attempts }) =>
      kind === null || key === null ? [] : [{ kind, key, attempts: attempts ?? 0 }],
    ),
    now: new Date(first.now),
    nextAt: dateOf(first.next),
    waiting: first.waiting,
    oldestAt: dateOf(first.oldest),
  };
}

interface ClaimRow {
  readonly kind: string | null;
  readonly key: string | null;
  readonly attempts: number | null;
  readonly waiting: number;
  readonly now: number;
  readonly oldest: number | null;
  readonly next: number | null;
}

/** Both drivers return it as the same number. */
function millis(at: SQL): SQL {
  return sql`floor(extract(epoch from ${at}) * 1000)::double precision`;
}

function dateOf(at: number | null): Date | null {
  return at === null ? null : new Date(at);
}

/** The heartbeat of this process for the jobs that it still runs. */
export async function keepClaims({ db, id }: Claimer, held: readonly ClaimedJob[]): Promise<void> {
  const [kinds, keys] = [held.map(({ kind }) => kind), held.map(({ key }) => key)];
  const isHeld = sql`(${job.kind}, ${job.key}) in (select * from unnest(${sql.param(kinds)}::text[], ${sql.param(keys)}::text[]))`;
  await db
    .update(job)
    .set({ heartbeatAt: sql`now()` })
    .where(and(eq(job.claimedBy, id), isHeld));
}

/** Releases the jobs that this process has claimed and not finished, so that another process can run them at once. */
export async function releaseClaims(claimer: Claimer): Promise<void> {
  await claimer.db
    .update(job)
    .set({ ...FREE, runAt: sql`least(${job.runAt}, ${nowOf(claimer)})` })
    .where(eq(job.claimedBy, claimer.id));
}

/** To be called after a successful run. A job that another process has taken over in the meantime is left to that process. */
export async function finishJob(claimer: Claimer, of: ClaimedJob, nextAt: Date | null): Promise<void> {
  const isHeld = heldBy(claimer, of);
  if (nextAt === null) {
    const gone = await claimer.db
      .delete(job)
      .where(and(isHeld, sql`${job.runAt} = ${RUNNING}`))
      .returning({ key: job.key });
    if (gone.length > 0) return;
  }
  await claimer.db
    .update(job)
    .set({
      ...FREE,
      runAt: nextAt ? sql`least(${job.runAt}, ${nextAt.toISOString()}::timestamptz)` : job.runAt,
      attempts: 0,
      lastError: null,
      doneAt: nowOf(claimer),
    })
    .where(isHeld);
}

/** To be called after a failed run: the job runs again after 30 s, then after twice as long each time, at most a quarter of an hour. */
export async function failJob(claimer: Claimer, of: ClaimedJob, error: string): Promise<void> {
  const wait = Math.min(FIRST_RETRY_MS * 2 ** Math.min(of.attempts, 20), LAST_RETRY_MS);
  await claimer.db
    .update(job)
    .set({
      ...FREE,
      runAt: sql`least(${job.runAt}, ${nowOf(claimer)} + ${wait} * interval '1 ms')`,
      attempts: sql`${job.attempts} + 1`,
      lastError: error,
    })
    .where(heldBy(claimer, of));
}

const FREE = { claimedBy: null, heartbeatAt: null };

function heldBy({ id }: Claimer, { kind, key }: ClaimedJob) {
  return and(eq(job.kind, kind), eq(job.key, key), eq(job.claimedBy, id));
}
