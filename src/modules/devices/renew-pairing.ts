import type { Context } from '@/modules/access/context';
import { transaction } from '@/platform/db/transaction';
import type { Pairing } from './answers';
import { auditedDevice, changeDevice, deviceEvent } from './change';
import { drawPairing } from './draw-pairing';
import { lockDevice } from './reads';
import type { DeviceId } from './schema';

/**
 * Another pairing of a device; an earlier one opens nothing any more. The phone that is paired now goes on until another
 * one is. Throws NOT_FOUND and VERSION_CONFLICT.
 */
export function renewPairing(ctx: Context, { id }: DeviceId): Promise<Pairing> {
  const { pairing, fields } = drawPairing(ctx, id);
  return transaction(async (tx) => {
    const before = await lockDevice(tx, ctx, id);
    await changeDevice(tx, ctx, before, {
      fields,
      audit: { action: 'device.pairing-renewed', before: null, after: auditedDevice(before) },
      event: deviceEvent({ ...before, ...fields }),
    });
    return pairing;
  });
}
