'use client';
import { useTranslations } from 'use-intl';
import type { Messages } from '@/i18n/messages';
import type { JobRow } from '@/modules/monitor/answers';
import { Badge } from '@/ui/badge';
import { Nothing, SideCard } from './side-card';
import { useDeviceText } from './use-device-text';

/** A job that has been due for longer than this has no process that runs it. */
const LATE_MS = 60_000;

/** Scheduled jobs: when each is due, the failing ones first; those that only wait for their time are folded away. */
export function JobList({ jobs, now }: { jobs: readonly JobRow[]; now: string }) {
  const t = useTranslations('monitor.jobs');
  const isOpen = (job: JobRow) => job.failing > 0 || job.running > 0 || isLate(job, now);
  const open = jobs.filter(isOpen).sort((a, b) => b.failing - a.failing);
  const fine = jobs.filter((job) => !isOpen(job));
  return (
    <SideCard title={t('title')}>
      {jobs.length === 0 ? (
        <Nothing text={t('empty')} />
      ) : (
        <div data-testid="job-list">
          <JobRows jobs={open} now={now} />
          {fine.length > 0 && (
            <details>
              <summary className="px-5 py-3.5 text-ink-soft text-sm">{t('fine', { count: fine.length })}</summary>
              <JobRows jobs={fine} now={now} />
            </details>
          )}
        </div>
      )}
    </SideCard>
  );
}

function JobRows({ jobs, now }: { jobs: readonly JobRow[]; now: string }) {
  const t = useTranslations('monitor.jobs');
  return (
    <ul>
      {jobs.map((job) => (
        <li key={job.kind} data-kind={job.kind} className="border-line border-b px-5 py-3 text-sm last:border-0">
          <div className="flex items-center justify-between gap-3">
            <p className="min-w-0 font-semibold">
              <JobName kind={job.kind} />
            </p>
            <JobBadge job={job} now={now} />
          </div>
          <JobTimes job={job} now={now} />
          {job.failing > 0 && (
            <p className="text-bad-text">
              {t('attempts', { count: job.attempts })}
              {job.lastError !== null && <span className="block break-words font-mono text-xs">{job.lastError}</span>}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

function isLate({ nextAt }: JobRow, now: string): boolean {
  return nextAt !== null && Date.parse(now) - Date.parse(nextAt) > LATE_MS;
}

type Kind = keyof Messages['monitor']['jobs']['kinds'];

/** A kind that only another version knows is shown by its own name. */
function JobName({ kind }: { kind: string }) {
  const t = useTranslations('monitor.jobs');
  const name = `kinds.${kind as Kind}` as const;
  return t.has(name) ? t(name) : kind;
}

function JobBadge({ job, now }: { job: JobRow; now: string }) {
  const t = useTranslations('monitor.jobs');
  const { jobs, running, failing } = job;
  if (failing > 0) return <Badge tone="bad">{jobs > 1 ? t('failingOf', { failing, jobs }) : t('failing')}</Badge>;
  if (running > 0) return <Badge tone="info">{jobs > 1 ? t('runningOf', { running, jobs }) : t('running')}</Badge>;
  return isLate(job, now) && <Badge tone="warn">{t('late')}</Badge>;
}

function JobTimes({ job: { nextAt, doneAt }, now }: { job: JobRow; now: string }) {
  const t = useTranslations('monitor.jobs');
  const { ago } = useDeviceText();
  return (
    <p className="text-ink-faint">
      {nextAt !== null && <time dateTime={nextAt}>{t('next', { time: ago(nextAt, now) })}</time>}
      {nextAt !== null && ' · '}
      {doneAt === null ? t('never') : <time dateTime={doneAt}>{t('done', { time: ago(doneAt, now) })}</time>}
    </p>
  );
}
