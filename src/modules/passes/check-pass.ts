import type { Venue } from '@/modules/venues/venue';
import type { Tx } from '@/platform/db/client';
import type { Pass } from './issue-pass';
import { findVerifier, isSignedBy } from './keys';
import { type PassClaims, readToken } from './token';

export type TokenVerdict = { claims: PassClaims } | { refusal: 'INVALID' | 'BAD_SIGNATURE' | 'OTHER_BUSINESS' };

/** Whether a scanned text is a token that this venue signed. Within a transaction, `tx` is that. */
export async function checkToken(venue: Venue, scanned: string, tx?: Tx): Promise<TokenVerdict> {
  const token = readToken(scanned);
  if (!token) return { refusal: 'INVALID' };
  const key = await findVerifier(token.claims.keyId, tx);
  if (!key || !isSignedBy(key, token)) return { refusal: 'BAD_SIGNATURE' };
  return key.businessId === venue.id ? { claims: token.claims } : { refusal: 'OTHER_BUSINESS' };
}

export function isRevoked(pass: Pass, { epoch }: PassClaims): boolean {
  return pass.revokedAt !== null || pass.epoch !== epoch;
}

export function isWithinValidity({ notBefore, expiresAt }: Pick<Pass, 'notBefore' | 'expiresAt'>, now: Date): boolean {
  return notBefore <= now && now <= expiresAt;
}
