import { attendanceEntry } from '@db/schema/attendance';
import { and, eq } from 'drizzle-orm';
import type { Tx } from '@/server/db/client';
import { transaction } from '@/server/db/transaction';
import { DomainError } from '../errors';
import { authorize, type Context, can } from '../people/context';
import { lockReservation, requireVersion } from '../reservations/rows';
import { businessDayOf } from '../venues/business-day';
import { hashEntry } from './nonces';
import { type AttendanceRow, findEntryByNonce, recordEntry } from './record-entry';
import { isCountable } from './rules';
import { answerEntry } from './scan-answer';
import type { ScanAnswer, UndoAttendanceInput } from './schema';

/**
 * Takes one entry back by an entry of its own; again and again gives the first answer. Throws NOT_FOUND without such an entry,
 * FORBIDDEN at the door for another's entry or another day's, NOT_COUNTABLE, COUNT_BELOW_ZERO.
 */
export async function undoAttendance(ctx: Context, input: UndoAttendanceInput): Promise<ScanAnswer> {
  authorize(ctx, 'attendance.count');
  return transaction(async (tx) => {
    const row = await lockReservation(tx, ctx.venue, input.id);
    const undone = await findEntryByNonce(tx, ctx.venue.id, input.nonce);
    if (!undone || undone.reservationId !== row.id) throw new DomainError('NOT_FOUND');
    if (!mayUndo(ctx, undone)) throw new DomainError('FORBIDDEN');
    const first = await findUndo(tx, undone);
    if (first) return answerEntry(ctx, row, first, true);
    requireVersion(ctx, row);
    if (undone.method === 'UNDO' || !isCountable(row.status)) throw new DomainError('NOT_COUNTABLE');
    const delta = -undone.delta;
    if (row.scanCount + delta < 0) throw new DomainError('COUNT_BELOW_ZERO');
    const recorded = await recordEntry(tx, ctx, row, {
      delta,
      nonce: `undo:${undone.id}`,
      requestHash: hashEntry('UNDO', row.id, delta),
      method: 'UNDO',
      undoOf: undone.id,
      occurredAt: ctx.now,
    });
    return answerEntry(ctx, recorded.row, recorded.entry, false);
  });
}

function mayUndo({ role, userId, venue, now }: Context, entry: AttendanceRow): boolean {
  if (can(role, 'attendance.undo-any')) return true;
  return entry.userId === userId && businessDayOf(entry.receivedAt, venue) === businessDayOf(now, venue);
}

async function findUndo(tx: Tx, { businessId, id }: AttendanceRow): Promise<AttendanceRow | undefined> {
  const [entry] = await tx
    .select()
    .from(attendanceEntry)
    .where(and(eq(attendanceEntry.businessId, businessId), eq(attendanceEntry.undoOf, id)));
  return entry;
}
