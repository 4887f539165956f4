import { and, eq, sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { Context } from '@/modules/access/context';
import { readCursor } from '@/modules/events/reads';
import type { Tx } from '@/platform/db/client';
import { snapshot } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { GateList } from './answers';
import { type GateRow, toGate } from './change';
import { gate } from './tables';
import type { Gate } from './wire';

/** The gates of the venue by name, those out of use too. */
export function listGates(ctx: Context): Promise<z.infer<typeof GateList>> {
  return snapshot(async (tx) => ({ gates: await readGateRows(tx, ctx.venue.id), cursor: await readCursor(tx, ctx) }));
}

/** The same, within a transaction. */
export async function readGateRows(tx: Tx, businessId: string): Promise<Gate[]> {
  const rows = await tx
    .select()
    .from(gate)
    .where(eq(gate.businessId, businessId))
    .orderBy(sql`lower(${gate.name})`, gate.id);
  return rows.map(toGate);
}

/** Locks a gate until the transaction ends. Throws NOT_FOUND, and VERSION_CONFLICT with the current gate. */
export async function lockGate(tx: Tx, { venue, request }: Context, id: string): Promise<GateRow> {
  const [row] = await tx
    .select()
    .from(gate)
    .where(and(eq(gate.businessId, venue.id), eq(gate.id, id)))
    .for('update');
  if (!row) throw new DomainError('NOT_FOUND');
  if (request.ifMatch !== undefined && request.ifMatch !== row.version)
    throw new DomainError('VERSION_CONFLICT', { extra: { current: toGate(row) } });
  return row;
}
