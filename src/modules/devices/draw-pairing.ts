import type { Context } from '@/modules/access/context';
import { drawCode, drawSecret, formatToken, hashCode, hashSecret } from '@/modules/access/device-secret';
import type { Pairing } from './answers';
import { PAIRING_MS } from './rules';

/** A new pairing of a device: what the manager shows, and what the row holds of it, which is not enough to pair a phone. */
export function drawPairing({ venue, now, request }: Context, id: string) {
  const secret = drawSecret();
  const code = drawCode();
  const pairExpiresAt = new Date(now.getTime() + PAIRING_MS);
  const token = formatToken({ businessId: venue.id, id, secret });
  const pairing: Pairing = {
    id,
    pairUrl: `${request.origin}/vincular#${token}`,
    pairCode: code,
    expiresAt: pairExpiresAt.toISOString(),
  };
  const fields = {
    ...{ pairTokenHash: hashSecret(secret), pairCodeHash: hashCode(code) },
    ...{ pairExpiresAt, pairUsedAt: null },
  };
  return { pairing, fields };
}
