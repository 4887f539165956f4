import { and, eq, ne } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import { user } from '@/modules/access/tables';
import { auditEntry } from '@/modules/audit/tables';
import type { HistoryEntry, ReservationHistory } from '@/modules/reservations/answers';
import { showReservation } from '@/modules/reservations/rows';
import type { ReservationId } from '@/modules/reservations/schema';
import { reservation } from '@/modules/reservations/tables';
import type { Tx } from '@/platform/db/client';
import { snapshot } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import { projectHistory } from './project-history';
import { attendanceEntry, scanAttempt } from './tables';

/** What happened to one reservation, newest first; a deleted one keeps its history. Throws NOT_FOUND. */
export async function readHistory(ctx: Context, { id }: ReservationId): Promise<ReservationHistory> {
  return snapshot(async (tx) => {
    const [row] = await tx
      .select()
      .from(reservation)
      .where(and(eq(reservation.businessId, ctx.venue.id), eq(reservation.id, id)));
    if (!row) throw new DomainError('NOT_FOUND');
    const entries = [
      ...(await readAttendance(tx, ctx.venue.id, id)),
      ...(await readRefusals(tx, ctx.venue.id, id)),
      ...(await readChanges(tx, ctx.venue.id, id)),
    ];
    // A stable sort: ledger entries at the same instant keep their order.
    entries.sort((a, b) => b.at.localeCompare(a.at));
    return { reservation: showReservation(row, ctx.role), entries: projectHistory(entries, ctx.role) };
  });
}

async function readAttendance(tx: Tx, businessId: string, id: string): Promise<HistoryEntry[]> {
  const rows = await tx
    .select({ entry: attendanceEntry, by: user.name })
    .from(attendanceEntry)
    .leftJoin(user, eq(user.id, attendanceEntry.userId))
    .where(and(eq(attendanceEntry.businessId, businessId), eq(attendanceEntry.reservationId, id)))
    .orderBy(attendanceEntry.seq);
  const undone = new Set(rows.map(({ entry }) => entry.undoOf));
  const byId = new Map(rows.map(({ entry }) => [entry.id, entry]));
  return rows.reverse().map(({ entry, by }) => ({
    kind: 'attendance',
    id: entry.id,
    at: entry.receivedAt.toISOString(),
    by,
    delta: entry.delta,
    method: entry.method,
    movement: (entry.undoOf === null ? entry : (byId.get(entry.undoOf) ?? entry)).kind,
    nonce: entry.nonce,
    undone: undone.has(entry.id),
    reason: entry.reason,
    forced: entry.forced,
    scanCountAfter: entry.scanCountAfter,
  }));
}

async function readRefusals(tx: Tx, businessId: string, id: string): Promise<HistoryEntry[]> {
  const rows = await tx
    .select({ attempt: scanAttempt, by: user.name })
    .from(scanAttempt)
    .leftJoin(user, eq(user.id, scanAttempt.userId))
    .where(and(eq(scanAttempt.businessId, businessId), eq(scanAttempt.reservationId, id)));
  return rows.map(({ attempt, by }) => ({
    kind: 'refused',
    id: attempt.id,
    at: attempt.receivedAt.toISOString(),
    by,
    reason: attempt.reason,
    method: attempt.method,
    increment: attempt.increment,
  }));
}

/** Changes of attendance are left out: the ledger describes them better than the audit entries. */
async function readChanges(tx: Tx, businessId: string, id: string): Promise<HistoryEntry[]> {
  const rows = await tx
    .select({ audit: auditEntry, by: user.name })
    .from(auditEntry)
    .leftJoin(user, eq(user.id, auditEntry.userId))
    .where(
      and(
        eq(auditEntry.businessId, businessId),
        eq(auditEntry.entity, 'reservation'),
        eq(auditEntry.entityId, id),
        ne(auditEntry.action, 'attendance.counted'),
      ),
    );
  return rows.map(({ audit, by }) => ({
    kind: 'change',
    id: audit.id,
    at: audit.at.toISOString(),
    by,
    action: audit.action,
    before: audit.before as Record<string, unknown> | null,
    after: audit.after as Record<string, unknown> | null,
  }));
}
