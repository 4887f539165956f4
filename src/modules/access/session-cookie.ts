import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import { cookiePrefix, readCookie } from '@/platform/http/cookies';
import { deriveSecret } from '@/platform/secret';
import { shared } from '@/platform/shared';

/** The auth library's secret: it signs its session cookie with HMAC-SHA-256. */
export function authSecret(): string {
  return shared('auth.secret', () => deriveSecret('better-auth').toString('base64url'));
}

interface SignedCookie {
  readonly token: string;
  /** The token with the library's signature, as it was sent. */
  readonly value: string;
}

/**
 * The session token of a `Cookie` header, with its signature checked as the auth library checks it; null without a
 * valid one. It is synchronous and does not use the library's context, which costs more than opening a stream:
 * session-cookie.test.ts verifies that both give the same result.
 */
export function readSessionToken(header: string | null | undefined): string | null {
  return findCookies(header)[0]?.token ?? null;
}

/** Every session that the browser sent, under both cookie names. */
export function readSessionTokens(header: string | null | undefined): string[] {
  return findCookies(header).map(({ token }) => token);
}

/** The `Cookie` header that passes only the session to the auth library; empty without a session. */
export function sessionCookieHeader(header: string | null | undefined): string {
  const [found] = findCookies(header);
  return found ? `${sessionCookieNames()[0]}=${found.value}` : '';
}

/**
 * The current cookie name, then the name before `__Host-`: sessions under the earlier name stay valid until they end.
 */
function sessionCookieNames(): readonly [string, ...string[]] {
  return shared('session.cookie-names', () => {
    const name = `${cookiePrefix()}.session_token`;
    return name.startsWith('__Host-') ? [name, name.replace('__Host-', '__Secure-')] : [name];
  });
}

function findCookies(header: string | null | undefined): SignedCookie[] {
  return sessionCookieNames().flatMap((name) => readSigned(header, name) ?? []);
}

function readSigned(header: string | null | undefined, name: string): SignedCookie | null {
  const value = readCookie(header, name);
  const token = value === null ? null : verify(decode(value));
  return value === null || token === null ? null : { token, value };
}

/**
 * A sign-in of this browser that waits for its second step, and the `Cookie` header that passes it to the auth library;
 * null without one.
 */
export function readChallenge(header: string | null | undefined): { id: string; cookie: string } | null {
  const name = `${cookiePrefix()}.two_factor`;
  const found = readSigned(header, name);
  return found && { id: found.token, cookie: `${name}=${found.value}` };
}

function verify(signed: string): string | null {
  const dot = signed.lastIndexOf('.');
  if (dot < 1) return null;
  const token = signed.slice(0, dot);
  const given = Buffer.from(signed.slice(dot + 1), 'base64');
  const expected = createHmac('sha256', signingKey()).update(token).digest();
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : null;
}

function signingKey(): KeyObject {
  return shared('auth.signing-key', () => createSecretKey(authSecret(), 'utf8'));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
