import { createHmac } from 'node:crypto';

const STEP_SECONDS = 30;
const DIGITS = 6;
/** Clocks of telephones may be one step away from ours. */
const STEPS_AWAY = [0, -1, 1];

/**
 * The time step (RFC 6238) whose code this is, of the present one and its two neighbours; null for none. The auth
 * library checks the same codes, but does not say which step one belongs to, which a code that is accepted once needs.
 */
export function stepOf(secret: string, code: string, now: Date): number | null {
  const present = Math.floor(now.getTime() / 1000 / STEP_SECONDS);
  return STEPS_AWAY.map((away) => present + away).find((step) => codeAt(secret, step) === code) ?? null;
}

/** The code of a time step: HOTP (RFC 4226) with SHA-1, which every authenticator knows. */
export function codeAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', secret).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0xf;
  const number = digest.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
}
