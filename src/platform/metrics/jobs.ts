import { shared } from '../shared';
import { counter, histogram, readGauge } from './registry';

const SECONDS = [0.01, 0.05, 0.25, 1, 5, 30, 120, 600];

interface Waiting {
  /** Jobs that are due and that no process runs. */
  readonly count: number;
  readonly oldestAt: Date | null;
}

const seen = () => shared('jobs.waiting', () => ({ last: { count: 0, oldestAt: null } as Waiting }));

/** Stores the result of each poll, so that reading the metrics needs no query. */
export function observeWaiting(waiting: Waiting): void {
  seen().last = waiting;
}

/** Registers the metrics of the jobs. */
export function registerJobs(): void {
  readGauge('aforo_jobs_due', 'Jobs that are due and that no process runs, at the last poll.', () => seen().last.count);
  readGauge('aforo_jobs_oldest_due_seconds', 'For how long the oldest of them has been due; 0 without one.', () => {
    const { oldestAt } = seen().last;
    return oldestAt ? Math.max(0, Date.now() - oldestAt.getTime()) / 1_000 : 0;
  });
}

/** What is measured of the runs of jobs. The failures of each of `kinds` are there before the first one. */
export function jobMetrics(kinds: readonly string[]) {
  return {
    seconds: histogram('aforo_job_duration_seconds', 'Time that a run of a job took.', SECONDS),
    failures: counter('aforo_job_failures_total', 'Runs of jobs that failed.', { kind: kinds }),
  };
}
