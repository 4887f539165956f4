import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../db/client';
import { log } from '../log';
import { describeError, type LoggedError } from '../log-error';
import { jobMetrics, observeWaiting } from '../metrics/jobs';
import {
  type ClaimedJob,
  type Claimer,
  claimJobs,
  failJob,
  finishJob,
  keepClaims,
  LEASE_MS,
  releaseClaims,
} from './claims';
import type { JobKind } from './kind';
import { planJobs } from './schedule-job';

/** Maximum number of jobs claimed by one statement. */
const BATCH = 50;
/** Maximum number of jobs run at once: each uses a connection of the pool, and requests need the others. */
const AT_ONCE = 4;
const HEARTBEAT_MS = LEASE_MS / 4;
/**
 * A process polls at most once per SHORTEST_SLEEP_MS while nothing is due, and at least once per LONGEST_SLEEP_MS for jobs that
 * others have scheduled.
 */
const SHORTEST_SLEEP_MS = 2_000;
const LONGEST_SLEEP_MS = 30_000;
/** Milliseconds that a stop waits for runs that are about to end. */
const STOP_MS = 1_000;

interface Options {
  readonly db: Database;
  readonly kinds: readonly JobKind[];
  /** Replaces the database's clock when deciding what is due. */
  readonly clock?: () => Date;
}

interface Work {
  readonly claimed: ClaimedJob;
  readonly now: Date;
}

/** Runs the due jobs of the whole database, together with the runners of other processes. */
export class JobRunner {
  readonly #kinds: ReadonlyMap<string, JobKind>;
  readonly #claimer: Claimer;
  readonly #metrics: ReturnType<typeof jobMetrics>;
  /** Claimed, and not yet begun. */
  readonly #queue: Work[] = [];
  /** Claimed, and not yet ended. */
  readonly #held = new Set<ClaimedJob>();
  readonly #workers = new Set<Promise<void>>();
  /** The last claim was a full batch: more jobs may be due. */
  #hasMore = false;
  #isStopped = false;
  #timer: NodeJS.Timeout | undefined;
  /** When the timer ends, by this process's monotonic clock. */
  #pollsAt = 0;
  #heart: NodeJS.Timeout | undefined;
  #polling: Promise<void> = Promise.resolve();

  constructor({ kinds, ...claimer }: Options) {
    this.#kinds = new Map(kinds.map((one) => [one.kind, one]));
    this.#claimer = { ...claimer, id: randomUUID(), kinds: [...this.#kinds.keys()] };
    this.#metrics = jobMetrics(this.#claimer.kinds);
  }

  /** Makes the rows of the kinds that always exist, then polls until it is stopped. */
  start(): void {
    this.#heart = setInterval(() => {
      if (this.#held.size === 0) return;
      keepClaims(this.#claimer, [...this.#held]).catch((error: unknown) =>
        log().error({ err: error }, 'claims of jobs not renewed'),
      );
    }, HEARTBEAT_MS).unref();
    this.#pollIn(0, () => this.plan());
  }

  /** Claims no more jobs, waits a moment for those that run, and then releases those that it still holds. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    clearInterval(this.#heart);
    this.#queue.length = 0;
    await Promise.race([this.#settled(), delay(STOP_MS, undefined, { ref: false })]);
    await releaseClaims(this.#claimer);
  }

  /** Makes the rows of the kinds that always exist. */
  plan(): Promise<void> {
    return planJobs(this.#claimer, [...this.#kinds.values()]);
  }

  /** Runs due jobs to their end, until no more are due. */
  async runDue(): Promise<void> {
    while ((await this.#claim()).count > 0) await this.#settled();
  }

  async #settled(): Promise<void> {
    await this.#polling;
    await Promise.all(this.#workers);
  }

  /** Polls after `ms` and then repeatedly: as soon as the next job is due, within the bounds above. */
  #pollIn(ms: number, before?: () => Promise<void>): void {
    clearTimeout(this.#timer);
    if (this.#isStopped) return;
    const poll = async () => {
      try {
        await before?.();
        const { idleMs } = this.#queue.length === 0 ? await this.#claim() : { idleMs: SHORTEST_SLEEP_MS };
        this.#pollIn(Math.min(Math.max(idleMs, SHORTEST_SLEEP_MS), LONGEST_SLEEP_MS));
      } catch (error) {
        log().error({ err: error }, 'jobs not polled');
        this.#pollIn(LONGEST_SLEEP_MS, before);
      }
    };
    this.#pollsAt = performance.now() + ms;
    this.#timer = setTimeout(() => {
      this.#polling = poll();
    }, ms).unref();
  }

  /** Polls in `ms` at the latest: a job that has just run is due again before the poll that was planned without it. */
  #pollWithin(ms: number): void {
    const wait = Math.max(ms, SHORTEST_SLEEP_MS);
    if (this.#timer && performance.now() + wait < this.#pollsAt) this.#pollIn(wait);
  }

  /** Claims a batch and begins it. Returns how many jobs it has, and for how many milliseconds no other is due. */
  async #claim(): Promise<{ count: number; idleMs: number }> {
    const { jobs, now, nextAt, waiting, oldestAt } = await claimJobs(this.#claimer, BATCH);
    observeWaiting({ count: waiting, oldestAt });
    this.#hasMore = jobs.length === BATCH;
    for (const claimed of jobs) {
      this.#held.add(claimed);
      this.#queue.push({ claimed, now });
    }
    while (this.#workers.size < AT_ONCE && this.#queue.length > 0) this.#addWorker();
    return { count: jobs.length, idleMs: nextAt === null ? LONGEST_SLEEP_MS : nextAt.getTime() - now.getTime() };
  }

  #addWorker(): void {
    const worker = this.#work().finally(() => this.#workers.delete(worker));
    this.#workers.add(worker);
  }

  async #work(): Promise<void> {
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) await this.#run(next);
    if (this.#hasMore && this.#timer) this.#pollIn(0);
  }

  async #run({ claimed, now }: Work): Promise<void> {
    const { kind, key, attempts } = claimed;
    const end = this.#metrics.seconds.startTimer();
    try {
      const nextAt = (await this.#kinds.get(kind)?.run({ key, now })) ?? null;
      await finishJob(this.#claimer, claimed, nextAt);
      if (nextAt) this.#pollWithin(nextAt.getTime() - now.getTime());
    } catch (error) {
      this.#metrics.failures.inc({ kind });
      log().error({ err: error, job: kind, key, attempts: attempts + 1 }, 'job failed');
      await failJob(this.#claimer, claimed, nameOf(describeError(error))).catch((cause: unknown) =>
        log().error({ err: cause, job: kind, key }, 'failure of a job not stored'),
      );
    } finally {
      this.#held.delete(claimed);
      end();
    }
  }
}

/** The types of an error and of its causes. Its message may contain data of a row, so it is only in the log. */
function nameOf({ type, code, cause }: LoggedError): string {
  const own = code === undefined ? type : `${type} ${code}`;
  return cause ? `${own} < ${nameOf(cause)}` : own;
}
