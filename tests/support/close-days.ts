import { isNotNull } from 'drizzle-orm';
import { RESERVATION_JOBS } from '@/modules/reservations/jobs';
import { reservation } from '@/modules/reservations/tables';
import { db } from '@/platform/db/transaction';
import { JobRunner } from '@/platform/jobs/runner';

/** Runs the jobs that close days as a process does that starts at `now`. Returns how many reservations were closed meanwhile. */
export async function closeDueDays(now: Date): Promise<number> {
  const before = await countClosed();
  const runner = new JobRunner({ db: db(), kinds: RESERVATION_JOBS, clock: () => now });
  await runner.plan();
  await runner.runDue();
  return (await countClosed()) - before;
}

function countClosed(): Promise<number> {
  return db().$count(reservation, isNotNull(reservation.closedAt));
}
