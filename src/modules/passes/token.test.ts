import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import fc from 'fast-check';
import { create } from 'qrcode';
import { describe, expect, it } from 'vitest';
import { encodeClaims, encodeToken, type PassClaims, readToken } from './token';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const u32 = fc.integer({ min: 0, max: 0xffffffff });
const claims: fc.Arbitrary<PassClaims> = fc.record({
  keyId: u32.map((n) => n.toString(16).padStart(8, '0')),
  passId: fc.uuid(),
  epoch: fc.integer({ min: 0, max: 0xffff }),
  person: fc.option(fc.integer({ min: 1, max: 255 })),
  notBefore: u32,
  expiresAt: u32,
});

const INVISIBLE = ['\u200B', '\u200E', '\u202A', '\u2066', '\uFEFF', '\u00AD', '\uFE0F', '\u2060'];
const before = fc.constantFrom(
  ...['', '  ', '\uFEFF', '"', '«', '<', '(', 'Pase: ', 'URL:', 'Tu pase para el sábado: ', ']Q1', '\x02', '*'],
  ...['https://aforo.example/pase/', 'HTTPS://X/PASE/', 'http://10.0.0.4:3000/es/pase/', 'x%2Fpase%2F', '：'],
);
const after = fc.constantFrom(
  ...['', ' ', '\n', '\r\n', '.', '. ¡Nos vemos!', '"', '»', '>', ')', '?utm=1', '#qr', '/', '%0A', '\x03', '\t', '…'],
);
const cut = fc.integer({ min: 4, max: 100 });
/** The ways in which the text itself is written. */
const writing = fc.oneof(
  fc.constantFrom<(text: string) => string>(
    (text) => text,
    (text) => text.toLowerCase(),
    (text) => text.replace(/[A-Z2-7]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)),
    (text) => text.replace(/./g, (letter, at) => (at % 2 ? letter.toLowerCase() : letter)),
  ),
  fc.constantFrom(...INVISIBLE).map((mark) => (text: string) => text.replace(/./g, (letter) => mark + letter) + mark),
  fc.tuple(cut, fc.constantFrom(' ', '-', '–', '\n', '\r\n', '\u00A0', ' \n', '=\r\n', '\n> ')).map(
    ([length, between]) =>
      (text: string) =>
        text.replace(new RegExp(`.{${length}}(?=.)`, 'g'), `$&${between}`),
  ),
);

function tokenOf(value: PassClaims): string {
  const signed = encodeClaims(value);
  return encodeToken(signed, sign(null, signed, privateKey));
}

function isGenuine(text: string): boolean {
  const token = readToken(text);
  return token !== null && verify(null, token.signed, publicKey, token.signature);
}

const sample: PassClaims = {
  keyId: '0a1b2c3d',
  passId: '7d3f1d52-0c55-4f0e-9a9e-2f0e6a1b8c4d',
  epoch: 3,
  person: null,
  notBefore: 1_795_000_000,
  expiresAt: 1_795_200_000,
};

const ofOne: PassClaims = { ...sample, person: 2 };

/** A token as the version before passes of single persons made it, and the key that signed it. */
const OLD = {
  text: [
    'AEFBWLB5PU7R2UQMKVHQ5GU6F4HGUG4MJUAAG2X5Q3AGWAEUADKIKFZ6VADPYU5RRMOUXH43MKUI',
    '4USGZIB5P265EMLBCPYYXT2WJRUBNFKLACXV735TXJYZ5CFJY3JCJK27DF7Y3FRXZCGU5F77RGQG',
  ].join(''),
  x: '6kpsY-KcUgq-9VB7Ey7F-ZVHdq6-vnuSQh7qaRRG0iw',
};

