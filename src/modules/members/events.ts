import { type ShownFields, shown } from '@/modules/access/shown';
import { type EventRules, rowEvents } from '@/modules/events/rules';
import type { TeamRow } from './wire';

const fields: ShownFields<TeamRow> = { id: shown, version: shown };

/** They tell nothing but an id, so every member may see them: a screen learns that what its own member may do has changed. */
export const MEMBER_EVENTS: readonly EventRules[] = ['member', 'invitation'].map((noun) =>
  rowEvents<TeamRow>({ noun, permission: 'reservations.read', fields }),
);
