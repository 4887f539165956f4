import { shown } from '@/modules/access/shown';
import { rowEvents } from '@/modules/events/rules';
import type { KeyRow } from './wire';

/** They tell nothing but an id, so whoever sees every day of the venue may see them. */
export const KEY_EVENTS = rowEvents<KeyRow>({
  ...{ noun: 'key', permission: 'reservations.read-any-day' },
  fields: { id: shown, version: shown },
});
