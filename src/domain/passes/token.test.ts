import { generateKeyPairSync, sign, verify } from 'node:crypto';
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
  notBefore: u32,
  expiresAt: u32,
});

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
  notBefore: 1_795_000_000,
  expiresAt: 1_795_200_000,
};

describe('the pass token', () => {
  it('reads back what was signed, as typed, as a page address, in either case', () => {
    fc.assert(
      fc.property(claims, (value) => {
        const text = tokenOf(value);
        const forms = [
          text,
          text.toLowerCase(),
          `  ${text}\n`,
          `https://aforo.example/pase/${text}`,
          `x/pase/${text}?a=1`,
        ];
        for (const form of forms) {
          expect(readToken(form)?.claims).toEqual(value);
          expect(isGenuine(form)).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('is not genuine after any single bit was flipped', () => {
    const token = readToken(tokenOf(sample));
    const bytes = [...(token?.signed ?? []), ...(token?.signature ?? [])];
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Uint8Array.from(bytes, (byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
      expect(isGenuine(encodeToken(flipped.subarray(0, 31), flipped.subarray(31)))).toBe(false);
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
  });
});
