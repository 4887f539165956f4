import { shown } from '@/modules/access/shown';
import { rowEvents } from '@/modules/events/rules';
import type { RoleRow } from './wire';

/** They tell nothing but an id, so every member may see them: a screen learns that what its own member may do has changed. */
export const ROLE_EVENTS = rowEvents<RoleRow>({
  ...{ noun: 'role', permission: 'reservations.read' },
  fields: { id: shown, version: shown },
});
