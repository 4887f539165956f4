import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import { cookiePrefix, readCookie } from '@/platform/http/cookies';
import { deriveSecret } from '@/platform/secret';
import { shared } from '@/platform/shared';

/** The auth library's secret: it signs its session cookie with it (HMAC-SHA-256). */
export function authSecret(): string {
  return shared('auth.secret', () => deriveSecret('better-auth').toString('base64url'));
}

interface SessionCookie {
  readonly token: string;
  /** With the library's signature, as it was sent. */
  readonly value: string;
}

/**
 * The session token of a `Cookie` header, its signature checked as the auth library checks it; null without a good one.
 * Synchronous and without its context, which costs more than opening a stream: session-cookie.test.ts holds both to one answer.
 */
export function readSessionToken(header: string | null | undefined): string | null {
  return findCookies(header)[0]?.token ?? null;
}

/** Every session that a browser has brought, of both names. */
export function readSessionTokens(header: string | null | undefined): string[] {
  return findCookies(header).map(({ token }) => token);
}

/** The `Cookie` header that tells the auth library of the session and of nothing else; empty without one. */
export function sessionCookieHeader(header: string | null | undefined): string {
  const [found] = findCookies(header);
  return found ? `${sessionCookieNames()[0]}=${found.value}` : '';
}

/** The name that is given out, then the one that was before `__Host-`: its sessions go on until they end. */
function sessionCookieNames(): readonly [string, ...string[]] {
  return shared('session.cookie-names', () => {
    const name = `${cookiePrefix()}.session_token`;
    return name.startsWith('__Host-') ? [name, name.replace('__Host-', '__Secure-')] : [name];
  });
}

function findCookies(header: string | null | undefined): SessionCookie[] {
  const found: SessionCookie[] = [];
  for (const name of sessionCookieNames()) {
    const value = readCookie(header, name);
    const token = value === null ? null : verify(decode(value));
    if (value !== null && token !== null) found.push({ token, value });
  }
  return found;
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
