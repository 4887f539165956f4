import { db } from '@/platform/db/transaction';
import { JobRunner } from '@/platform/jobs/runner';
import { JOBS } from './registry';

export function jobRunner(): JobRunner {
  return new JobRunner({ db: db(), kinds: JOBS });
}
