import { env } from '../env';
import { shared } from '../shared';

/** Whether browsers reach us over TLS, so that cookies are restricted to it. */
function usesSecureCookies(): boolean {
  return env().PUBLIC_URL?.startsWith('https:') ?? false;
}

/**
 * The prefix of all our cookies; a dot joins it to the cookie's own name. Over TLS it is `__Host-`: browsers accept such a cookie
 * only with Secure, for the whole site and without a Domain, so no other host of the domain can set one (RFC 6265bis, 4.1.3.2).
 */
export function cookiePrefix(): string {
  return usesSecureCookies() ? '__Host-aforo' : 'aforo';
}

export function cookieAttributes() {
  return { secure: usesSecureCookies(), httpOnly: true, sameSite: 'lax', path: '/' } as const;
}

/** The value of the first cookie of that name in a `Cookie` header, as it was sent; null without one. */
export function readCookie(header: string | null | undefined, name: string): string | null {
  return patternOf(name).exec(header ?? '')?.[1] ?? null;
}

/** `name=value` with our attributes, for `Set-Cookie`. `maxAge` in seconds. */
export function setCookie(name: string, value: string, maxAge: number): string {
  return `${name}=${value}; Max-Age=${maxAge}; Path=/; HttpOnly; SameSite=Lax${usesSecureCookies() ? '; Secure' : ''}`;
}

function patternOf(name: string): RegExp {
  const pattern = (): RegExp => new RegExp(`(?:^|;)\\s*${name.replaceAll('.', '\\.')}\\s*=\\s*"?([^;"]*)`);
  return shared(`cookie.${name}`, pattern);
}
