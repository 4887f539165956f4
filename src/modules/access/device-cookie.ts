import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { cookiePrefix, readCookie, setCookie } from '@/platform/http/cookies';
import { deriveSecret } from '@/platform/secret';

/**
 * A browser and the accounts that have signed in on it: sign-in attempts of these accounts on this device have a budget
 * of their own (docs/adr/0026).
 */
export interface Device {
  /** A random id without any other meaning. */
  readonly id: string;
  /** Hashes of accounts, the most recent sign-in first. */
  readonly accounts: readonly string[];
}

/** A tablet at the desk is shared by a shift; above this limit, the account with the oldest sign-in is removed. */
const MAX_ACCOUNTS = 12;
/** The longest lifetime that browsers allow (RFC 6265bis). */
const MAX_AGE_SECONDS = 400 * 24 * 60 * 60;

const cookieName = () => `${cookiePrefix()}.device`;

/** Hash of an e-mail in lower case, under a key of the installation: it does not reveal the address. */
export function accountHash(email: string): string {
  return createHmac('sha256', deriveSecret('account-hash')).update(email).digest('base64url').slice(0, 22);
}

/** The device of a `Cookie` header; null unless this installation signed it. */
export function readDevice(header: string | null | undefined): Device | null {
  const [id = '', ...rest] = (readCookie(header, cookieName()) ?? '').split('.');
  const given = Buffer.from(rest.pop() ?? '', 'base64url');
  const expected = sign([id, ...rest]);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  return { id, accounts: rest };
}

/** A `Set-Cookie` line that adds the account to the device, or to a new device. */
export function rememberAccount(device: Device | null, account: string): string {
  const others = (device?.accounts ?? []).filter((each) => each !== account);
  const parts = [device?.id ?? randomBytes(16).toString('base64url'), account, ...others.slice(0, MAX_ACCOUNTS - 1)];
  return setCookie(cookieName(), [...parts, sign(parts).toString('base64url')].join('.'), MAX_AGE_SECONDS);
}

function sign(parts: readonly string[]): Buffer {
  return createHmac('sha256', deriveSecret('device-cookie')).update(parts.join('.')).digest();
}
