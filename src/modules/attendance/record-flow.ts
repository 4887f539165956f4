import { randomUUID } from 'node:crypto';
import type { Author } from '@/modules/access/context';
import { EVENT_SEQ, emit, type RowDraft } from '@/modules/events/emit';
import type { ReservationRow } from '@/modules/reservations/rows';
import type { Tx } from '@/platform/db/client';
import type { AttendanceRow } from './record-entry';
import { attendanceEntry } from './tables';
import type { OccupancyRow } from './wire';

type FlowEntry = Pick<
  AttendanceRow,
  'flow' | 'kind' | 'delta' | 'nonce' | 'requestHash' | 'method' | 'occurredAt' | 'gateId' | 'forced'
> &
  Partial<Pick<AttendanceRow, 'undoOf' | 'reason' | 'category' | 'person'>> & { readonly businessDay: string };

/**
 * Adds an entry that leaves the arrivals of every party as they are, with its event, in one statement. The ledger itself
 * is the record of who counted: there is no audit entry. `party` is the locked reservation of the people, if they have one.
 */
export async function recordFlow(
  tx: Tx,
  { venue, userId, now }: Author,
  party: ReservationRow | null,
  entry: FlowEntry,
): Promise<AttendanceRow> {
  const written = {
    ...{ undoOf: null, reason: null, category: null, person: null },
    ...entry,
    ...{ businessId: venue.id, id: randomUUID(), reservationId: party?.id ?? null, userId, receivedAt: now },
    ...{ scanCountAfter: party?.scanCount ?? 0, guestCountThen: party?.guestCount ?? 0 },
    ...{ statusAfter: party?.status ?? null, isFirstScan: false },
  };
  const { id, businessDay, flow, kind, delta, gateId, category } = written;
  const row: Omit<OccupancyRow, 'version'> = {
    ...{ id, businessDay, flow, kind, delta, gateId, category },
    booked: party !== null,
  };
  const event: RowDraft = { type: 'occupancy-changed', id, row };
  const seq = await emit(tx, venue.id, event, {
    subject: party ? { kind: 'reservation', id: party.id } : { kind: 'venue', id: venue.id },
    inserts: [{ table: attendanceEntry, values: { ...written, seq: EVENT_SEQ } }],
  });
  return { ...written, seq };
}
