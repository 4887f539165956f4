import { periodicJob } from '@/platform/jobs/kind';
import { pruneAccessChanges } from './access-changes';

export const ACCESS_JOBS = [periodicJob('prune-access-changes', 60 * 60_000, pruneAccessChanges)];
