import { and, eq } from 'drizzle-orm';
import type { z } from 'zod';
import type { Context } from '@/modules/access/context';
import { attendanceEntry } from '@/modules/attendance/tables';
import { auditInsert } from '@/modules/audit/write-audit';
import { emit, type RowDraft } from '@/modules/events/emit';
import { transaction } from '@/platform/db/transaction';
import type { GateRemoved } from './answers';
import { auditedGate, toGate } from './change';
import { lockGate } from './reads';
import type { GateId } from './schema';
import { gate } from './tables';
import { writeGate } from './update-gate';

/**
 * Removes a gate. One that has counted people is put out of use instead, since the ledger names it. Throws NOT_FOUND and
 * VERSION_CONFLICT.
 */
export function deleteGate(ctx: Context, { id }: GateId): Promise<z.infer<typeof GateRemoved>> {
  const { venue } = ctx;
  return transaction(async (tx) => {
    const row = await lockGate(tx, ctx, id);
    const [counted] = await tx
      .select({ id: attendanceEntry.id })
      .from(attendanceEntry)
      .where(and(eq(attendanceEntry.businessId, venue.id), eq(attendanceEntry.gateId, id)))
      .limit(1);
    if (counted) {
      const kept = await writeGate(tx, ctx, row, { active: false });
      return { id, gate: toGate(kept), seq: kept.version };
    }
    await tx.delete(gate).where(and(eq(gate.businessId, venue.id), eq(gate.id, id)));
    const audit = { action: 'gate.deleted', entity: 'gate', entityId: id, before: auditedGate(row), after: null };
    const event: RowDraft = { type: 'gate-changed', id, row: null };
    const seq = await emit(tx, venue.id, event, { subject: { kind: 'gate', id }, inserts: [auditInsert(ctx, audit)] });
    return { id, gate: null, seq };
  });
}
