import { createHash, createHmac, randomBytes, randomInt } from 'node:crypto';
import { cookiePrefix, readCookie, setCookie } from '@/platform/http/cookies';
import { deriveSecret } from '@/platform/secret';

/** `{venue's id}.{device's id}.{secret}`: what a phone's cookie holds, and what the address of a pairing holds after its #. */
export interface DeviceToken {
  readonly businessId: string;
  readonly id: string;
  readonly secret: string;
}

const TOKEN = /^([\w-]{1,64})\.([\w-]{12})\.([\w-]{32})$/;
const ID_BYTES = 9;
const SECRET_BYTES = 24;
/** Letters that nobody takes for another one, read aloud or typed. */
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ';
const CODE_LENGTH = 8;
/** The longest lifetime that browsers allow (RFC 6265bis). */
const MAX_AGE_SECONDS = 400 * 24 * 60 * 60;

const cookieName = () => `${cookiePrefix()}.door`;

export const drawDeviceId = () => randomBytes(ID_BYTES).toString('base64url');
export const drawSecret = () => randomBytes(SECRET_BYTES).toString('base64url');

export function drawCode(): string {
  return Array.from({ length: CODE_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}

export function formatToken({ businessId, id, secret }: DeviceToken): string {
  return `${businessId}.${id}.${secret}`;
}

export function parseToken(token: string | null): DeviceToken | null {
  const [, businessId, id, secret] = TOKEN.exec(token ?? '') ?? [];
  return businessId && id && secret ? { businessId, id, secret } : null;
}

export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Under a key of the installation, because a code is short enough to be tried out by whoever reads the database. */
export function hashCode(code: string): string {
  return createHmac('sha256', deriveSecret('pairing-code')).update(code).digest('hex');
}

/** The device of a `Cookie` header, as it was sent; null without one. */
export function readDeviceToken(header: string | null | undefined): DeviceToken | null {
  return parseToken(readCookie(header, cookieName()));
}

/** The `Set-Cookie` line of a phone's own secret. */
export function deviceCookie(token: DeviceToken): string {
  return setCookie(cookieName(), formatToken(token), MAX_AGE_SECONDS);
}
