import { DomainError } from '@/platform/errors';
import { shared } from '@/platform/shared';
import { MIN_PASSWORD_LENGTH, passwordLength } from './password';

/** The personal data that an attacker is assumed to know. */
interface Owner {
  readonly email: string;
  readonly businessName: string;
}

const MIN_VARIETY = 5;

/**
 * Throws VALIDATION with the path `password` for a password that may not be set: `too_short`, or `common_password` when
 * it is on the list of common passwords (ignoring case, accents, repetition and the characters around its letters) or
 * made of the owner's own data.
 */
export async function checkNewPassword(password: string, owner: Owner): Promise<void> {
  if (passwordLength(password) < MIN_PASSWORD_LENGTH)
    throw refusal('too_short', `at least ${MIN_PASSWORD_LENGTH} characters`);
  if (await isCommon(password, owner)) throw refusal('common_password', 'too easy to guess');
}

function refusal(code: string, message: string): DomainError {
  return new DomainError('VALIDATION', { extra: { issues: [{ path: 'password', code, message }] } });
}

async function isCommon(password: string, { email, businessName }: Owner): Promise<boolean> {
  const plain = plainOf(password);
  if (new Set(plain).size < MIN_VARIETY) return true;
  const unit = repeatedUnit(plain);
  const own = [email, email.split('@')[0] ?? '', businessName].map(plainOf).filter((text) => text !== '');
  const common = await commonPasswords();
  return [plain, unit, lettersOf(plain), lettersOf(unit)].some((form) => own.includes(form) || common.has(form));
}

/** Removes case, accents and white space. */
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

/** Removes the digits and signs around the letters: "password2024!" is "password". */
function lettersOf(text: string): string {
  return text.replace(/^\P{L}+|\P{L}+$/gu, '');
}

/** Loaded on first use: unpacking the list takes time that a start does not have. */
function commonPasswords(): Promise<ReadonlySet<string>> {
  return shared('password.common', async () => {
    const { dictionary } = await import('@zxcvbn-ts/language-common');
    return new Set(dictionary['passwords-common'].map(plainOf));
  });
}
