import { randomUUID } from 'node:crypto';
import { db } from '@/platform/db/transaction';
import { env } from '@/platform/env';
import type { ApiRequest } from '@/platform/http/api-request';
import { clientAddress } from '@/platform/http/client-address';
import { cookieAttributes, cookiePrefix } from '@/platform/http/cookies';
import { log } from '@/platform/log';
import { shared } from '@/platform/shared';
import { drawCodes } from './recovery-codes';
import { authSecret, sessionCookieHeader } from './session-cookie';
import { account, session, twoFactor, user, verification } from './tables';

/**
 * The longest lifetime of a session after its sign-in, even when it is in use (OWASP ASVS 5.0, 7.3.2): staff sign in
 * once a month.
 */
export const SESSION_SECONDS = 30 * 24 * 60 * 60;
const BASE_PATH = '/api/auth';
const MAX_USER_AGENT = 300;

/**
 * Accounts and sessions. Businesses, memberships and roles are our own tables (docs/adr). The library is loaded on
 * first use, because loading takes a third of a second.
 */
export function auth() {
  return shared('auth', createAuth);
}

async function createAuth() {
  const [{ betterAuth }, { drizzleAdapter }, { twoFactor: secondFactor }] = await Promise.all([
    import('better-auth'),
    import('better-auth/adapters/drizzle'),
    import('better-auth/plugins/two-factor'),
  ]);
  return betterAuth({
    database: drizzleAdapter(db(), { provider: 'pg', schema: { user, session, account, verification, twoFactor } }),
    secret: authSecret(),
    baseURL: baseUrl(),
    basePath: BASE_PATH,
    emailAndPassword: { enabled: true, disableSignUp: true },
    // The library never extends a session; session.ts ends the sessions that are not used.
    session: { expiresIn: SESSION_SECONDS, disableSessionRefresh: true },
    // It remembers no device: whoever sits down at a tablet of the venue is asked for the code.
    plugins: [secondFactor({ issuer: 'Aforo', backupCodeOptions: { customBackupCodesGenerate: drawCodes } })],
    // sign-in-limits.ts limits the attempts; the library's own limiter works by address only.
    rateLimit: { enabled: false },
    advanced: {
      // The library's own prefix for TLS is __Secure-, which does not bind a cookie to this host.
      cookiePrefix: cookiePrefix(),
      useSecureCookies: false,
      defaultCookieAttributes: cookieAttributes(),
      database: { generateId: () => randomUUID() },
    },
    logger: { log: (level, message) => log()[level]({ source: 'auth' }, message) },
    telemetry: { enabled: false },
  });
}

/** Only the base URL that the library requires: it sends no e-mail and makes no redirect with it. */
function baseUrl(): string {
  const { PUBLIC_URL, PORT } = env();
  return PUBLIC_URL ? new URL(PUBLIC_URL).origin : `http://localhost:${PORT}`;
}

/**
 * Forwards a call to the auth library. The library receives only the session, or instead of it the `cookie` that is given, the browser and the address of the
 * request, and of the body only what is passed here, because it logs the values that it rejects. The routes have
 * already refused foreign origins.
 */
export async function askLibrary(
  request: ApiRequest,
  path: string,
  body?: Readonly<Record<string, string>>,
  cookie = sessionCookieHeader(request.headers.get('cookie')),
): Promise<Response> {
  const base = baseUrl();
  const headers = new Headers({
    origin: base,
    'content-type': 'application/json',
    'user-agent': (request.headers.get('user-agent') ?? '').slice(0, MAX_USER_AGENT),
    'x-forwarded-for': clientAddress(request.headers),
  });
  if (cookie !== '') headers.set('cookie', cookie);
  const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  return (await auth()).handler(new Request(`${base}${BASE_PATH}/${path}`, { headers, ...sent }));
}

/** Hashes and verifies a password in the format of the auth library. */
export async function hashPassword(password: string): Promise<string> {
  const { hashPassword: hash } = await import('better-auth/crypto');
  return hash(password);
}

/** Whether it is the password of that hash. */
export async function isPassword(password: string, hash: string): Promise<boolean> {
  const { verifyPassword } = await import('better-auth/crypto');
  return verifyPassword({ hash, password });
}
