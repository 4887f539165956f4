import { randomUUID } from 'node:crypto';
import { and, desc, eq, isNull } from 'drizzle-orm';
import type { Author } from '@/modules/access/context';
import { deviceCookie, drawSecret, hashCode, hashSecret, parseToken } from '@/modules/access/device-secret';
import { pairedDevice } from '@/modules/access/pairing-tables';
import { business } from '@/modules/venues/tables';
import type { BusinessId } from '@/modules/venues/venue';
import type { Tx } from '@/platform/db/client';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { Paired } from './answers';
import { changeDevice, type DeviceRow, deviceEvent } from './change';
import type { PairInput } from './schema';

/**
 * Makes the phone that shows a token or a code the device's own, and ends the phone that was it before. Of several phones
 * that show the same one at once, one is paired. Throws NOT_FOUND for what opens nothing, also for a suspended venue,
 * LINK_USED, LINK_REVOKED and LINK_EXPIRED.
 */
export function completePairing(
  input: PairInput,
  { now, requestId }: Pick<Author, 'now' | 'requestId'>,
): Promise<{ paired: Paired; cookie: string }> {
  return transaction(async (tx) => {
    const { device, venue } = await lockPaired(tx, input);
    if (device.revokedAt !== null) throw new DomainError('LINK_REVOKED');
    if (device.pairUsedAt !== null) throw new DomainError('LINK_USED');
    const ends = [device.pairExpiresAt, device.validUntil];
    if (ends.some((end) => end !== null && end <= now)) throw new DomainError('LINK_EXPIRED');
    const secret = drawSecret();
    const fields: Partial<DeviceRow> = {
      endedHashes: endedHashes(device),
      ...{ sessionId: randomUUID(), secretHash: hashSecret(secret), previousHash: null, rotatedAt: now },
      ...{ pairedAt: now, pairUsedAt: now, seenAt: now, queued: null, battery: null, behind: null, appVersion: null },
    };
    const { businessId, id, name, profile, userId } = device;
    const author: Author = { venue: { ...venue, id: venue.id as BusinessId }, userId, requestId, now };
    await changeDevice(tx, author, device, {
      fields,
      audit: { action: 'device.paired', before: null, after: { name, profile } },
      event: deviceEvent({ ...device, ...fields }),
    });
    return { paired: { id, name, profile, venue: venue.name }, cookie: deviceCookie({ businessId, id, secret }) };
  });
}

/** How many phones of a device may still hand over what they hold. */
const ENDED_PHONES = 5;

function endedHashes({ secretHash, previousHash, endedHashes: before }: DeviceRow): string[] {
  return [...[secretHash, previousHash].filter((hash) => hash !== null), ...before].slice(0, 2 * ENDED_PHONES);
}

/** The device of the newest pairing that has that token or code, locked. */
async function lockPaired(tx: Tx, input: PairInput) {
  const token = 'token' in input ? parseToken(input.token) : null;
  if ('token' in input && !token) throw new DomainError('NOT_FOUND');
  const isMeant = token
    ? and(
        eq(pairedDevice.businessId, token.businessId),
        eq(pairedDevice.id, token.id),
        eq(pairedDevice.pairTokenHash, hashSecret(token.secret)),
      )
    : and(eq(pairedDevice.pairCodeHash, hashCode('code' in input ? input.code : '')), isNull(pairedDevice.revokedAt));
  const [found] = await tx
    .select({ device: pairedDevice, venue: business })
    .from(pairedDevice)
    .innerJoin(business, and(eq(business.id, pairedDevice.businessId), eq(business.suspended, false)))
    .where(isMeant)
    .orderBy(desc(pairedDevice.pairExpiresAt))
    .limit(1)
    .for('update', { of: pairedDevice });
  if (!found) throw new DomainError('NOT_FOUND');
  return found;
}
