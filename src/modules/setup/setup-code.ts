import { createHash, timingSafeEqual } from 'node:crypto';
import { env } from '@/platform/env';
import { DomainError } from '@/platform/errors';
import type { ApiRequest } from '@/platform/http/api-request';
import { clientAddress, limitKey } from '@/platform/http/client-address';
import { consume, sharedLimiter } from '@/platform/http/limits';
import { deriveSecret } from '@/platform/secret';
import { shared } from '@/platform/shared';
import { needsSetup } from './installation';

/** Readable characters, without letters that look alike. */
const LETTERS = '23456789abcdefghjkmnpqrstvwxyz';
const ATTEMPTS_PER_MINUTE = 10;

const limiter = () => shared('limits.setup-code', () => sharedLimiter('setup-code', ATTEMPTS_PER_MINUTE, 60));

/**
 * The code that a person who sets up the installation must know: SETUP_CODE, else twelve characters (59 bits) derived
 * from the installation's secret, so that every process on one database expects the same one, also after a restart.
 */
export function setupCode(): string {
  const { SETUP_CODE } = env();
  if (SETUP_CODE) return SETUP_CODE;
  let rest = BigInt(`0x${deriveSecret('setup-code').toString('hex')}`);
  const groups = Array.from({ length: 3 }, () => {
    let group = '';
    for (let i = 0; i < 4; i++) {
      group += LETTERS[Number(rest % BigInt(LETTERS.length))];
      rest /= BigInt(LETTERS.length);
    }
    return group;
  });
  return groups.join('-');
}

/**
 * While no account exists, prints the address of the setup and the code for the person who started the server. The value
 * of a SETUP_CODE is not printed, because that person knows it.
 */
export async function printSetup(): Promise<void> {
  if (!(await needsSetup())) return;
  const code = env().SETUP_CODE ? 'SETUP_CODE' : setupCode();
  process.stdout.write(`Primer uso: abre /setup · First use: open /setup\n  Código · Code: ${code}\n\n`);
}

/**
 * Throws SETUP_CODE unless `given` is the code, ignoring hyphens, white space and case; RATE_LIMITED, for less than a
 * minute, when the address has sent too many wrong codes.
 */
export async function checkSetupCode(given: unknown, headers: ApiRequest['headers']): Promise<void> {
  const network = limitKey(clientAddress(headers));
  await consume(limiter(), network, 'setup_code');
  if (typeof given !== 'string' || !timingSafeEqual(digest(given), digest(setupCode())))
    throw new DomainError('SETUP_CODE');
  await limiter().reward(network);
}

/** A digest of fixed length, so that the comparison reveals nothing about the code's length. */
function digest(code: string): Buffer {
  return createHash('sha256').update(code.normalize('NFKC').replace(/[\s-]/g, '').toLowerCase()).digest();
}
