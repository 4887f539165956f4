import { createHash } from 'node:crypto';
import { isPassOfOurs } from '@/modules/passes/is-pass-of-ours';
import { readToken } from '@/modules/passes/token';
import { DomainError } from '@/platform/errors';
import { consume, localLimiter } from '@/platform/http/limits';
import { shared } from '@/platform/shared';
import type { PassStatus } from './answers';
import { type PublicPass, readPublicPass } from './read-pass';

/** How often the open pages of one pass may ask in a minute: each asks four times at most, and a party shares one link. */
const QUESTIONS = 60;

const limiter = () => shared('pass.status.limit', () => localLimiter(QUESTIONS, 60));

/**
 * What has become of the pass, for its open page, with a mark of all that the page shows. A text that no venue signed is
 * refused before the database is asked for its pass. Throws NOT_FOUND, RATE_LIMITED.
 */
export async function readPassStatus(text: string, now: Date): Promise<{ status: PassStatus; mark: string }> {
  const passId = readToken(text)?.claims.passId;
  if (passId === undefined || !(await isPassOfOurs(text))) throw new DomainError('NOT_FOUND');
  await consume(limiter(), passId, 'status_per_pass');
  const pass = await readPublicPass(text, now);
  if (!pass) throw new DomainError('NOT_FOUND');
  return { status: statusOf(pass), mark: markOf(pass) };
}

/** The same for two readings of a pass of which the page shows the same. */
export function markOf(pass: PublicPass): string {
  return createHash('sha256').update(JSON.stringify(pass)).digest('base64url').slice(0, 22);
}

function statusOf(pass: PublicPass): PassStatus {
  if (!('code' in pass)) return { valid: pass.valid };
  const { valid, arrived, guestCount, reservedAt, tableName } = pass;
  return { valid, arrived, guestCount, reservedAt, tableName };
}