describe('the pass token', () => {
  it('of the version before is read as it was, and a party’s is still the same text', () => {
    const token = readToken(`https://aforo.example/pase/${OLD.text.toLowerCase()}`);
    expect(token?.claims).toEqual(sample);
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: OLD.x }, format: 'jwk' });
    expect(token && verify(null, token.signed, key, token.signature)).toBe(true);
    expect(encodeToken(encodeClaims(sample), token?.signature ?? new Uint8Array(0))).toBe(OLD.text);
  });

  it('reads back what was signed, whatever it was delivered in', () => {
    fc.assert(
      fc.property(claims, before, after, writing, (value, prefix, suffix, write) => {
        const form = prefix + write(tokenOf(value)) + suffix;
        expect(readToken(form)?.claims).toEqual(value);
        expect(isGenuine(form)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    ['in capitals, as the address of its page', (text: string) => `HTTPS://AFORO.EXAMPLE/PASE/${text}`],
    ['with a query and a hash', (text: string) => `x/pase/${text}?a=1&b=PASE#top`],
    ['twice in a row', (text: string) => text + text],
    ['twice in two lines', (text: string) => `${text}\r\n${text.toLowerCase()}\r\n`],
    ['as an address and again below it', (text: string) => `https://aforo.example/pase/${text}\n\n${text}`],
    ['by a scanner that names the kind of code', (text: string) => `]Q1${text}\x04`],
    ['by a scanner whose kind is one of our letters', (text: string) => `]Q3${text}\r`],
    ['inside an escaped address', (text: string) => encodeURIComponent(`https://aforo.example/pase/${text}?a=é`)],
    [
      'cut by a mail inside its address',
      (text: string) => `<https://a.b/pase/${text.slice(0, 40)}=\r\n${text.slice(40)}>`,
    ],
    ['quoted in an answer', (text: string) => `> ${text.slice(0, 76)}\r\n> ${text.slice(76)}\r\n`],
    ['after a word that begins like a token', (text: string) => `AFORO ${text} AFORO`],
  ])('reads it %s', (_, write) => {
    for (const value of [sample, ofOne]) expect(readToken(write(tokenOf(value)))?.claims).toEqual(value);
  });

  it.each([
    ['two tokens', () => `${tokenOf(sample)} ${tokenOf({ ...sample, epoch: 4 })}`],
    ['the token of a party and that of one of it', () => `${tokenOf(sample)} ${tokenOf(ofOne)}`],
    ['the length of the other version', () => `${tokenOf(ofOne).slice(0, 152)}`],
    ['two tokens in a row', () => tokenOf(sample) + tokenOf({ ...sample, epoch: 4 })],
    ['a letter too many', () => `${tokenOf(sample)}A`],
    ['a letter too many in front', () => `Ñ${tokenOf(sample)}`],
    ['a piece that is missing', () => `${tokenOf(sample).slice(0, 76)}\n${tokenOf(sample).slice(80)}`],
    ['another version', () => `B${tokenOf(sample).slice(1)}`],
    ['a sentence', () => `AFORO ${'NOS VEMOS EN LA FIESTA DE MI CASA '.repeat(12)}`],
    ['half an escape', () => `%E0%A4%A${tokenOf(sample).slice(1)}`],
  ])('does not read %s', (_, write) => expect(readToken(write())).toBeNull());

  it.each([sample, ofOne])('is not genuine after any single bit was flipped', (value) => {
    const token = readToken(tokenOf(value));
    const length = token?.signed.length ?? 0;
    const bytes = [...(token?.signed ?? []), ...(token?.signature ?? [])];
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Uint8Array.from(bytes, (byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
      expect(isGenuine(encodeToken(flipped.subarray(0, length), flipped.subarray(length)))).toBe(false);
    }
  });

  it('is null for any other text, and never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 700 }), (text) => readToken(text) === null));
    fc.assert(
      fc.property(fc.nat(151), fc.constantFrom('0', '1', '8', '=', 'é', ' '), (at, letter) => {
        const text = tokenOf(sample);
        return readToken(text.slice(0, at) + letter + text.slice(at + 1)) === null;
      }),
    );
  });

  it('fits a QR of 41 by 41 modules at level M', () => {
    const text = tokenOf(sample);
    expect(text).toHaveLength(152);
    expect(create(text, { errorCorrectionLevel: 'M' }).modules.size).toBe(41);
    expect(tokenOf(ofOne)).toHaveLength(154);
    expect(create(tokenOf(ofOne), { errorCorrectionLevel: 'M' }).modules.size).toBe(41);
  });
});
