import { createHash } from 'node:crypto';
import { type PassKey, signWith } from '@/modules/passes/keys';

/**
 * What a signature of evidence is made over: this text, and the SHA-256 of all bytes before the signature in hexadecimal.
 * No pass begins like it.
 */
const PURPOSE = 'aforo-evidence-v1:';

/** The pieces of a file, followed by its signature as `write` puts it down. The file is never held whole. */
export async function* signed(
  pieces: AsyncIterable<string>,
  key: PassKey,
  write: (signature: { keyId: string; publicKey: string; value: string }) => string,
): AsyncIterable<string> {
  const hash = createHash('sha256');
  for await (const piece of pieces) {
    hash.update(piece);
    yield piece;
  }
  const value = signWith(key, Buffer.from(PURPOSE + hash.digest('hex'))).toString('base64url');
  yield write({ keyId: key.keyId, publicKey: key.publicKey, value });
}

/** The last line of a CSV file. */
export const csvSignature = ({ keyId, publicKey, value }: { keyId: string; publicKey: string; value: string }) =>
  `#signature,ed25519,${keyId},${publicKey},${value}\r\n`;

/** The last member of a JSON document; the signed bytes end before its comma. */
export const jsonSignature = (signature: { keyId: string; publicKey: string; value: string }) =>
  `,"signature":${JSON.stringify({ algorithm: 'ed25519', ...signature })}}\n`;
