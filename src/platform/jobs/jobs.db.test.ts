import { and, eq, sql } from 'drizzle-orm';
import { afterEach, expect, it } from 'vitest';
import { describeDatabases } from '../../../tests/support/databases';
import { until } from '../../../tests/support/until';
import { db, transaction } from '../db/transaction';
import { querySeconds } from '../metrics/instruments';
import { registerJobs } from '../metrics/jobs';
import { registry } from '../metrics/registry';
import { type Claimer, claimJobs, finishJob, keepClaims, LEASE_MS } from './claims';
import { type JobKind, periodicJob } from './kind';
import { JobRunner } from './runner';
import { scheduleJob } from './schedule-job';
import { job } from './tables';

const KIND = 'paint';
const PAST = new Date('2026-01-01T00:00:00Z');
const FAR = new Date('2126-01-01T00:00:00Z');
/** In the past, so that what is due by it is due by the database's clock too. */
const START = Date.parse('2026-02-01T00:00:00Z');

const runners: JobRunner[] = [];
afterEach(async () => {
  for (const runner of runners.splice(0)) await runner.stop();
  await db().delete(job);
});

function runnerOf(run: JobKind['run'], clock?: () => Date): JobRunner {
  const runner = new JobRunner({ db: db(), kinds: [{ kind: KIND, run }], ...(clock ? { clock } : {}) });
  runners.push(runner);
  return runner;
}

const schedule = (key: string, runAt = PAST) => transaction((tx) => scheduleJob(tx, KIND, key, runAt));
const rowOf = async (key: string) =>
  (
    await db()
      .select()
      .from(job)
      .where(and(eq(job.kind, KIND), eq(job.key, key)))
  )[0];
const claimer = (id: string): Claimer => ({ db: db(), id, kinds: [KIND] });
/** As if the process that runs the job had last said so then. */
const ageHeartbeat = (ms: number) =>
  db()
    .update(job)
    .set({ heartbeatAt: sql`now() - ${ms} * interval '1 ms'` });

async function statements(work: () => Promise<unknown>): Promise<number> {
  const count = async () =>
    (await querySeconds.get()).values.find(({ metricName }) => metricName?.endsWith('_count'))?.value ?? 0;
  const before = await count();
  await work();
  return (await count()) - before;
}

