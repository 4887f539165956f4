import { and, eq, isNull } from 'drizzle-orm';
import { deviceCookie, drawSecret, hashSecret, readDeviceToken } from '@/modules/access/device-secret';
import { pairedDevice } from '@/modules/access/pairing-tables';
import { db } from '@/platform/db/transaction';

/** A secret serves this long before the phone gets another one. */
const SECRET_MS = 24 * 60 * 60_000;
/** A phone that still sends the one before has lost an answer: it gets another one after this time. */
const LOST_MS = 60_000;

/**
 * The `Set-Cookie` line of the phone's next secret; null while none is due. The secret that the phone has sent serves
 * until the phone has sent the next one, since an answer may be lost; the one before that opens nothing any more. Of two
 * requests at once one gets it.
 */
export async function rotateSecret(cookie: string | null, now: Date): Promise<string | null> {
  const token = readDeviceToken(cookie);
  if (!token) return null;
  const { businessId, id } = token;
  const sent = hashSecret(token.secret);
  const isDevice = and(
    eq(pairedDevice.businessId, businessId),
    eq(pairedDevice.id, id),
    isNull(pairedDevice.revokedAt),
  );
  const [device] = await db().select().from(pairedDevice).where(isDevice);
  if (!device?.rotatedAt) return null;
  const { secretHash, previousHash, rotatedAt } = device;
  const age = now.getTime() - rotatedAt.getTime();
  const isNewest = secretHash === sent;
  if (!isNewest && previousHash !== sent) return null;
  if (isNewest && previousHash !== null) {
    const isSame = and(isDevice, eq(pairedDevice.secretHash, sent));
    await db().update(pairedDevice).set({ previousHash: null }).where(isSame);
  }
  if (age < (isNewest ? SECRET_MS : LOST_MS)) return null;
  const secret = drawSecret();
  const isUnchanged = and(
    isDevice,
    eq(pairedDevice.rotatedAt, rotatedAt),
    eq(pairedDevice.secretHash, secretHash ?? ''),
  );
  const rotated = await db()
    .update(pairedDevice)
    .set({ secretHash: hashSecret(secret), previousHash: sent, rotatedAt: now })
    .where(isUnchanged)
    .returning({ id: pairedDevice.id });
  return rotated.length > 0 ? deviceCookie({ businessId, id, secret }) : null;
}
