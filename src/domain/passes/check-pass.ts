import { qrPass } from '@db/schema/reservations';
import { and, eq } from 'drizzle-orm';
import type { Tx } from '@/server/db/client';
import type { Venue } from '../people/context';
import type { Pass } from './issue-pass';
import { findPassKey, isSignedBy } from './keys';
import { type PassClaims, readToken } from './token';

export type TokenVerdict = { claims: PassClaims } | { refusal: 'INVALID' | 'BAD_SIGNATURE' | 'OTHER_BUSINESS' };

/** Whether a scanned text is a token that this venue signed. */
export async function checkToken(tx: Tx, venue: Venue, scanned: string): Promise<TokenVerdict> {
  const token = readToken(scanned);
  if (!token) return { refusal: 'INVALID' };
  const key = await findPassKey(tx, token.claims.keyId);
  if (!key || !isSignedBy(key, token)) return { refusal: 'BAD_SIGNATURE' };
  return key.businessId === venue.id ? { claims: token.claims } : { refusal: 'OTHER_BUSINESS' };
}

export async function findPass(tx: Tx, businessId: string, passId: string): Promise<Pass | undefined> {
  const [pass] = await tx
    .select()
    .from(qrPass)
    .where(and(eq(qrPass.businessId, businessId), eq(qrPass.id, passId)));
  return pass;
}

export function isRevoked(pass: Pass, { epoch }: PassClaims): boolean {
  return pass.revokedAt !== null || pass.epoch !== epoch;
}

export function isWithinValidity({ notBefore, expiresAt }: Pick<Pass, 'notBefore' | 'expiresAt'>, now: Date): boolean {
  return notBefore <= now && now <= expiresAt;
}
