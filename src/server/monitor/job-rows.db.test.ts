import { and, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { CLOSE_DAY } from '@/modules/reservations/schedule-close';
import { db, transaction } from '@/platform/db/transaction';
import { claimJobs, failJob } from '@/platform/jobs/claims';
import { scheduleJob } from '@/platform/jobs/schedule-job';
import { job } from '@/platform/jobs/tables';
import { describeDatabases } from '../../../tests/support/databases';
import { makeVenue, NOW } from '../../../tests/support/fixtures';
import { readOverview } from './overview';

describeDatabases('jobs in the console', () => {
  it('are shown to the operator by kind, and to a venue only its own', async () => {
    const [venue, other] = [await makeVenue(), await makeVenue()];
    await transaction((tx) => scheduleJob(tx, 'prune-limits', '', NOW));
    const ofVenue = and(eq(job.kind, CLOSE_DAY), eq(job.key, venue.venue.id));
    await db().update(job).set({ attempts: 3, lastError: 'error 40P01' }).where(ofVenue);
    const claimer = { db: db(), id: 'a', kinds: ['prune-limits'] };
    const { jobs } = await claimJobs(claimer, 1);

    const watcher = { userId: 'u', requestId: 'r', role: 'OWNER' as const, venue: venue.venue, now: new Date() };
    const closing = { kind: CLOSE_DAY, jobs: 1, running: 0, nextAt: NOW.toISOString(), doneAt: null };
    expect((await readOverview(watcher, {})).jobs).toEqual([
      { ...closing, failing: 1, attempts: 3, lastError: 'error 40P01' },
    ]);
    expect((await readOverview({ ...watcher, venue: other.venue }, {})).jobs).toEqual([
      { ...closing, failing: 0, attempts: 0, lastError: null },
    ]);
    const operator = { ...watcher, role: 'OPERATOR' as const, venue: null };
    const limits = { kind: 'prune-limits', jobs: 1, doneAt: null };
    expect((await readOverview(operator, {})).jobs).toEqual([
      { ...closing, jobs: 2, failing: 1, attempts: 3, lastError: 'error 40P01' },
      { ...limits, running: 1, failing: 0, nextAt: null, attempts: 0, lastError: null },
    ]);
    for (const claimed of jobs) await failJob(claimer, claimed, 'error 57P01');
    const later = { ...operator, now: new Date(Date.now() + 2_000) };
    expect((await readOverview(later, {})).jobs?.[1]).toMatchObject({
      running: 0,
      failing: 1,
      lastError: 'error 57P01',
    });
  });
});
