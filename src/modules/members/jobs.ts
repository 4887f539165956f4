import { periodicJob } from '@/platform/jobs/kind';
import { pruneLinks } from './prune-links';

export const MEMBER_JOBS = [periodicJob('prune-links', 24 * 60 * 60_000, pruneLinks)];
