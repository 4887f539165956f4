import { requestJson } from '@/platform/browser/http';
import { Availability } from '../answers';

interface Asked {
  readonly day: string;
  readonly party: number;
}

/** The times at which a party can come, with their tables, as the staff books. Throws ApiError. */
export function readSlots(businessId: string, { day, party }: Asked, signal: AbortSignal): Promise<Availability> {
  return requestJson('/api/disponibilidad', {
    ...{ answer: Availability, query: { businessId, day, party: String(party), channel: 'IN_HOUSE' }, signal },
  });
}
