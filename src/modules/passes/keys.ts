import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import type { Database, Tx } from '@/platform/db/client';
import { openSealedValue, sealValue } from '@/platform/db/sealed';
import { db } from '@/platform/db/transaction';
import { deriveFrom } from '@/platform/secret';
import { passKey } from './tables';
import { encodeClaims, encodeToken, type PassClaims, type ReadToken } from './token';

const PURPOSE = 'pass-keys';

export type PassKey = Pick<typeof passKey.$inferSelect, 'keyId' | 'businessId' | 'publicKey' | 'sealedPrivateKey'>;

/** Creates a business's signing key; its private half is stored sealed. */
export async function createPassKey(tx: Tx, businessId: string): Promise<void> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const keyId = randomBytes(4).toString('hex');
  await tx.insert(passKey).values({
    keyId,
    businessId,
    publicKey: String(publicKey.export({ format: 'jwk' }).x),
    sealedPrivateKey: sealValue(PURPOSE, keyId, privateKey.export({ format: 'der', type: 'pkcs8' })),
  });
}

/**
 * The key that a token names, of any business, including retired keys: passes outlive the active period of their key.
 */
export async function findPassKey(reader: Database | Tx, keyId: string): Promise<PassKey | undefined> {
  const [key] = await reader.select().from(passKey).where(eq(passKey.keyId, keyId));
  return key;
}

/** The QR's text. Ed25519 is deterministic, so the same pass always gives the same text and need not be stored. */
export function signClaims(key: PassKey, claims: PassClaims): string {
  const signed = encodeClaims(claims);
  return encodeToken(signed, signWith(key, signed));
}

/** Signs bytes by Ed25519. What is no pass begins with a text that no pass begins with. */
export function signWith({ keyId, sealedPrivateKey }: PassKey, message: Uint8Array): Buffer {
  const der = openSealedValue(PURPOSE, keyId, sealedPrivateKey);
  return sign(null, message, createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
}

/** The key by which a venue signs now. */
export async function findActiveKey(reader: Database | Tx, businessId: string): Promise<PassKey | undefined> {
  const isActive = and(eq(passKey.businessId, businessId), isNull(passKey.retiredAt));
  const [key] = await reader.select().from(passKey).where(isActive);
  return key;
}

/**
 * Whether this process's secret, or `secret`, can open the keys in the database; also true while there are none.
 */
export async function canOpenPassKeys(reader: Database, secret?: string): Promise<boolean> {
  const [key] = await reader.select().from(passKey).limit(1);
  if (!key) return true;
  try {
    const opener = secret === undefined ? undefined : deriveFrom(secret, PURPOSE);
    openSealedValue(PURPOSE, key.keyId, key.sealedPrivateKey, opener);
    return true;
  } catch {
    return false;
  }
}

/** The data for verifying a key's signatures. */
export interface Verifier {
  readonly businessId: string;
  readonly publicKey: KeyObject;
}

/** A key's public half and its business never change, so each is read once and cached. */
const verifiers = new Map<string, Verifier>();

/** Like `findPassKey`, for verification. Within a transaction, `reader` is that. */
export async function findVerifier(keyId: string, reader: Database | Tx = db()): Promise<Verifier | undefined> {
  const known = verifiers.get(keyId);
  if (known) return known;
  const key = await findPassKey(reader, keyId);
  if (!key) return undefined;
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: key.publicKey };
  const verifier = { businessId: key.businessId, publicKey: createPublicKey({ key: jwk, format: 'jwk' }) };
  verifiers.set(keyId, verifier);
  return verifier;
}

export function isSignedBy({ publicKey }: Verifier, { signed, signature }: ReadToken): boolean {
  return verify(null, signed, publicKey, signature);
}
