import type { Channel } from '@/modules/tables/rules';
import { requestJson } from '@/platform/browser/http';
import { Availability } from '../answers';

export interface SlotsAsked {
  readonly day: string;
  readonly party: number;
  readonly channel: Channel;
}

/** When a party could come, and with which tables. Throws ApiError. */
export const readSlots = (businessId: string, { day, party, channel }: SlotsAsked, signal: AbortSignal) =>
  requestJson('/api/disponibilidad', {
    ...{ answer: Availability, query: { businessId, day, party: String(party), channel }, signal },
  });
