/** OWASP ASVS 5.0, 6.2.1, without a second factor. Existing shorter passwords still sign in. */
export const MIN_PASSWORD_LENGTH = 12;
export const MAX_PASSWORD_LENGTH = 128;

/** The length of a password as a person counts it, in code points. */
export function passwordLength(password: string): number {
  return [...password.normalize('NFC')].length;
}
