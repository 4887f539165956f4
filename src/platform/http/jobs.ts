import { periodicJob } from '../jobs/kind';
import { pruneLimits } from './limits';

export const LIMIT_JOBS = [periodicJob('prune-limits', 60_000, pruneLimits)];
