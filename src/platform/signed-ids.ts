import { createHmac, timingSafeEqual } from 'node:crypto';
import { deriveSecret } from './secret';

const ID_BYTES = 16;
const MAC_BYTES = 16;

/** A text that names two rows by their UUIDs, signed by the installation for one purpose. Nothing of it is stored, and it stays the same. */
export function signIds(purpose: string, first: string, second: string): string {
  const ids = Buffer.concat([bytesOf(first), bytesOf(second)]);
  return Buffer.concat([ids, macOf(purpose, ids)]).toString('base64url');
}

/** Which rows it names; null for a text that this installation did not sign for the purpose. */
export function readSignedIds(purpose: string, text: string): readonly [string, string] | null {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length !== 2 * ID_BYTES + MAC_BYTES || bytes.toString('base64url') !== text) return null;
  const ids = bytes.subarray(0, 2 * ID_BYTES);
  if (!timingSafeEqual(macOf(purpose, ids), bytes.subarray(2 * ID_BYTES))) return null;
  return [uuidOf(ids.subarray(0, ID_BYTES)), uuidOf(ids.subarray(ID_BYTES))];
}

function macOf(purpose: string, ids: Uint8Array): Buffer {
  return createHmac('sha256', deriveSecret(purpose)).update(ids).digest().subarray(0, MAC_BYTES);
}

const bytesOf = (uuid: string) => Buffer.from(uuid.replaceAll('-', ''), 'hex');

function uuidOf(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
