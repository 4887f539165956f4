import { periodicJob } from '@/platform/jobs/kind';
import { pruneMonitor } from './prune-monitor';

export const MONITOR_JOBS = [periodicJob('prune-monitor', 60 * 60_000, pruneMonitor)];
