import { hashes, verify as verifySync } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';

hashes.sha512 = sha512;

/** Whether `key` signed `data`. False, too, for bytes that are no signature. */
export function verify(signature: Uint8Array, data: Uint8Array, key: Uint8Array): boolean {
  try {
    return verifySync(signature, data, key);
  } catch {
    return false;
  }
}
