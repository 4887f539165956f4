import { shown } from '@/modules/access/shown';
import { rowEvents } from '@/modules/events/rules';
import type { Gate } from './wire';

/** Whoever counts at a gate must know it. */
export const GATE_EVENTS = rowEvents<Gate>({
  noun: 'gate',
  permission: ['reservations.read', 'door.follow'],
  fields: { id: shown, name: shown, direction: shown, active: shown, version: shown },
});
