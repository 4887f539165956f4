import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Database, Tx } from '@/platform/db/client';
import { openSealedValue, sealValue } from '@/platform/db/sealed';
import { db } from '@/platform/db/transaction';
import { passKey } from './tables';
import { encodeClaims, encodeToken, type PassClaims, type ReadToken } from './token';

const PURPOSE = 'pass-keys';

export type PassKey = Pick<typeof passKey.$inferSelect, 'keyId' | 'businessId' | 'publicKey' | 'sealedPrivateKey'>;

/** Makes a business's signing key; its private half is stored sealed. */
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

/** The key a token names, of whichever business, retired ones too: passes outlive the key's turn. */
export async function findPassKey(reader: Database | Tx, keyId: string): Promise<PassKey | undefined> {
  const [key] = await reader.select().from(passKey).where(eq(passKey.keyId, keyId));
  return key;
}

/** The QR's text. Ed25519 is deterministic, so a pass always gives the same one and need not be stored. */
export function signClaims(key: PassKey, claims: PassClaims): string {
  const der = openSealedValue(PURPOSE, key.keyId, key.sealedPrivateKey);
  const signed = encodeClaims(claims);
  return encodeToken(signed, sign(null, signed, createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })));
}

/** Whether this process's secret opens the keys that the database holds; also true while it holds none. */
export async function canOpenPassKeys(reader: Database): Promise<boolean> {
  const [key] = await reader.select().from(passKey).limit(1);
  if (!key) return true;
  try {
    openSealedValue(PURPOSE, key.keyId, key.sealedPrivateKey);
    return true;
  } catch {
    return false;
  }
}

/** What checks a key's signatures. */
export interface Verifier {
  readonly businessId: string;
  readonly publicKey: KeyObject;
}

/** A key's public half and its business never change, so each is read once. */
const verifiers = new Map<string, Verifier>();

/** As `findPassKey`, for checking. */
export async function findVerifier(keyId: string): Promise<Verifier | undefined> {
  const known = verifiers.get(keyId);
  if (known) return known;
  const key = await findPassKey(db(), keyId);
  if (!key) return undefined;
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: key.publicKey };
  const verifier = { businessId: key.businessId, publicKey: createPublicKey({ key: jwk, format: 'jwk' }) };
  verifiers.set(keyId, verifier);
  return verifier;
}

export function isSignedBy({ publicKey }: Verifier, { signed, signature }: ReadToken): boolean {
  return verify(null, signed, publicKey, signature);
}
