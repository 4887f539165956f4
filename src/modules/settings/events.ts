import { type ShownFields, shown } from '@/modules/access/shown';
import { rowEvents } from '@/modules/events/rules';
import type { VenueRow } from './wire';

const fields: ShownFields<VenueRow> = { id: shown, version: shown };

/** They tell nothing but the venue's id, so every member may see them. */
export const VENUE_EVENTS = rowEvents<VenueRow>({
  noun: 'venue',
  permission: ['reservations.read', 'door.follow'],
  fields,
});
