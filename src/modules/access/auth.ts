import { randomUUID } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { db } from '@/platform/db/transaction';
import { env } from '@/platform/env';
import type { ApiRequest } from '@/platform/http/api-request';
import { clientAddress } from '@/platform/http/client-address';
import { cookieAttributes, cookiePrefix } from '@/platform/http/cookies';
import { log } from '@/platform/log';
import { shared } from '@/platform/shared';
import { authSecret, sessionCookieHeader } from './session-cookie';
import { account, session, user, verification } from './tables';

/** A session ends so long after its sign-in, however much it is used (OWASP ASVS 5.0, 7.3.2): staff sign in once a month. */
export const SESSION_SECONDS = 30 * 24 * 60 * 60;
const BASE_PATH = '/api/auth';
const MAX_USER_AGENT = 300;

/** Accounts and sessions. Businesses, memberships and roles are ours (docs/adr). */
export function auth() {
  return shared('auth', createAuth);
}

function createAuth() {
  return betterAuth({
    database: drizzleAdapter(db(), { provider: 'pg', schema: { user, session, account, verification } }),
    secret: authSecret(),
    baseURL: baseUrl(),
    basePath: BASE_PATH,
    emailAndPassword: { enabled: true, disableSignUp: true },
    // Its end never moves; session.ts ends those that nobody uses.
    session: { expiresIn: SESSION_SECONDS, disableSessionRefresh: true },
    // Attempts are limited in sign-in-limits.ts; the library's own limiter is by address only.
    rateLimit: { enabled: false },
    advanced: {
      // Its own prefix for TLS is __Secure-, which does not keep a cookie to this host.
      cookiePrefix: cookiePrefix(),
      useSecureCookies: false,
      defaultCookieAttributes: cookieAttributes(),
      database: { generateId: () => randomUUID() },
    },
    logger: { log: (level, message) => log()[level]({ source: 'auth' }, message) },
    telemetry: { enabled: false },
  });
}

/** Only names the library to itself: no e-mail or redirect is made from it. */
function baseUrl(): string {
  const { PUBLIC_URL, PORT } = env();
  return PUBLIC_URL ? new URL(PUBLIC_URL).origin : `http://localhost:${PORT}`;
}

/**
 * Hands a call to the auth library. Of the request it is told the session, the browser and the address, and of the body what is
 * given here: it writes into the log what it does not like. The routes have refused foreign origins by then.
 */
export function askLibrary(
  request: ApiRequest,
  path: string,
  body?: Readonly<Record<string, string>>,
): Promise<Response> {
  const base = baseUrl();
  const headers = new Headers({
    origin: base,
    'content-type': 'application/json',
    'user-agent': (request.headers.get('user-agent') ?? '').slice(0, MAX_USER_AGENT),
    'x-forwarded-for': clientAddress(request.headers),
  });
  const cookie = sessionCookieHeader(request.headers.get('cookie'));
  if (cookie !== '') headers.set('cookie', cookie);
  const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  return auth().handler(new Request(`${base}${BASE_PATH}/${path}`, { headers, ...sent }));
}

/** A password as the auth library stores and checks it. */
export async function hashPassword(password: string): Promise<string> {
  const { password: passwords } = await auth().$context;
  return passwords.hash(password);
}
