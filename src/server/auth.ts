import { randomUUID } from 'node:crypto';
import { account, session, user, verification } from '@db/schema/people';
import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { db } from './db/transaction';
import { env } from './env';
import { deriveSecret } from './secret';
import { shared } from './shared';

/** Accounts and sessions. Businesses, memberships and roles are ours (docs/adr). */
export function auth() {
  return shared('auth', createAuth);
}

function createAuth() {
  const { PUBLIC_URL } = env();
  return betterAuth({
    database: drizzleAdapter(db(), { provider: 'pg', schema: { user, session, account, verification } }),
    secret: deriveSecret('better-auth').toString('base64url'),
    ...(PUBLIC_URL ? { baseURL: PUBLIC_URL } : {}),
    trustedOrigins: (request) => (request ? [originOf(request.headers, request.url)] : []),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 8 },
    session: { expiresIn: 60 * 60 * 24 * 14, updateAge: 60 * 60 * 24 },
    // Sign-in attempts are limited by account and address in the sign-in route; the library's own limiter is by address only.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'aforo',
      useSecureCookies: PUBLIC_URL?.startsWith('https:') ?? false,
      database: { generateId: () => randomUUID() },
    },
    telemetry: { enabled: false },
  });
}

/** The origin that a browser shows for this server: the configured one, else the request's own. */
export function originOf(headers: Headers, url: string): string {
  const { PUBLIC_URL } = env();
  if (PUBLIC_URL) return new URL(PUBLIC_URL).origin;
  const host = headers.get('host');
  return host ? `http://${host}` : new URL(url).origin;
}
