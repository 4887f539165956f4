import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';

/**
 * `npm run verify:evidence -- FILE [PUBLIC_KEY]`: whether a file of GET /api/evidencia/exportar is as the venue signed it. Without the
 * public key (`keys` of GET /api/puerta/manifiesto) it is checked with the one that the file names, which says only that nobody
 * changed a byte since. Exits with 0 when it is, with 1 when it is not, with 2 when there is nothing to check.
 */
const PURPOSE = 'aforo-evidence-v1:';
const [file, expected] = process.argv.slice(2);
if (!file) {
  console.error('Usage: npm run verify:evidence -- FILE [PUBLIC_KEY]');
  process.exit(2);
}
const bytes = readFileSync(file);
const found = readJson() ?? readCsv();
if (!found) {
  console.error('This file has no signature of evidence.');
  process.exit(2);
}
const { end, publicKey, value, keyId } = found;
const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
const digest = createHash('sha256').update(bytes.subarray(0, end)).digest('hex');
const isTrue = verify(null, Buffer.from(PURPOSE + digest), key, Buffer.from(value, 'base64url'));
const isExpected = expected === undefined || expected === publicKey;
if (isTrue && isExpected) console.log(`Unchanged since key ${keyId} (${publicKey}) signed it.`);
else
  console.error(isTrue ? `Signed by another key: ${publicKey}` : 'Changed since it was signed, or signed by nobody.');
process.exitCode = isTrue && isExpected ? 0 : 1;

/** The signature is the last member of the document. */
function readJson() {
  const end = bytes.lastIndexOf(',"signature":');
  if (bytes[0] !== 0x7b || end < 0) return null;
  try {
    return { end, ...JSON.parse(bytes.subarray(end + ',"signature":'.length, bytes.lastIndexOf('}')).toString()) };
  } catch {
    return null;
  }
}

/** The signature is the last line. */
function readCsv() {
  const end = bytes.lastIndexOf('#signature,ed25519,');
  if (end < 0) return null;
  const [, , keyId, publicKey, value] = bytes.subarray(end).toString().trim().split(',');
  return keyId && publicKey && value ? { end, keyId, publicKey, value } : null;
}
