import { dictionary } from '@zxcvbn-ts/language-common';
import { DomainError } from '@/platform/errors';
import { shared } from '@/platform/shared';
import { MIN_PASSWORD_LENGTH, passwordLength } from './password';

/** What everybody who guesses knows of a person. */
interface Owner {
  readonly email: string;
  readonly businessName: string;
}

const MIN_VARIETY = 5;

/**
 * Throws VALIDATION with the path `password` for one that may not be set: `too_short`, or `common_password` for one on the list of
 * common passwords (case, accents, repetition and what stands around its letters aside) or made of the owner's own data.
 */
export function checkNewPassword(password: string, owner: Owner): void {
  if (passwordLength(password) < MIN_PASSWORD_LENGTH)
    throw refusal('too_short', `at least ${MIN_PASSWORD_LENGTH} characters`);
  if (isCommon(password, owner)) throw refusal('common_password', 'too easy to guess');
}

function refusal(code: string, message: string): DomainError {
  return new DomainError('VALIDATION', { extra: { issues: [{ path: 'password', code, message }] } });
}

function isCommon(password: string, { email, businessName }: Owner): boolean {
  const plain = plainOf(password);
  if (new Set(plain).size < MIN_VARIETY) return true;
  const unit = repeatedUnit(plain);
  const own = [email, email.split('@')[0] ?? '', businessName].map(plainOf).filter((text) => text !== '');
  return [plain, unit, lettersOf(plain), lettersOf(unit)].some((form) => own.includes(form) || common().has(form));
}

/** Without case, accents and white space. */
function plainOf(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\s]/gu, '')
    .toLowerCase();
}

/** "abcabcabc" is "abc". */
function repeatedUnit(text: string): string {
  const period = (text + text).indexOf(text, 1);
  return text.slice(0, period);
}

/** Without the digits and signs around it: "password2024!" is "password". */
function lettersOf(text: string): string {
  return text.replace(/^\P{L}+|\P{L}+$/gu, '');
}

function common(): ReadonlySet<string> {
  return shared('password.common', () => new Set(dictionary['passwords-common'].map(plainOf)));
}
