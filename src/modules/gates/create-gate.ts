import { randomUUID } from 'node:crypto';
import { count, eq } from 'drizzle-orm';
import type { z } from 'zod';
import type { Context } from '@/modules/access/context';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { GateAnswer } from './answers';
import { auditedGate, changeGate, toGate, withName } from './change';
import { MAX_GATES } from './rules';
import type { CreateGateInput } from './schema';
import { gate } from './tables';

/** Adds a gate. Throws GATE_NAME_TAKEN, and RATE_LIMITED while the venue has too many. */
export function createGate(ctx: Context, input: CreateGateInput): Promise<z.infer<typeof GateAnswer>> {
  const row = { ...input, businessId: ctx.venue.id, id: randomUUID(), active: true, version: 0 };
  return withName(
    transaction(async (tx) => {
      const [found] = await tx.select({ gates: count() }).from(gate).where(eq(gate.businessId, ctx.venue.id));
      if ((found?.gates ?? 0) >= MAX_GATES) throw new DomainError('RATE_LIMITED');
      await tx.insert(gate).values(row);
      const made = await changeGate(tx, ctx, row, {
        audit: { action: 'gate.created', before: null, after: auditedGate(row) },
        event: { type: 'gate-changed', id: row.id, row: toGate(row) },
      });
      return { gate: toGate(made) };
    }),
  );
}
