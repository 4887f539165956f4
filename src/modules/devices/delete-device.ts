import type { Context } from '@/modules/access/context';
import { transaction } from '@/platform/db/transaction';
import { auditedDevice, changeDevice, deviceEvent } from './change';
import { lockDevice } from './reads';
import type { DeviceId } from './schema';

/**
 * Revokes a device: its phone reads nothing and counts nothing from now on, and its open page ends within a second. Its
 * row stays, by which what the phone counted before is still taken. Throws NOT_FOUND and VERSION_CONFLICT.
 */
export function deleteDevice(ctx: Context, { id }: DeviceId): Promise<{ id: string }> {
  return transaction(async (tx) => {
    const before = await lockDevice(tx, ctx, id);
    await changeDevice(tx, ctx, before, {
      fields: { revokedAt: ctx.now },
      audit: { action: 'device.revoked', before: auditedDevice(before), after: null },
      event: deviceEvent(before, null),
    });
    return { id };
  });
}
