import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { DomainError } from '@/platform/errors';

/**
 * The token of a link that one person may use once: `{venue's id}.{row's id}.{secret}`. The row holds a hash of the
 * secret, so that whoever reads the database cannot use the link.
 */
export interface Link {
  readonly businessId: string;
  readonly id: string;
  readonly secret: string;
}

const SECRET_BYTES = 24;
const TOKEN = /^([\w-]{1,64})\.([\w-]{1,64})\.([\w-]{32})$/;

export function createLink(businessId: string, id: string): { token: string; secretHash: string } {
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  return { token: `${businessId}.${id}.${secret}`, secretHash: hashOf(secret) };
}

/** Throws NOT_FOUND for a text that is no token. */
export function parseLink(token: string): Link {
  const [, businessId, id, secret] = TOKEN.exec(token) ?? [];
  if (!businessId || !id || !secret) throw new DomainError('NOT_FOUND');
  return { businessId, id, secret };
}

export function isSecretOf({ secret }: Link, secretHash: string): boolean {
  return timingSafeEqual(Buffer.from(hashOf(secret)), Buffer.from(secretHash));
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** What can be said of a link whose row was found. */
export type LinkState = 'open' | 'used' | 'revoked' | 'expired';

interface LinkTimes {
  readonly usedAt: Date | null;
  readonly revokedAt: Date | null;
  readonly expiresAt: Date;
}

export function stateOf({ usedAt, revokedAt, expiresAt }: LinkTimes, now: Date): LinkState {
  if (usedAt !== null) return 'used';
  if (revokedAt !== null) return 'revoked';
  return expiresAt <= now ? 'expired' : 'open';
}

/** Throws LINK_USED, LINK_REVOKED or LINK_EXPIRED. */
export function requireOpen(state: LinkState): void {
  if (state === 'used') throw new DomainError('LINK_USED');
  if (state === 'revoked') throw new DomainError('LINK_REVOKED');
  if (state === 'expired') throw new DomainError('LINK_EXPIRED');
}
