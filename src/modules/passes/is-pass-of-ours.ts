import { findVerifier, isSignedBy } from './keys';
import { readToken } from './token';

/**
 * Whether a venue of this installation signed the token. It is cheap enough to check before a page is rendered, and
 * does not check the pass's state.
 */
export async function isPassOfOurs(token: string): Promise<boolean> {
  const read = readToken(token);
  const verifier = read && (await findVerifier(read.claims.keyId));
  return Boolean(verifier && isSignedBy(verifier, read));
}