describeDatabases('a job', () => {
  it('is one row for each kind and key, due at the earliest time that was asked for', async () => {
    for (const at of ['2126-03-01', '2126-01-01', '2126-02-01']) await schedule('a', new Date(`${at}T00:00:00Z`));
    await schedule('b', FAR);
    expect(await db().select({ key: job.key, runAt: job.runAt }).from(job).orderBy(job.key)).toEqual([
      { key: 'a', runAt: FAR },
      { key: 'b', runAt: FAR },
    ]);
  });

  it('is scheduled with its transaction, or not at all', async () => {
    const failed = transaction(async (tx) => {
      await scheduleJob(tx, KIND, 'a', PAST);
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect(await rowOf('a')).toBeUndefined();
  });

  it('runs once, however many runners poll at once, and says when it is due again or goes', async () => {
    const runs: string[] = [];
    for (let i = 0; i < 120; i++) await schedule(`k${i}`);
    const all = [1, 2, 3, 4].map(() =>
      runnerOf(async ({ key }) => {
        runs.push(key);
        return key.endsWith('0') ? FAR : null;
      }),
    );
    await Promise.all(all.map((runner) => runner.runDue()));
    expect(runs.sort()).toEqual(Array.from({ length: 120 }, (_, i) => `k${i}`).sort());
    const left = await db().select().from(job);
    expect(left).toHaveLength(12);
    for (const row of left) {
      expect(row).toMatchObject({ runAt: FAR, attempts: 0, claimedBy: null, heartbeatAt: null });
      expect(row.doneAt?.getTime()).toBeGreaterThan(Date.now() - 60_000);
    }
  });

  it('is taken over from a process that is gone, which then has no say about it', async () => {
    await schedule('a');
    const { jobs } = await claimJobs(claimer('gone'), 10);
    expect(jobs).toEqual([{ kind: KIND, key: 'a', attempts: 0 }]);
    expect((await claimJobs(claimer('other'), 10)).jobs).toEqual([]);
    await ageHeartbeat(LEASE_MS - 5_000);
    expect((await claimJobs(claimer('other'), 10)).jobs).toEqual([]);
    await ageHeartbeat(LEASE_MS + 1_000);
    await keepClaims(claimer('gone'), jobs);
    expect((await claimJobs(claimer('other'), 10)).jobs).toEqual([]);
    await ageHeartbeat(LEASE_MS + 1_000);
    expect((await claimJobs(claimer('other'), 10)).jobs).toEqual(jobs);
    for (const job of jobs) await finishJob(claimer('gone'), job, null);
    expect(await rowOf('a')).toMatchObject({ claimedBy: 'other', doneAt: null });
  });

  it('fails into a retry that comes later each time, at most a quarter of an hour, and tells nothing of its data', async () => {
    let now = START;
    let fails = true;
    const runner = runnerOf(
      async () => {
        if (!fails) return FAR;
        await db().execute(sql`select ${'Lucía Fernández'}::integer`);
        return null;
      },
      () => new Date(now),
    );
    await schedule('a');
    const waits: number[] = [];
    for (let tries = 1; tries <= 8; tries++) {
      await runner.runDue();
      const row = await rowOf('a');
      expect(row).toMatchObject({ attempts: tries, claimedBy: null });
      expect(row?.lastError).toMatch(/22P02/);
      expect(row?.lastError).not.toContain('Lucía');
      const next = row?.runAt.getTime() ?? 0;
      waits.push((next - now) / 1_000);
      now = next - 1;
      await runner.runDue();
      expect((await rowOf('a'))?.attempts).toBe(tries);
      now = next;
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900, 900]);
    fails = false;
    await runner.runDue();
    expect(await rowOf('a')).toMatchObject({ attempts: 0, lastError: null, runAt: FAR, doneAt: new Date(now) });
  });

  it('that is scheduled while it runs, runs again', async () => {
    let runs = 0;
    const runner = runnerOf(async ({ key }) => {
      runs += 1;
      if (runs < 3) await schedule(key);
      return runs === 2 ? null : FAR;
    });
    await schedule('a');
    await runner.runDue();
    expect(runs).toBe(3);
    expect(await rowOf('a')).toMatchObject({ runAt: FAR });
  });

  it('that no process knows stays for those that do', async () => {
    await transaction((tx) => scheduleJob(tx, 'of the next version', '', PAST));
    await runnerOf(async () => null).runDue();
    expect(await db().select({ kind: job.kind }).from(job)).toEqual([{ kind: 'of the next version' }]);
  });

  it('that is always there is planned by each start, and kept as it stands', async () => {
    const kinds = [
      periodicJob('hourly', 3_600_000, async () => {}),
      periodicJob('soon', 60_000, async () => {}, { atStart: true }),
    ];
    const clock = () => new Date(START);
    const runner = new JobRunner({ db: db(), kinds, clock });
    await runner.plan();
    await runner.runDue();
    await runner.plan();
    const rows = await db().select({ kind: job.kind, runAt: job.runAt }).from(job).orderBy(job.kind);
    expect(rows).toEqual([
      { kind: 'hourly', runAt: new Date(START + 3_600_000) },
      { kind: 'soon', runAt: new Date(START) },
    ]);
  });

  it('is found by one statement, whatever the number of venues', async () => {
    const runner = runnerOf(async () => FAR);
    await schedule('a', FAR);
    expect(await statements(() => runner.runDue())).toBe(1);
    await db().execute(
      sql`insert into job (kind, key, run_at) select ${KIND}, 'v' || n, ${FAR.toISOString()}::timestamptz from generate_series(1, 10000) n`,
    );
    expect(await statements(() => runner.runDue())).toBe(1);
  });

  it('is run again when it is due, also while no other is', async () => {
    let runs = 0;
    await schedule('a');
    const runner = runnerOf(async ({ now }) => {
      runs += 1;
      return new Date(now.getTime() + 1_000);
    });
    runner.start();
    await until('three runs, for which the longest sleep leaves no time', () => runs >= 3, 25_000);
  }, 40_000);

  it('is waited for at a stop, or given back to be run at once', async () => {
    let end = () => {};
    let begun = 0;
    const slow = runnerOf(async ({ key }) => {
      begun += 1;
      if (key === 'slow')
        await new Promise<void>((resolve) => {
          end = resolve;
        });
      return FAR;
    });
    await schedule('quick');
    await schedule('slow');
    slow.start();
    await until('both to run', async () => begun === 2 && (await rowOf('quick'))?.claimedBy === null);
    expect((await rowOf('slow'))?.claimedBy).not.toBeNull();
    await slow.stop();
    expect(await rowOf('slow')).toMatchObject({ claimedBy: null, attempts: 0 });
    const ran: string[] = [];
    await runnerOf(async ({ key }) => {
      ran.push(key);
      return FAR;
    }).runDue();
    expect(ran).toEqual(['slow']);
    end();
  });

  it('shows in the metrics how many wait, for how long, and how many fail', async () => {
    registerJobs();
    const figure = async (series: string) =>
      Number(
        (await registry().metrics())
          .split('\n')
          .find((line) => line.startsWith(`${series} `))
          ?.split(' ')
          .at(-1),
      );
    const failures = `aforo_job_failures_total{kind="${KIND}"}`;
    let fail = () => {};
    const failing = new Promise<never>((_, reject) => {
      fail = () => reject(new Error('no'));
    });
    const runner = runnerOf(() => failing);
    const due = new Date(Date.now() - 90_000);
    for (let i = 0; i < 60; i++) await schedule(`k${i}`, due);
    const running = runner.runDue();
    await until('a batch to be claimed', async () => (await figure('aforo_jobs_due')) === 10);
    expect(await figure('aforo_jobs_oldest_due_seconds')).toBeGreaterThan(80);
    const before = await figure(failures);
    fail();
    await running;
    expect((await figure(failures)) - before).toBe(60);
    expect([await figure('aforo_jobs_due'), await figure('aforo_jobs_oldest_due_seconds')]).toEqual([0, 0]);
  });
});
