import { type ShownFields, shown } from '@/modules/access/shown';
import { type EventRules, rowEvents } from '@/modules/events/rules';
import type { MessageRow } from './wire';

const fields: ShownFields<MessageRow> = { id: shown, version: shown };

/** They tell nothing but an id, so whoever sees every day of the venue may see them. */
export const MESSAGE_EVENTS: readonly EventRules[] = ['message', 'template'].map((noun) =>
  rowEvents<MessageRow>({ noun, permission: 'reservations.read-any-day', fields }),
);
