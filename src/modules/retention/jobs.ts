import { periodicJob } from '@/platform/jobs/kind';
import { eraseOldContacts, eraseOldNotes } from './erase-old-persons';
import { pruneEvents } from './prune-events';
import { pruneNights } from './prune-nights';
import { pruneAttempts, pruneAudit, pruneExpired, pruneHolds, pruneIdempotencyKeys } from './prune-old-rows';
import { pruneWaits } from './prune-waits';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

export const RETENTION_JOBS = [
  periodicJob('prune-events', HOUR_MS, pruneEvents),
  periodicJob('prune-nights', HOUR_MS, pruneNights),
  periodicJob('prune-attempts', HOUR_MS, pruneAttempts),
  periodicJob('prune-idempotency-keys', HOUR_MS, pruneIdempotencyKeys),
  periodicJob('prune-audit', HOUR_MS, pruneAudit),
  periodicJob('prune-expired', HOUR_MS, pruneExpired),
  periodicJob('prune-holds', HOUR_MS, pruneHolds),
  periodicJob('prune-waits', DAY_MS, pruneWaits),
  periodicJob('erase-old-contacts', DAY_MS, eraseOldContacts),
  periodicJob('erase-old-notes', DAY_MS, eraseOldNotes),
];
