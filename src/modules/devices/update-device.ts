import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import type { Context } from '@/modules/access/context';
import { user } from '@/modules/access/tables';
import { transaction } from '@/platform/db/transaction';
import type { DeviceAnswer } from './answers';
import { auditedDevice, changeDevice, type DeviceRow, deviceEvent, toDevice } from './change';
import { lockDevice, parseEnd, requireGates } from './reads';
import type { UpdateDeviceInput } from './schema';

/**
 * Changes what a device is called and may do, in force within a second also on its open page. When nothing differs,
 * nothing is written. Throws NOT_FOUND, VERSION_CONFLICT, and VALIDATION as `createDevice`.
 */
export function updateDevice(ctx: Context, { id, ...input }: UpdateDeviceInput): Promise<z.infer<typeof DeviceAnswer>> {
  const end = input.validUntil === undefined ? {} : { validUntil: parseEnd(ctx, input.validUntil) };
  return transaction(async (tx) => {
    const before = await lockDevice(tx, ctx, id);
    const { name = before.name, profile = before.profile, gateIds = before.gateIds } = input;
    const fields: Partial<DeviceRow> = { name, profile, gateIds, ...end };
    const after: DeviceRow = { ...before, ...fields };
    const told = auditedDevice(after);
    if (JSON.stringify(told) === JSON.stringify(auditedDevice(before))) return { device: toDevice(before) };
    await requireGates(tx, ctx, input.gateIds ?? []);
    // The account has the device's name, under which the ledger and the trail show it.
    if (name !== before.name) await tx.update(user).set({ name }).where(eq(user.id, before.userId));
    const changed = await changeDevice(tx, ctx, before, {
      fields,
      audit: { action: 'device.changed', before: auditedDevice(before), after: told },
      event: deviceEvent(after),
    });
    return { device: toDevice(changed) };
  });
}
