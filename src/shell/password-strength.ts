import { MIN_PASSWORD_LENGTH, passwordLength } from '@/modules/access/password';

export type Strength = 'none' | 'short' | 'weak' | 'fair' | 'good';

/** An estimate, not a rule: length counts most, variety a little. */
export function strengthOf(password: string): Strength {
  if (password === '') return 'none';
  const length = passwordLength(password);
  if (length < MIN_PASSWORD_LENGTH) return 'short';
  const kinds = [/[a-zñáéíóúü]/, /[A-ZÑÁÉÍÓÚÜ]/, /\d/, /[^\p{L}\d]/u].filter((kind) => kind.test(password)).length;
  const variety = new Set(password).size;
  if (variety < 5) return 'weak';
  const score = length + kinds * 2;
  return score >= 20 ? 'good' : score >= 16 ? 'fair' : 'weak';
}
