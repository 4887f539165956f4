import { claimsOf } from '@/modules/passes/issue-pass';
import { findPassKey, signClaims } from '@/modules/passes/keys';
import { db } from '@/platform/db/transaction';
import { findPass, isOfParty, isUsable } from './find-pass';
import { readPersons } from './reads';
import { isPersonIn } from './rules';

/** The most persons of one party who get a pass of their own: the token has room for 255, a page for fewer. */
const MOST = 60;

export interface PersonalPass {
  /** From 1 on. */
  readonly person: number;
  /** The QR's text. */
  readonly qrCode: string;
  /** The person has come in with it. */
  readonly isIn: boolean;
}

/**
 * A pass for each person of the party whose pass a guest holds. Nothing is stored: each is the party's pass with a number,
 * and ends with it. None for a pass that opens nothing, for that of one person, and for a party of one.
 */
export async function readPersonalPasses(text: string, now = new Date()): Promise<readonly PersonalPass[]> {
  const found = await findPass(text, now);
  if (!found || !isUsable(found.valid) || !isOfParty(found)) return [];
  const { pass, row } = found;
  if (row.guestCount === 1) return [];
  const [key, persons] = await Promise.all([findPassKey(db(), pass.keyId), readPersons(db(), row.businessId, row.id)]);
  if (!key) throw new Error('readPersonalPasses: the key is gone');
  return Array.from({ length: Math.min(row.guestCount, MOST) }, (_, index) => index + 1).map((person) => ({
    person,
    qrCode: signClaims(key, claimsOf(pass, person)),
    isIn: isPersonIn(person, persons, row),
  }));
}
