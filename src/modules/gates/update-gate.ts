import type { z } from 'zod';
import type { Context } from '@/modules/access/context';
import type { Tx } from '@/platform/db/client';
import { transaction } from '@/platform/db/transaction';
import type { GateAnswer } from './answers';
import { changeGate, type GateRow, toGate, withName } from './change';
import { lockGate } from './reads';
import type { UpdateGateInput } from './schema';

/**
 * Changes a gate, on every screen within a second. When nothing differs, nothing is written. Throws NOT_FOUND,
 * VERSION_CONFLICT and GATE_NAME_TAKEN.
 */
export function updateGate(ctx: Context, { id, ...input }: UpdateGateInput): Promise<z.infer<typeof GateAnswer>> {
  return withName(
    transaction(async (tx) => ({ gate: toGate(await writeGate(tx, ctx, await lockGate(tx, ctx, id), input)) })),
  );
}

/** Writes the fields of a locked gate that differ. */
export function writeGate(
  tx: Tx,
  ctx: Context,
  before: GateRow,
  wanted: Omit<UpdateGateInput, 'id'>,
): Promise<GateRow> {
  const names = (['name', 'direction', 'active'] as const).filter(
    (name) => wanted[name] !== undefined && wanted[name] !== before[name],
  );
  if (names.length === 0) return Promise.resolve(before);
  const pick = (from: Omit<UpdateGateInput, 'id'>) => Object.fromEntries(names.map((name) => [name, from[name]]));
  const fields: Partial<GateRow> = pick(wanted);
  return changeGate(tx, ctx, before, {
    fields,
    audit: { action: 'gate.updated', before: pick(before), after: pick(wanted) },
    event: { type: 'gate-changed', id: before.id, row: toGate({ ...before, ...fields }) },
  });
}
