import { randomUUID } from 'node:crypto';
import { account, session, user, verification } from '@db/schema/people';
import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { db } from './db/transaction';
import { env } from './env';
import { log } from './log';
import { authSecret, COOKIE_PREFIX, usesSecureCookies } from './session-cookie';
import { shared } from './shared';

export const SESSION_SECONDS = 60 * 60 * 24 * 14;
/** A session that is used is renewed when it has aged so much. */
export const SESSION_RENEWAL_MS = 24 * 60 * 60_000;

/** Accounts and sessions. Businesses, memberships and roles are ours (docs/adr). */
export function auth() {
  return shared('auth', createAuth);
}

function createAuth() {
  const { PUBLIC_URL, PORT } = env();
  return betterAuth({
    database: drizzleAdapter(db(), { provider: 'pg', schema: { user, session, account, verification } }),
    secret: authSecret(),
    // Only a fallback: the origins that requests come to are trusted below, and no e-mail or redirect is made from it.
    baseURL: PUBLIC_URL ?? `http://localhost:${PORT}`,
    trustedOrigins: (request) => (request ? [originOf(request.headers, request.url)] : []),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 8 },
    session: { expiresIn: SESSION_SECONDS, updateAge: SESSION_RENEWAL_MS / 1_000 },
    // Sign-in attempts are limited by account and address in the sign-in route; the library's own limiter is by address only.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: COOKIE_PREFIX,
      useSecureCookies: usesSecureCookies(),
      database: { generateId: () => randomUUID() },
    },
    logger: { log: (level, message) => log()[level]({ source: 'auth' }, message) },
    telemetry: { enabled: false },
  });
}

/** A password as the auth library stores and checks it. */
export async function hashPassword(password: string): Promise<string> {
  const { password: passwords } = await auth().$context;
  return passwords.hash(password);
}

/** The origin that a browser shows for this server: the configured one, else the request's own. */
export function originOf(headers: Headers, url: string): string {
  const { PUBLIC_URL } = env();
  if (PUBLIC_URL) return new URL(PUBLIC_URL).origin;
  const host = headers.get('host');
  return host ? `http://${host}` : new URL(url).origin;
}
