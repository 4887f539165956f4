/**
 * The text of a QR: a compact signed token with ids and validity, but without any name. The code is pure, so that the
 * door's phone can read a token without a network. Layout, big-endian: version u8 | keyId 4 | passId 16 | generation
 * u16 (field `epoch`) | notBefore u32 | expiresAt u32 | in version 2 the number of a person u8 | Ed25519 signature 64
 * over all bytes before it; encoded in base32 (RFC 4648) so that it fits a version 6-M alphanumeric QR. The pass of a
 * party is of version 1, and that of one of its persons of version 2.
 */
const OF_PARTY = 1;
const OF_PERSON = 2;
const SIGNATURE_BYTES = 64;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** The bytes that are signed, of each version. */
const SIGNED_BYTES = { [OF_PARTY]: 31, [OF_PERSON]: 32 } as const;
/** The version in base32, with which every token begins, and its length. */
const TOKEN = /^(?:A[E-H].{150}|A[I-L].{152})$/;
const OF_PERSON_BEGINNING = /^A[I-L]/;
const lengthOf = (beginning: string) => (OF_PERSON_BEGINNING.test(beginning) ? 154 : 152);
/**
 * Tokens in one piece, each possibly repeated, as a scanner that reads a code twice types them. The character before is
 * a part of the match: Safari 15 has no lookbehind.
 */
const WHOLE = /(?:^|[^\p{L}\p{N}])([A-Z2-7]{152}|[A-Z2-7]{154})\1*(?![\p{L}\p{N}])/gu;
/** Pieces separated only by spaces, dashes and the characters that e-mail adds at line ends. */
const PIECES = /(?:^|[^\p{L}\p{N}])([A-Z2-7]+(?:[\s\p{Pd}=>]+[A-Z2-7]+)*)(?![\p{L}\p{N}])/gu;
/** A token is never cut into inner pieces shorter than this, whereas the words of a sentence can be shorter. */
const PIECE_LENGTH = 4;

export interface PassClaims {
  /** 8 hexadecimal digits; names the business, since each has its own keys. */
  readonly keyId: string;
  /** UUID. */
  readonly passId: string;
  readonly epoch: number;
  /** Which person of the party the pass is for, from 1 on; null for the pass of the whole party. */
  readonly person: number | null;
  /** Seconds since 1970, both inclusive. */
  readonly notBefore: number;
  readonly expiresAt: number;
}

export interface ReadToken {
  readonly claims: PassClaims;
  /** The bytes that the signature covers. */
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
}

/** The bytes to sign. */
export function encodeClaims({ keyId, passId, epoch, person, notBefore, expiresAt }: PassClaims): Uint8Array {
  const version = person === null ? OF_PARTY : OF_PERSON;
  const bytes = new Uint8Array(SIGNED_BYTES[version]);
  const view = new DataView(bytes.buffer);
  bytes[0] = version;
  bytes.set(fromHex(keyId), 1);
  bytes.set(fromHex(passId.replaceAll('-', '')), 5);
  view.setUint16(21, epoch);
  view.setUint32(23, notBefore);
  view.setUint32(27, expiresAt);
  if (person !== null) view.setUint8(31, person);
  return bytes;
}

export function encodeToken(signed: Uint8Array, signature: Uint8Array): string {
  const bytes = new Uint8Array(signed.length + SIGNATURE_BYTES);
  bytes.set(signed);
  bytes.set(signature, signed.length);
  return toBase32(bytes);
}

/**
 * Reads what a scanner read or a person pasted: a token in upper or lower case and in any width, cut by spaces, dashes
 * or line ends, surrounded by any other text, such as the address of its page (…/pase/TOKEN), quotes or a scanner's
 * prefix. Null for a text without a token or with several. The signature is not checked here.
 */
export function readToken(scanned: string): ReadToken | null {
  const text = findToken(plain(scanned));
  if (text === null) return null;
  const bytes = fromBase32(text);
  const signed = bytes.subarray(0, bytes.length - SIGNATURE_BYTES);
  const view = new DataView(bytes.buffer);
  const id = toHex(signed.subarray(5, 21));
  return {
    claims: {
      keyId: toHex(signed.subarray(1, 5)),
      passId: id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
      epoch: view.getUint16(21),
      person: (signed.length === SIGNED_BYTES[OF_PERSON] && view.getUint8(31)) || null,
      notBefore: view.getUint32(23),
      expiresAt: view.getUint32(27),
    },
    signed,
    signature: bytes.subarray(signed.length),
  };
}

/**
 * Converts to capitals, decodes, and removes invisible characters and the prefix in which a scanner names the kind of
 * code (`]Q1`).
 */
function plain(scanned: string): string {
  return scanned
    .replace(/(?:%[0-9a-f]{2})+/gi, decode)
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replace(/\p{Cc}/gu, ' ')
    .toUpperCase()
    .replace(/\][A-Z]\d/g, ' ');
}

function decode(escaped: string): string {
  try {
    return decodeURIComponent(escaped);
  } catch {
    return ' ';
  }
}

function findToken(text: string): string | null {
  const whole = Array.from(text.matchAll(WHOLE), ([, token = '']) => token).filter((token) => TOKEN.test(token));
  const found = new Set(
    whole.length > 0 ? whole : Array.from(text.matchAll(PIECES), ([, run = '']) => join(run)).flat(),
  );
  const [token = null] = found;
  return found.size === 1 ? token : null;
}

/** Tokens that consist of several adjacent pieces. */
function join(run: string): string[] {
  const pieces = run.split(/[^A-Z2-7]+/);
  const tokens: string[] = [];
  for (let first = 0; first < pieces.length; first++) {
    let text = pieces[first] ?? '';
    let last = first;
    while (text.length < lengthOf(text) && last + 1 < pieces.length) {
      if (last > first && (pieces[last]?.length ?? 0) < PIECE_LENGTH) break;
      last += 1;
      text += pieces[last];
    }
    if (!TOKEN.test(text)) continue;
    tokens.push(text);
    first = last;
  }
  return tokens;
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function fromHex(hex: string): number[] {
  return Array.from(hex.matchAll(/../g), ([pair]) => Number.parseInt(pair, 16));
}

function toBase32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += ALPHABET[(held >>> (bits - 5)) & 31];
    held &= 255;
  }
  return bits === 0 ? text : text + ALPHABET[(held << (5 - bits)) & 31];
}

function fromBase32(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let length = 0;
  let bits = 0;
  let held = 0;
  for (const letter of text) {
    held = ((held << 5) | ALPHABET.indexOf(letter)) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes[length++] = (held >>> bits) & 255;
  }
  return bytes;
}
