import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { Context } from '@/modules/access/context';
import { pairedDevice } from '@/modules/access/pairing-tables';
import { readCursor } from '@/modules/events/reads';
import { gate } from '@/modules/gates/tables';
import type { Tx } from '@/platform/db/client';
import { snapshot } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { DeviceList } from './answers';
import { type DeviceRow, toDevice } from './change';

/** The devices of the venue that were not revoked, by name. */
export function listDevices(ctx: Context): Promise<z.infer<typeof DeviceList>> {
  return snapshot(async (tx) => {
    const rows = await tx
      .select()
      .from(pairedDevice)
      .where(and(eq(pairedDevice.businessId, ctx.venue.id), isNull(pairedDevice.revokedAt)))
      .orderBy(sql`lower(${pairedDevice.name})`, pairedDevice.id);
    return { devices: rows.map(toDevice), cursor: await readCursor(tx, ctx) };
  });
}

/** Locks a device that was not revoked until the transaction ends. Throws NOT_FOUND, and VERSION_CONFLICT with the device. */
export async function lockDevice(tx: Tx, { venue, request }: Context, id: string): Promise<DeviceRow> {
  const [row] = await tx
    .select()
    .from(pairedDevice)
    .where(and(eq(pairedDevice.businessId, venue.id), eq(pairedDevice.id, id), isNull(pairedDevice.revokedAt)))
    .for('update');
  if (!row) throw new DomainError('NOT_FOUND');
  if (request.ifMatch !== undefined && request.ifMatch !== row.version)
    throw new DomainError('VERSION_CONFLICT', { extra: { current: toDevice(row) } });
  return row;
}

/** Throws VALIDATION for a gate that the venue does not have. */
export async function requireGates(tx: Tx, { venue }: Context, gateIds: readonly string[]): Promise<void> {
  if (gateIds.length === 0) return;
  const isNamed = and(eq(gate.businessId, venue.id), inArray(gate.id, [...gateIds]));
  const found = await tx.select({ id: gate.id }).from(gate).where(isNamed);
  if (found.length === gateIds.length) return;
  const issue = { path: 'gateIds', code: 'unknown', message: 'not a gate of the venue' };
  throw new DomainError('VALIDATION', { extra: { issues: [issue] } });
}

/** The end that was asked for. Throws VALIDATION for one that has passed. */
export function parseEnd({ now }: Context, end: string | null | undefined): Date | null {
  const validUntil = end ? new Date(end) : null;
  if (validUntil === null || validUntil > now) return validUntil;
  const issue = { path: 'validUntil', code: 'past', message: 'must be in the future' };
  throw new DomainError('VALIDATION', { extra: { issues: [issue] } });
}
