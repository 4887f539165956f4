import { periodicJob } from '@/platform/jobs/kind';
import { pruneEmailChanges } from './prune-email-changes';

export const ACCOUNT_JOBS = [periodicJob('prune-email-changes', 24 * 60 * 60_000, pruneEmailChanges)];
