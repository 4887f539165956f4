import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import { env } from './env';
import { deriveSecret } from './secret';
import { shared } from './shared';

export const COOKIE_PREFIX = 'aforo';

/** The auth library's secret: it signs its session cookie with it (HMAC-SHA-256). */
export function authSecret(): string {
  return shared('auth.secret', () => deriveSecret('better-auth').toString('base64url'));
}

/** Whether browsers reach us over TLS, so that cookies are kept to it. */
export function usesSecureCookies(): boolean {
  return env().PUBLIC_URL?.startsWith('https:') ?? false;
}

/**
 * The session token of a `Cookie` header, its signature checked as the auth library checks it; null without a good one.
 * Synchronous and without its context, which costs more than opening a stream: session-cookie.test.ts holds both to one answer.
 */
export function readSessionToken(cookieHeader: string | null | undefined): string | null {
  const [, encoded = ''] = pattern().exec(cookieHeader ?? '') ?? [];
  const value = decode(encoded);
  const dot = value.lastIndexOf('.');
  if (dot < 1) return null;
  const token = value.slice(0, dot);
  const given = Buffer.from(value.slice(dot + 1), 'base64');
  const expected = createHmac('sha256', signingKey()).update(token).digest();
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : null;
}

function signingKey(): KeyObject {
  return shared('auth.signing-key', () => createSecretKey(authSecret(), 'utf8'));
}

function pattern(): RegExp {
  return shared('session.cookie-pattern', () => {
    const name = `${usesSecureCookies() ? '__Secure-' : ''}${COOKIE_PREFIX}\\.session_token`;
    return new RegExp(`(?:^|;)\\s*${name}\\s*=\\s*"?([^;"]*)`);
  });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
