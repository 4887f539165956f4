import { randomUUID } from 'node:crypto';
import { and, count, eq, isNull } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import { drawDeviceId } from '@/modules/access/device-secret';
import { pairedDevice } from '@/modules/access/pairing-tables';
import { user } from '@/modules/access/tables';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { Pairing } from './answers';
import { auditedDevice, changeDevice, deviceEvent } from './change';
import { drawPairing } from './draw-pairing';
import { parseEnd, requireGates } from './reads';
import { MAX_DEVICES } from './rules';
import type { CreateDeviceInput } from './schema';

/**
 * Makes a device, for which one phone can be paired within ten minutes. Throws VALIDATION for an end that has passed or
 * for a gate that the venue does not have, and RATE_LIMITED while the venue has too many devices.
 */
export function createDevice(ctx: Context, input: CreateDeviceInput): Promise<Pairing> {
  const { name, gateIds, profile } = input;
  const validUntil = parseEnd(ctx, input.validUntil);
  const id = drawDeviceId();
  const userId = randomUUID();
  const { pairing, fields } = drawPairing(ctx, id);
  return transaction(async (tx) => {
    const existing = and(eq(pairedDevice.businessId, ctx.venue.id), isNull(pairedDevice.revokedAt));
    const [found] = await tx.select({ devices: count() }).from(pairedDevice).where(existing);
    if ((found?.devices ?? 0) >= MAX_DEVICES) throw new DomainError('RATE_LIMITED');
    await requireGates(tx, ctx, gateIds);
    // Reserved by RFC 2606: nobody can have this address, and nothing is sent to it.
    await tx.insert(user).values({ id: userId, name, email: `${userId}@device.invalid` });
    const made = { businessId: ctx.venue.id, id, name, userId, profile, gateIds, validUntil };
    const [row] = await tx
      .insert(pairedDevice)
      .values({ ...made, ...fields, createdBy: ctx.userId, createdAt: ctx.now })
      .returning();
    if (!row) throw new DomainError('INTERNAL');
    await changeDevice(tx, ctx, row, {
      audit: { action: 'device.created', before: null, after: auditedDevice(row) },
      event: deviceEvent(row),
    });
    return pairing;
  });
}
