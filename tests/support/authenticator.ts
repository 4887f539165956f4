import { codeAt } from '@/modules/access/totp';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** What a person's authenticator shows for a key, as it was typed in (Base32, RFC 4648). */
export function authenticator(key: string): { code(stepsAhead?: number): string } {
  const bits = [...key].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const bytes = bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? [];
  const secret = Buffer.from(bytes).toString();
  return { code: (stepsAhead = 0) => codeAt(secret, Math.floor(Date.now() / 30_000) + stepsAhead) };
}
