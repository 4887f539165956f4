import { shown } from '@/modules/access/shown';
import { rowEvents } from '@/modules/events/rules';

/**
 * What the stream reports about a reservation's pass: that there is a new one. The pass itself is fetched by members
 * who may read it; the door reads its manifest again, in which the old pass is revoked.
 */
export interface PassRow {
  /** The reservation's id. */
  readonly id: string;
  /** The generation: counts the passes of one reservation: 1, 2, … */
  readonly generation: number;
  readonly version: number;
}

export const PASS_EVENTS = rowEvents<PassRow>({
  noun: 'pass',
  permission: ['reservations.read', 'door.follow'],
  fields: { id: shown, generation: shown, version: shown },
});
