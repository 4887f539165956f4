import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { cookiePrefix, readCookie, setCookie } from '@/platform/http/cookies';
import { deriveSecret } from '@/platform/secret';

/** A browser in which people have signed in, and who: sign-in attempts of these have a budget of their own (docs/adr/0026). */
export interface Device {
  /** Random; means nothing elsewhere. */
  readonly id: string;
  /** Hashes of accounts, the last that signed in first. */
  readonly accounts: readonly string[];
}

/** A tablet at the desk is shared by a shift; whoever has not signed in for longest is forgotten. */
const MAX_ACCOUNTS = 12;
/** What browsers keep at most (RFC 6265bis). */
const MAX_AGE_SECONDS = 400 * 24 * 60 * 60;

const cookieName = () => `${cookiePrefix()}.device`;

/** Of an e-mail in lower case, under a key of the installation: it tells nobody the address. */
export function accountHash(email: string): string {
  return createHmac('sha256', deriveSecret('account-hash')).update(email).digest('base64url').slice(0, 22);
}

/** The device of a `Cookie` header; null without one that we signed. */
export function readDevice(header: string | null | undefined): Device | null {
  const [id = '', ...rest] = (readCookie(header, cookieName()) ?? '').split('.');
  const given = Buffer.from(rest.pop() ?? '', 'base64url');
  const expected = sign([id, ...rest]);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  return { id, accounts: rest };
}

/** A `Set-Cookie` line: the device, or a new one, knows the account from now on. */
export function rememberAccount(device: Device | null, account: string): string {
  const others = (device?.accounts ?? []).filter((each) => each !== account);
  const parts = [device?.id ?? randomBytes(16).toString('base64url'), account, ...others.slice(0, MAX_ACCOUNTS - 1)];
  return setCookie(cookieName(), [...parts, sign(parts).toString('base64url')].join('.'), MAX_AGE_SECONDS);
}

function sign(parts: readonly string[]): Buffer {
  return createHmac('sha256', deriveSecret('device-cookie')).update(parts.join('.')).digest();
}
