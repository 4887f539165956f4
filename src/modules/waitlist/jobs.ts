import type { JobKind } from '@/platform/jobs/kind';
import { closeOffers } from './close-offers';
import { OFFER_WAITLIST } from './schedule-offers';

export const WAITLIST_JOBS: readonly JobKind[] = [
  { kind: OFFER_WAITLIST, run: ({ key, now }) => closeOffers(key, now) },
];
